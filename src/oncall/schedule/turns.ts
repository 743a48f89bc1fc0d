import type { Instant, OnCallSemantics, Rotation, Span } from '../model.ts';
import { wallDay } from '../time/local-day.ts';
import { zoneOf } from '../../definitions/values/zone-clock.ts';

/** One turn of a rotation, before any mask; `from` and `until` as for every span, cut at the rotation's end. */
export interface Turn extends Span {
  /** 0 for the turn that begins with the rotation. */
  readonly index: number;
}

/** When a rotation hands over: instant of its boundary `index`, which is its start for 0. */
export interface Boundaries {
  readonly at: (index: number) => Instant;
  /** The last boundary that is not after an instant; negative before the start. */
  readonly lastBefore: (at: Instant) => number;
}

const hour = 3_600_000;
const lengths = { hour, day: wallDay, week: 7 * wallDay } as const;
/** The largest change of a clock there was: a boundary lies no farther from where its wall time would be without changes. */
const largestChange = wallDay;

/**
 * The turn of a rotation at an instant; undefined before its start and from its end on. Turns of days and weeks, and of hours when the
 * semantics say so, keep the wall time of the start.
 */
export function turnAt(rotation: Rotation, zone: string, at: Instant, semantics: OnCallSemantics): Turn | undefined {
  if (at < rotation.start || (rotation.end !== undefined && at >= rotation.end)) return undefined;
  const boundaries = boundariesOf(rotation, zone, semantics);
  return turnOf(boundaries.lastBefore(at), boundaries, rotation);
}

/** The turns of a rotation that share time with a range, in their order. Turns that a change of the clock leaves empty are left out. */
export function turnsIn(rotation: Rotation, zone: string, range: Span, semantics: OnCallSemantics): Turn[] {
  const until = Math.min(range.until, rotation.end ?? Infinity);
  const turns: Turn[] = [];
  if (until <= Math.max(range.from, rotation.start)) return turns;
  const boundaries = boundariesOf(rotation, zone, semantics);
  for (let index = boundaries.lastBefore(Math.max(range.from, rotation.start)); ; index += 1) {
    const turn = turnOf(index, boundaries, rotation);
    if (turn.from >= until) return turns;
    if (turn.from < turn.until) turns.push(turn);
  }
}

function turnOf(index: number, boundaries: Boundaries, { end = Infinity }: Rotation): Turn {
  return { index, from: boundaries.at(index), until: Math.min(boundaries.at(index + 1), end) };
}

function boundariesOf({ turn, start }: Rotation, zone: string, semantics: OnCallSemantics): Boundaries {
  const length = turn.length * lengths[turn.unit];
  const elapsed = turn.unit === 'hour' && semantics.hourlyTurns === 'elapsed';
  return elapsed ? elapsedBoundaries(start, length) : wallBoundaries(start, length, zone);
}

function elapsedBoundaries(start: Instant, length: number): Boundaries {
  return { at: (index) => start + index * length, lastBefore: (at) => Math.floor((at - start) / length) };
}

function wallBoundaries(start: Instant, length: number, zone: string): Boundaries {
  const clock = zoneOf(zone);
  const startWall = start + clock.offsetAt(start);
  const at = (index: number): Instant => {
    // A start that its zone's clock shows twice may be the second: it is taken as it is.
    if (index === 0) return start;
    const { instant, shown } = clock.resolveWall(startWall + index * length);
    // Moved out of a gap that is longer than a turn, it may come later than the next one, which then counts.
    return shown === 'never' ? Math.min(instant, at(index + 1)) : instant;
  };
  return {
    at,
    lastBefore: (instant) => {
      const latest = instant + clock.offsetAt(instant) + largestChange - startWall;
      let index = Math.floor(latest / length);
      while (index > 0 && at(index) > instant) index -= 1;
      return index;
    },
  };
}
