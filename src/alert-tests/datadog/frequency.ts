import type { Seconds } from '../../definitions/values/duration.ts';
import type { Clock } from '../model.ts';

const hour = 3600;

/** How often a monitor is evaluated. https://docs.datadoghq.com/monitors/configuration/#evaluation-frequency */
export function evaluationFrequency(window: Seconds): Seconds {
  if (window < 24 * hour) return 60;
  return window < 48 * hour ? 600 : 1800;
}

/** The instants of evaluation, from the start of the case to its end. */
export function* evaluationTimes(clock: Clock, frequency: Seconds): Generator<Seconds> {
  for (let at = clock.phase; at <= clock.end; at += frequency) yield at;
}
