import type { Path } from '../../definitions/source/node.ts';
import type { Seconds } from '../../definitions/values/duration.ts';
import type { Compiling } from './compiling.ts';

/** Whole minutes, with a problem when it is not. */
export function minutesOf(seconds: Seconds, path: Path, compiling: Compiling): number {
  if (seconds % 60 !== 0)
    compiling.report('whole-minutes', path, `Opsgenie counts in whole minutes; ${seconds} s is not possible.`);
  return Math.floor(seconds / 60);
}
