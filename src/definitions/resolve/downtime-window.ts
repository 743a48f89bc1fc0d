import { parseDuration, type Seconds } from '../values/duration.ts';
import { instantsOf, localTimeAt } from '../values/local-time.ts';

/** When a downtime silences alerts. Instants are milliseconds since 1970. */
export interface ResolvedWindow {
  readonly start: number;
  /** What the clocks of the project's zone show at the start: repetitions keep this time of day. */
  readonly localStart: string;
  readonly for: Seconds;
  readonly repeat?: 'daily' | 'weekly' | 'monthly';
  /** The last second of the last day on which a repetition may begin. */
  readonly until?: number;
  /** When it is over for good; a repetition without `until` never is. */
  readonly end?: number;
}

/** A start that is no moment, or two. */
export interface AmbiguousStart {
  readonly shown: 'never' | 'twice';
}

/**
 * The window of a downtime (`start`, `for`, `repeat`, `until`) in a zone. A start in the gap of a change of clocks, or one that
 * occurs twice, is for its author to decide.
 */
export function resolveWindow(
  window: Readonly<Record<string, unknown>>,
  zone: string,
): ResolvedWindow | AmbiguousStart {
  const instants = instantsOf(String(window['start']), zone);
  const start = instants[0];
  if (start === undefined) return { shown: 'never' };
  if (instants.length > 1) return { shown: 'twice' };
  const length = parseDuration(window['for']) ?? 0;
  const common = { start, localStart: localTimeAt(start, zone), for: length };
  const repeat = window['repeat'] as ResolvedWindow['repeat'];
  if (repeat === undefined) return { ...common, end: start + length * 1000 };
  if (window['until'] === undefined) return { ...common, repeat };
  const until = instantsOf(`${String(window['until'])}T23:59:59`, zone).at(-1) ?? start;
  return { ...common, repeat, until, end: until + length * 1000 };
}
