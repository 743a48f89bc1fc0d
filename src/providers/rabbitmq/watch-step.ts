import { parseDuration, type Seconds } from '../../definitions/values/duration.ts';

/** Seconds between two looks at a broker whose connection does not say `every`. */
const usualStep: Seconds = 30;

/** Statistics are five seconds old by themselves: https://www.rabbitmq.com/docs/management#statistics-interval */
export const shortestStep: Seconds = 5;

/** Longer, a broken queue is found by its users first. */
export const longestStep: Seconds = 600;

/** Seconds between two looks of `alerts watch` at a broker. */
export function stepOf(connection: Readonly<Record<string, unknown>>): Seconds {
  return parseDuration(connection['every']) ?? usualStep;
}
