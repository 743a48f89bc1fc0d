import type { CheckResult } from './evaluate.ts';

/** Failures that are known and do not block: `application` to ids of checks. */
export type Baseline = Readonly<Record<string, readonly string[]>>;

/** A baseline file's content. */
export interface BaselineFile {
  readonly version: 1;
  readonly known: Baseline;
}

/** What a baseline makes of results. */
export interface Ratchet {
  /** Failures that are not known: only these block. */
  readonly fresh: readonly CheckResult[];
  readonly known: readonly CheckResult[];
  /** Entries that no longer fail: the file can shrink by them. */
  readonly mended: readonly { readonly application: string; readonly check: string }[];
}

/** Splits failures by what is known. */
export function ratchet(results: readonly CheckResult[], baseline: Baseline): Ratchet {
  const failures = results.filter(({ verdict }) => verdict === 'fail');
  const isKnown = ({ application, check }: CheckResult): boolean => baseline[application]?.includes(check.id) === true;
  const failing = new Set(failures.map(({ application, check }) => `${application} ${check.id}`));
  return {
    fresh: failures.filter((result) => !isKnown(result)),
    known: failures.filter(isKnown),
    mended: Object.entries(baseline).flatMap(([application, checks]) =>
      checks.filter((check) => !failing.has(`${application} ${check}`)).map((check) => ({ application, check })),
    ),
  };
}

/** The baseline without what is mended. It never grows by itself: what is new has to be mended, exempted, or written in by hand. */
export function shrunk(baseline: Baseline, { mended }: Ratchet): Baseline {
  const gone = new Set(mended.map(({ application, check }) => `${application} ${check}`));
  return Object.fromEntries(
    Object.entries(baseline)
      .map(([application, checks]): [string, string[]] => [
        application,
        checks.filter((check) => !gone.has(`${application} ${check}`)),
      ])
      .filter(([, checks]) => checks.length > 0),
  );
}

/** A first baseline: all failures of today. */
export function firstBaseline(results: readonly CheckResult[]): Baseline {
  const known: Record<string, string[]> = {};
  for (const { application, check, verdict } of results)
    if (verdict === 'fail') (known[application] ??= []).push(check.id);
  return known;
}

/** Reads a baseline file's text; undefined when it is not one. */
export function parseBaseline(text: string): Baseline | undefined {
  try {
    const { version, known } = JSON.parse(text) as Partial<BaselineFile>;
    const lists = typeof known === 'object' && known !== null ? Object.values(known) : undefined;
    const valid = version === 1 && lists?.every((list) => Array.isArray(list) && list.every(isText)) === true;
    return valid ? known : undefined;
  } catch {
    return undefined;
  }
}

function isText(value: unknown): boolean {
  return typeof value === 'string';
}
