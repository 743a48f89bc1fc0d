import type { FindingReport, Severity } from '../finding.ts';

/** Names of the formats of findings, as `--format` takes them. */
export const formatNames = [
  'text',
  'json',
  'sarif',
  'github',
  'gitlab',
  'junit',
  'checkstyle',
  'rdjson',
  'markdown',
] as const;

export type FormatName = (typeof formatNames)[number];

/** What formats may say about a rule. */
export interface RuleInfo {
  /** One sentence of plain text. */
  readonly summary: string;
  /** Address of its page. */
  readonly url: string;
  /** Severity when nothing is configured. */
  readonly severity?: Severity | undefined;
}

/** What a format may know beside the report; all of it is pure. */
export interface FormatContext {
  /** Whether the reader shows ANSI colours. */
  readonly color: boolean;
  /** Columns of the terminal. */
  readonly width: number;
  /** A line (from 1) of a file of the report, without its line break; undefined when it cannot be shown. */
  sourceLine(file: string, line: number): string | undefined;
  /** The whole text of a file, as the offsets of fixes count it. Without it fixes are offered with offsets only, or not at all. */
  sourceText?(file: string): string | undefined;
  /** A rule by its id; undefined for one that has no page. */
  rule(id: string): RuleInfo | undefined;
  /** The working directory seen from the root of the repository (`ops/alerting`), for readers that know paths from there; the root itself by default. */
  readonly root?: string | undefined;
}

/** One way of writing findings. A format decides nothing: it neither filters nor changes severities. */
export interface FindingFormat {
  readonly name: FormatName;
  /** Who reads it, as one phrase of plain text. */
  readonly summary: string;
  /** The whole output, with a final line feed. Texts in the report may come from anybody: nothing in them acts on the reader. */
  render(report: FindingReport, context: FormatContext): string | Promise<string>;
}
