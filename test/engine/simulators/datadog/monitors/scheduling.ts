import { type Fields, isFields, refuse, refuseUnknown } from '../refusal.ts';

const known = {
  options: new Set(['custom_schedule', 'evaluation_window']),
  window: new Set(['day_starts', 'hour_starts', 'month_starts', 'timezone']),
  schedule: new Set(['recurrences']),
  recurrence: new Set(['rrule', 'start', 'timezone']),
};

/** `scheduling_options`: `MonitorOptionsSchedulingOptions` of the OpenAPI description v1. */
export function scheduling(value: unknown): void {
  const options = fields(value, known.options);
  if (options['evaluation_window'] !== undefined) checkWindow(fields(options['evaluation_window'], known.window));
  if (options['custom_schedule'] !== undefined) checkSchedule(fields(options['custom_schedule'], known.schedule));
}

/** "If `hour_starts` is set, no other fields may be set. Otherwise, `day_starts` and `month_starts` must be set together." */
function checkWindow({ hour_starts: hour, day_starts: day, month_starts: month }: Fields): void {
  if (hour !== undefined && (day !== undefined || month !== undefined)) refuse('hour_starts excludes other starts');
  if (hour !== undefined && !(Number.isInteger(hour) && Number(hour) >= 0 && Number(hour) <= 59)) {
    refuse('hour_starts must be between 0 and 59');
  }
  if (day !== undefined && !/^([01]\d|2[0-3]):[0-5]\d$/.test(String(day))) refuse('day_starts must be HH:mm');
  if (month !== undefined && (month !== 1 || day === undefined)) refuse('month_starts must be 1, beside day_starts');
}

/** One recurrence, with a rule; its start has no offset. */
function checkSchedule({ recurrences }: Fields): void {
  if (!Array.isArray(recurrences) || recurrences.length !== 1) return refuse('custom_schedule needs one recurrence');
  const { rrule, start } = fields(recurrences[0], known.recurrence);
  if (typeof rrule !== 'string' || !/(^|;)FREQ=/.test(rrule)) refuse(`Invalid rrule: ${String(rrule)}`);
  if (start !== undefined && !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/.test(String(start))) refuse('Invalid start');
}

function fields(value: unknown, names: ReadonlySet<string>): Fields {
  if (!isFields(value)) return refuse('Invalid scheduling options');
  refuseUnknown(value, names);
  return value;
}
