import type { Seconds } from '../../definitions/values/duration.ts';
import { Refusal, type Clock, type GroupSeries, type GroupValues } from '../model.ts';
import { sampleAt, type Series } from '../series.ts';
import type { TrialSeries } from './trial.ts';

const selector = /^\s*([A-Za-z_:][\w:]*)\s*(?:\{([^]*)\})?\s*$/;
const matcher = /\s*([A-Za-z_]\w*)\s*=\s*"((?:[^"\\]|\\.)*)"\s*(?:,|$)/y;

/**
 * A series of a case, named as Prometheus names series, with the labels of its group.
 * @param facets label of each group, by alias
 * @throws Refusal when the name is none
 */
export function seriesName(name: string, group: GroupValues, facets: GroupValues): string {
  const [, metric, written = ''] = selector.exec(name) ?? [];
  const labels = metric === undefined ? undefined : labelsIn(written);
  if (metric === undefined || !labels)
    throw new Refusal(
      `"${name}" names no series of Prometheus: write metric{label="value"}, or "expr" for the value of the whole expression`,
      'case',
      ['input', 'metrics', name],
    );
  for (const [alias, value] of Object.entries(group)) labels.set(facets[alias] ?? alias, JSON.stringify(value));
  const texts = [...labels].map(([label, value]) => `${label}=${value}`);
  return texts.length === 0 ? metric : `${metric}{${texts.join(', ')}}`;
}

/** Label to quoted value. */
function labelsIn(text: string): Map<string, string> | undefined {
  const labels = new Map<string, string>();
  let at = 0;
  while (text.slice(at).trim() !== '') {
    matcher.lastIndex = at;
    const found = matcher.exec(text);
    if (!found) return undefined;
    labels.set(found[1] ?? '', `"${found[2] ?? ''}"`);
    at = matcher.lastIndex;
  }
  return labels;
}

/** How the samples of a clock lie on promtool's. */
export interface Grid {
  /** Seconds between two samples. */
  readonly interval: Seconds;
  /** How often each sample of a case is scraped: a gauge that is given every five minutes is there every minute. */
  readonly repeat: number;
  /** Seconds before the start of the case, in which everything was as it begins. */
  readonly history: Seconds;
}

/** A minute has a whole number of samples, and a sample is a minute old at most: Prometheus forgets them after five. */
export function gridOf({ step }: Clock, history: Seconds): Grid {
  const interval = divisor(step, 60);
  return { interval, repeat: step / interval, history };
}

function divisor(a: number, b: number): number {
  return b === 0 ? a : divisor(b, a % b);
}

/** Samples with those before the start. A series that stops is marked as stale, as a scrape does that finds it gone. */
export function trialSeries(series: string, samples: Series, grid: Grid, length: Seconds): TrialSeries {
  const runs = new Runs();
  runs.add(samples.before, grid.history / grid.interval);
  const count = Math.max(samples.values.length, Math.ceil(length / (grid.interval * grid.repeat)) + 1);
  for (let index = 0; index < count; index++) runs.add(sampleAt(samples, index), grid.repeat);
  return { series, values: runs.text() };
}

/** Equal samples in a row, in promtool's notation: `ax3` is four samples, `_x3` three that are missing. */
class Runs {
  readonly #parts: string[] = [];
  #value: number | undefined;
  #count = 0;
  #present = false;

  add(value: number, count: number): void {
    if (count === 0) return;
    if (this.#value !== undefined && Object.is(value, this.#value)) {
      this.#count += count;
      return;
    }
    this.#end();
    this.#value = value;
    this.#count = count;
  }

  text(): string {
    this.#end();
    return this.#parts.join(' ');
  }

  #end(): void {
    if (this.#value === undefined) return;
    if (!Number.isNaN(this.#value))
      this.#parts.push(this.#count === 1 ? `${this.#value}` : `${this.#value}x${this.#count - 1}`);
    else if (this.#present) this.#parts.push('stale', ...(this.#count > 1 ? [`_x${this.#count - 1}`] : []));
    else this.#parts.push(`_x${this.#count}`);
    this.#present = !Number.isNaN(this.#value);
  }
}

/** The series of a case as promtool takes them. @throws Refusal for names that are none, or twice the same */
export function allSeries(
  queries: ReadonlyMap<string, readonly GroupSeries[]>,
  facets: GroupValues,
  grid: Grid,
  length: Seconds,
): TrialSeries[] {
  const all = [...queries].flatMap(([name, list]) =>
    list.map(({ group, series }) => ({
      name,
      one: trialSeries(seriesName(name, group, facets), series, grid, length),
    })),
  );
  const seen = new Set<string>();
  for (const { name, one } of all) {
    if (seen.has(one.series))
      throw new Refusal(`the series ${one.series} is given twice`, 'case', ['input', 'metrics', name]);
    seen.add(one.series);
  }
  return all.map(({ one }) => one);
}
