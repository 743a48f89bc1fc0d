import type { Schedule } from '../../oncall/model.ts';
import type { Duty } from '../../oncall/schedule/duties.ts';

/** A duty and the schedule that it is in. */
export interface OnCallEntry {
  readonly schedule: Schedule;
  readonly duty: Duty;
}

/** `squad/schedule`. */
export function placeOf({ squad, id }: Schedule): string {
  return `${squad}/${id}`;
}

/** The rotation of a duty, or that an override put the person there. */
export function lineOf({ rotation, override }: Duty): string {
  return rotation ?? (override?.reason === undefined ? 'override' : `override: ${override.reason}`);
}
