import type { FindingReport } from '../finding.ts';

/** What a format may know besides the findings. */
export interface FormatContext {
  readonly color: boolean;
  /** Columns of the terminal. */
  readonly width: number;
  /** A line of a file, without its line break. */
  sourceLine(file: string, line: number): string | undefined;
  /** What a rule demands, and the address of its page. */
  rule(id: string): { readonly summary: string; readonly url: string } | undefined;
}

/** An output format: a pure function from a report to text. */
export interface FindingFormat {
  readonly name: string;
  readonly summary: string;
  render(report: FindingReport, context: FormatContext): string;
}
