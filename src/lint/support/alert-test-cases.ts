import type { Path } from '../../definitions/source/node.ts';
import type { Document } from '../../definitions/types.ts';
import { lengthOfLevels, parseLevels } from '../../definitions/values/levels.ts';
import { parseSeries, seriesLength } from '../../definitions/values/series.ts';

export interface Expectation {
  readonly at?: string;
  readonly by?: string;
  readonly from?: string;
  readonly to?: string;
  readonly state?: string;
  readonly recovery?: boolean;
  readonly notifies?: unknown;
}

/** One case of an AlertTest with its place. */
export interface TestCase {
  readonly name: string;
  readonly path: Path;
  readonly input: Readonly<Record<string, unknown>>;
  readonly expect: readonly Expectation[];
  readonly never: readonly string[];
  readonly notifications?: { readonly min?: number; readonly max?: number };
}

/** The cases of an AlertTest document. */
export function casesOf(document: Document): TestCase[] {
  const cases = (document.data['cases'] ?? []) as Partial<TestCase>[];
  return cases.map((one, index) => ({
    name: String(one.name),
    input: one.input ?? {},
    expect: one.expect ?? [],
    never: one.never ?? [],
    ...(one.notifications ? { notifications: one.notifications } : {}),
    path: ['cases', index],
  }));
}

/** Whether the case proves that the alert fires. */
export function fires(one: TestCase): boolean {
  return one.expect.some(({ state }) => state === 'alert' || state === 'no-data') || (one.notifications?.min ?? 0) > 0;
}

/** Whether the case proves that the alert stays quiet. */
export function staysQuiet(one: TestCase): boolean {
  if (fires(one)) return false;
  return one.never.includes('alert') || one.notifications?.max === 0 || one.expect.some(({ state }) => state === 'ok');
}

/** Every series of a case as text, of queries or of what the alert measures. */
export function seriesOf(one: TestCase): string[] {
  const metrics = (one.input['metrics'] ?? {}) as Readonly<Record<string, unknown>>;
  return [...Object.values(metrics), one.input['value'] ?? []]
    .flat()
    .map((series) => (typeof series === 'string' ? series : String((series as { values: unknown }).values)));
}

/** How many values a series has: `0 x15, 40 x10, _` has 26; none when it cannot be read, which is a finding of its own. */
export function lengthOf(series: string): number {
  const parsed = parseSeries(series);
  if (parsed.ok) return seriesLength(parsed.parts);
  const levels = parseLevels(series);
  return levels.ok ? lengthOfLevels(levels.parts) : 0;
}
