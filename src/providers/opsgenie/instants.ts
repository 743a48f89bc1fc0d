import type { Path } from '../../definitions/source/node.ts';
import type { Instant } from '../../oncall/model.ts';
import type { Compiling } from './compiling.ts';

/** Further ahead than any end: an end that is left out stays as it was (terraform-provider-opsgenie, update of rotations). */
export const never = '2099-12-31T00:00:00Z';

/** An instant as Opsgenie's provider takes it: UTC, to the second. */
export function utc(instant: Instant): string {
  return `${new Date(instant).toISOString().slice(0, 19)}Z`;
}

/** Opsgenie rounds other minutes without a word: https://docs.opsgenie.com/docs/schedule-rotation-api */
export function isHalfHour(instant: Instant): boolean {
  return instant % 1_800_000 === 0;
}

/** {@link utc}, with a problem when Opsgenie would round it. */
export function halfHour(instant: Instant, path: Path, compiling: Compiling): string {
  if (!isHalfHour(instant))
    compiling.report('half-hour', path, 'Opsgenie knows full and half hours only; it would round this time.', {
      help: 'Use a time that ends with :00 or :30.',
    });
  return utc(instant);
}
