import { randomNumbers } from '../../definitions/values/random.ts';
import type { Instant, OnCallSemantics, Schedule, Span } from '../model.ts';
import { dutiesIn } from '../schedule/duties.ts';

const minute = 60_000;

/**
 * Instants at which two opinions about a schedule would differ: a minute before and after each handover, and others spread over the
 * range by a seed. At most `count`, sorted, on whole minutes.
 */
export function sampleInstants(
  schedule: Schedule,
  range: Span,
  semantics: OnCallSemantics,
  { count, seed }: { readonly count: number; readonly seed: number },
): Instant[] {
  const edges = dutiesIn(schedule, range, semantics).flatMap(({ from, until }) => [from, until]);
  const handovers = [...new Set(edges)]
    .flatMap((edge) => [edge - minute, edge, edge + minute])
    .filter((at) => Number.isFinite(at) && at >= range.from && at < range.until);
  const wanted = thinned([...new Set(handovers)].sort(ascending), Math.ceil(count / 2));
  const random = randomNumbers(seed);
  const length = Math.floor((range.until - range.from) / minute);
  const chosen = new Set(wanted);
  for (let tries = 0; chosen.size < Math.min(count, length) && tries < count * 4; tries++)
    chosen.add(range.from + Math.floor(random() * length) * minute);
  return [...chosen].sort(ascending);
}

/** At most `count`, evenly. */
function thinned(instants: readonly Instant[], count: number): Instant[] {
  if (instants.length <= count) return [...instants];
  return Array.from(
    { length: count },
    (_, index) => instants[Math.floor((index * instants.length) / count)] as Instant,
  );
}

function ascending(a: number, b: number): number {
  return a - b;
}
