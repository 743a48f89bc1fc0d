/** How grave a finding is. `error` fails the run by default; `off` exists only in configuration. */
export type Severity = 'error' | 'warning' | 'info';

/** A half-open range of UTF-16 offsets into the text of one file. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/**
 * Where something is written: `file` is relative to the working directory with `/` separators, lines and columns count from 1,
 * columns count UTF-16 units, and the end is exclusive.
 */
export interface Location {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** A replacement of `range` in `file` by `text`; an empty range inserts. */
export interface TextEdit {
  readonly file: string;
  readonly range: TextRange;
  readonly text: string;
}

/** A mend that `alerts fix` may apply without asking: it never changes a threshold, a window or a severity. */
export interface Fix {
  /** What the fix does, in the imperative: `Sort the tags`. */
  readonly title: string;
  readonly edits: readonly TextEdit[];
}

/** One thing wrong at one place, from any check: parser, schema, link, lint rule, readiness, plan guard. */
export interface Finding {
  /** Stable id, `area/slug`, e.g. `yaml/syntax`, `schema/unknown-field`, `threshold/order`. */
  readonly rule: string;
  readonly severity: Severity;
  /** What happened and what to do, as one or two sentences of plain text without a trailing line break. */
  readonly message: string;
  readonly location: Location;
  /** The definition it is about, e.g. `checkout-api/card-errors` or `squad payments`; absent when only the file is known. */
  readonly subject?: string;
  /** How to mend it, when the message does not already say so. */
  readonly help?: string;
  readonly fix?: Fix;
  /** A lint rule that says the same, and better: while its finding about this subject is shown, this one is not. */
  readonly unlessShown?: string;
  /** Other places that matter, e.g. the first of two duplicates. */
  readonly related?: readonly { readonly message: string; readonly location: Location }[];
}

/** What one run looked at; printed under the findings and part of every JSON report. */
export interface FindingSummary {
  readonly alerts: number;
  readonly applications: number;
  readonly squads: number;
  readonly errors: number;
  readonly warnings: number;
  readonly infos: number;
  /** Findings hidden by a suppression or by the baseline. */
  readonly suppressed: number;
}

/** Everything a reporter gets. */
export interface FindingReport {
  readonly command: string;
  /** Version of the tool. */
  readonly toolVersion: string;
  readonly findings: readonly Finding[];
  readonly summary: FindingSummary;
}

const severityRank: Record<Severity, number> = { error: 0, warning: 1, info: 2 };

/** Orders by file, position, then gravity and rule: the order in which every report lists findings. */
export function compareFindings(a: Finding, b: Finding): number {
  return (
    compareText(a.location.file, b.location.file) ||
    a.location.line - b.location.line ||
    a.location.column - b.location.column ||
    severityRank[a.severity] - severityRank[b.severity] ||
    compareText(a.rule, b.rule) ||
    compareText(a.message, b.message)
  );
}

/** Compares by UTF-16 code units, so that the order never depends on the machine's locale. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
