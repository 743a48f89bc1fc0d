import type { SeriesPart } from '../definitions/values/series.ts';
import { seriesLength } from '../definitions/values/series.ts';
import { gaussian } from './noise.ts';

/**
 * Equally spaced samples; a missing one is NaN. What a series begins with has been so before: `before` is the value of all earlier
 * samples, NaN for a series that begins with a gap, which has never been seen.
 */
export interface Series {
  readonly values: Float64Array;
  readonly before: number;
}

/** The samples of a series. `nan` and `_` are both missing: monitoring systems drop samples that are no number. */
export function seriesOf(parts: readonly SeriesPart[]): Series {
  const values = new Float64Array(seriesLength(parts));
  let at = 0;
  for (const part of parts) {
    fill(values, at, part);
    at += part.count;
  }
  const [first] = parts;
  return { values, before: first?.kind === 'noise' ? first.mean : (values[0] ?? Number.NaN) };
}

function fill(values: Float64Array, at: number, part: SeriesPart): void {
  if (part.kind === 'ramp') {
    const step = (part.to - part.from) / (part.count - 1);
    for (let i = 0; i < part.count; i++) values[at + i] = i === part.count - 1 ? part.to : part.from + step * i;
  } else if (part.kind === 'noise') {
    const draw = gaussian(part.seed);
    for (let i = 0; i < part.count; i++) values[at + i] = part.mean + part.deviation * draw();
  } else values.fill(part.kind === 'value' ? part.value : Number.NaN, at, at + part.count);
}

/** The sample at an index, which may lie before the start or behind the end. */
export function sampleAt(series: Series, index: number): number {
  return index < 0 ? series.before : (series.values[index] ?? Number.NaN);
}
