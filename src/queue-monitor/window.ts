import type { Reduce } from '../definitions/types.ts';
import type { Seconds } from '../definitions/values/duration.ts';
import type { Rules } from './rules.ts';

/** One value at one instant. */
export type Sample = readonly [at: Seconds, value: number];

/** The samples of the window that an evaluation at `at` looks at: `(at - delay - over, at - delay]`. */
export function windowOf(samples: readonly Sample[], { over, delay }: Rules, at: Seconds): readonly Sample[] {
  const end = at - delay;
  const first = samples.findIndex(([time]) => time > end - over);
  if (first === -1) return [];
  const after = samples.findIndex(([time]) => time > end);
  return first === 0 && after === -1 ? samples : samples.slice(first, after === -1 ? undefined : after);
}

/** The longest time without a sample that a window forgives: two steps or a quarter of it, whichever is more. */
export function longestHole(step: Seconds, over: Seconds): Seconds {
  return Math.max(2 * step, over / 4);
}

/** Whether no hole in the window is too long: a restart of the broker is forgiven, and a window that has only begun to fill decides nothing. */
export function isFull(window: readonly Sample[], { over, delay, step }: Rules, at: Seconds): boolean {
  const longest = longestHole(step, over);
  let before = at - delay - over;
  for (const [time] of window) {
    if (time - before > longest) return false;
    before = time;
  }
  return at - delay - before <= longest;
}

/** What a window is worth; it has at least one sample. */
export function reduced(window: readonly Sample[], reduce: Reduce): number {
  let [, value = Number.NaN] = window[0] ?? [];
  for (let index = 1; index < window.length; index++) {
    const [, next] = window[index] as Sample;
    if (reduce === 'min') value = Math.min(value, next);
    else if (reduce === 'max') value = Math.max(value, next);
    else if (reduce === 'last') value = next;
    else value += next;
  }
  return reduce === 'avg' ? value / window.length : value;
}
