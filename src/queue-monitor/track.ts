import type { Seconds } from '../definitions/values/duration.ts';
import { levelOf } from './hysteresis.ts';
import { levels, type Level, type Rules } from './rules.ts';
import { isFull, reduced, windowOf, type Sample } from './window.ts';

/** A group that nothing was seen of for so long is forgotten. */
export const retention: Seconds = 86_400;

/** All that has to be remembered of a group between two observations; serialisable. Times are seconds on one clock. */
export interface Track {
  readonly level: Level;
  /** Whether data are missing, and the rules say that somebody hears of it. */
  readonly missing: boolean;
  readonly samples: readonly Sample[];
  /** When it was first observed to be there, or looked for. */
  readonly since: Seconds;
  /** When a value was last seen, or it was first looked for. */
  readonly lastSeen: Seconds;
  /** Since when a worse level than the present one is reached without a pause, by level. */
  readonly reached: Readonly<Partial<Record<Level, Seconds>>>;
}

/** Why a state stayed as it was although it was looked at. */
export type Kept = 'no data' | 'window not full' | 'group too new';

/** What an observation came to. */
export interface Verdict {
  /** Undefined once the group is forgotten. */
  readonly track: Track | undefined;
  /** What was compared; absent when nothing was. */
  readonly value?: number;
  readonly kept?: Kept;
}

/**
 * Takes a complete observation into a track: its value, or that there was none. Observations that failed are not taken in at all, so that
 * nothing is decided by them.
 * @param before undefined when the group was never observed
 * @param at later than every observation before
 */
export function observe(before: Track | undefined, rules: Rules, at: Seconds, value: number | undefined): Verdict {
  if (!before && value === undefined && !rules.expected) return { track: undefined };
  const track = withSample(before ?? newTrack(at), rules, at, value);
  const window = windowOf(track.samples, rules, at);
  if (window.length === 0) return missing(track, rules, at);
  const seen = { ...track, missing: false };
  if (rules.grouped && at - track.since < rules.newGroupDelay) return { track: seen, kept: 'group too new' };
  if (rules.fullWindow && !isFull(window, rules, at)) return { track: seen, kept: 'window not full' };
  const worth = reduced(window, rules.reduce);
  return { track: judged(seen, rules, at, { value: worth, pause: at - (before?.lastSeen ?? at) }), value: worth };
}

/** The track of a group of which only is known that it was not well: its window has to fill before that changes. */
export function knownTrack(level: Level, missing: boolean, at: Seconds): Track {
  return { level, missing, samples: [], since: 0, lastSeen: at, reached: {} };
}

function newTrack(at: Seconds): Track {
  return { level: 'ok', missing: false, samples: [], since: at, lastSeen: at, reached: {} };
}

/** Samples that no later window reaches are left out. */
function withSample(track: Track, { over, delay }: Rules, at: Seconds, value: number | undefined): Track {
  const kept = track.samples.findIndex(([time]) => time > at - delay - over);
  const samples = kept === -1 ? [] : kept === 0 ? track.samples : track.samples.slice(kept);
  if (value === undefined) return { ...track, samples };
  return { ...track, samples: [...samples, [at, value]], lastSeen: at };
}

/** The window is empty. What was seen before counts as missing once a whole window has passed. */
function missing(track: Track, rules: Rules, at: Seconds): Verdict {
  const since = at - track.lastSeen;
  if (rules.grouped && since >= retention) return { track: undefined };
  const quiet = { ...track, reached: {} };
  if (since < rules.over + rules.delay) return { track: quiet, kept: 'no data' };
  if (rules.noData === 'notify') return { track: { ...quiet, missing: true }, kept: 'no data' };
  if (rules.noData === 'keep') return { track: quiet, kept: 'no data' };
  return { track: { ...quiet, level: 'ok' }, kept: 'no data' };
}

/** The track after its window was compared. Recovery counts at once, a worse level once it has held; what was not looked at did not hold. */
function judged(
  track: Track,
  rules: Rules,
  at: Seconds,
  { value, pause }: { readonly value: number; readonly pause: Seconds },
): Track {
  const { level } = track;
  const now = levelOf(rules, level, value);
  const isPaused = pause > Math.max(2 * rules.step, rules.hold / 4);
  const reached = Object.fromEntries(
    levels
      .slice(levels.indexOf(level) + 1, levels.indexOf(now) + 1)
      .map((worse) => [worse, isPaused ? at : (track.reached[worse] ?? at)]),
  );
  const held = levels.findLast((one) => reached[one] !== undefined && at - reached[one] >= rules.hold);
  const next = levels.indexOf(now) < levels.indexOf(level) ? now : (held ?? level);
  const waiting = Object.entries(reached).filter(([one]) => levels.indexOf(one as Level) > levels.indexOf(next));
  return { ...track, level: next, reached: Object.fromEntries(waiting) };
}
