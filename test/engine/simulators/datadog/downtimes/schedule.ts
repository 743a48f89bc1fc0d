import { timestamp } from '../account.ts';
import { type Fields, isFields, refuse, refuseUnknown } from '../refusal.ts';

const unitMs: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };

/** A schedule as Datadog keeps it: once, from now unless it says when, or recurring. */
export function scheduleOf(value: unknown, before?: Fields): Fields {
  if (value === undefined || value === null) return once({}, undefined);
  if (!isFields(value)) return refuse('Invalid payload: schedule');
  return 'recurrences' in value ? recurring(value) : once(value, before);
}

function once(value: Fields, before: Fields | undefined): Fields {
  refuseUnknown(value, new Set(['start', 'end']));
  const start = value['start'] === undefined && before ? String(before['start']) : moment(value['start'], 'start');
  const end = value['end'] === undefined || value['end'] === null ? null : moment(value['end'], 'end');
  if (end !== null && Date.parse(end) <= Date.parse(start)) refuse('Invalid payload: end must be after start');
  return { start, end };
}

/** A time with an offset, as Datadog writes it; now, when null or left out. */
function moment(value: unknown, name: string): string {
  if (value === undefined || value === null) return timestamp();
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)$/.test(String(value))) {
    return refuse(`Invalid payload: ${name} is not a date-time with an offset`);
  }
  return new Date(String(value)).toISOString().replace(/(\.000)?Z$/, '+00:00');
}

/** One to five recurrences; starts have no offset, rules no times of their own. OpenAPI v2, `DowntimeScheduleRecurrencesCreateRequest`. */
function recurring(value: Fields): Fields {
  refuseUnknown(value, new Set(['recurrences', 'timezone']));
  const { recurrences, timezone } = value;
  if (!Array.isArray(recurrences) || recurrences.length < 1 || recurrences.length > 5) {
    return refuse('Invalid payload: one to five recurrences are required');
  }
  const kept = recurrences.map((one: unknown) => recurrence(one));
  return { recurrences: kept, timezone: timezone ?? 'UTC', current_downtime: current(kept[0] ?? {}) };
}

function recurrence(value: unknown): Fields {
  if (!isFields(value)) return refuse('Invalid payload: recurrences');
  refuseUnknown(value, new Set(['duration', 'rrule', 'start']));
  const { duration, rrule } = value;
  const start = value['start'] ?? new Date().toISOString().slice(0, 19);
  if (!/^[1-9]\d*[mhdw]$/.test(String(duration))) refuse(`Invalid duration: ${String(duration)}`);
  if (typeof rrule !== 'string' || !/(^|;)FREQ=(DAILY|WEEKLY|MONTHLY|YEARLY|HOURLY)/.test(rrule))
    refuse('Invalid rrule');
  if (/DTSTART|DTEND|DURATION/.test(String(rrule)))
    refuse('Invalid rrule: attributes specifying the duration are not supported');
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?$/.test(String(start)))
    refuse('Invalid start: it must not include an offset');
  return { duration, rrule, start };
}

/** The first occurrence, read as UTC: zones and rules are not followed here. */
function current({ start, duration }: Fields): Fields {
  const [, count, unit = 'm'] = /^(\d+)([mhdw])$/.exec(String(duration)) ?? [];
  const from = Date.parse(`${String(start)}Z`);
  const iso = (at: number): string => new Date(at).toISOString().replace('.000Z', '+00:00');
  return { start: iso(from), end: iso(from + Number(count) * (unitMs[unit] ?? 0)) };
}

/** `active`, `scheduled`, `ended`; `canceled` is said elsewhere. */
export function statusOf(schedule: Fields, now: number): string {
  const { start, end } = isFields(schedule['current_downtime']) ? schedule['current_downtime'] : schedule;
  if (Date.parse(String(start)) > now) return 'scheduled';
  if (isFields(schedule['current_downtime'])) return Date.parse(String(end)) > now ? 'active' : 'scheduled';
  return end !== null && Date.parse(String(end)) <= now ? 'ended' : 'active';
}
