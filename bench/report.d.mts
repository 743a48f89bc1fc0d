/** A line of a table of benchmarks. */
export interface BenchmarkRow {
  readonly what: string;
  readonly measured?: string;
  readonly compared?: string;
  readonly ratio?: number;
  readonly limit?: string;
  readonly met?: boolean;
  /** Why there is no figure. */
  readonly failed?: string;
}

export function seconds(value: number): string;
export function markdown(rows: readonly BenchmarkRow[], rounds: number): string;
export function writePage(file: string, text: string, name?: string): Promise<void>;
