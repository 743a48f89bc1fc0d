import { UsageError } from '../cli/command.ts';
import { offsetText } from '../oncall/build/context.ts';
import type { Instant, OnCallModel, Override, Schedule } from '../oncall/model.ts';
import { localText } from '../oncall/routing/local-text.ts';
import { affects } from '../oncall/schedule/override-duties.ts';
import { overlaps } from '../oncall/time/spans.ts';
import { zoneOf } from '../definitions/values/zone-clock.ts';
import { instantOption } from './instant-option.ts';
import { refuseUnknown } from './oncall-selection.ts';

export interface OverrideOptions {
  readonly squad?: string;
  readonly schedule?: string;
  readonly rotation?: readonly string[];
  readonly from?: string;
  readonly to?: string;
  readonly person?: string;
  readonly reason?: string;
}

/** An override that can be written. */
export interface OverrideRequest {
  readonly schedule: Schedule;
  readonly override: Override;
  /** The times as they were given. */
  readonly written: { readonly from: string; readonly to: string };
}

/**
 * The override that the options ask for.
 * @throws UsageError for what is missing or not known, for times that are over, skipped or shown twice by the clock, and for one that
 * overlaps another
 */
export function overrideRequest(options: OverrideOptions, model: OnCallModel, now: Instant): OverrideRequest {
  const schedule = scheduleOf(options, model);
  const written = { from: required('--from', options.from), to: required('--to', options.to) };
  const person = required('--person', options.person);
  refuseUnknown('--person', [person], [...model.people.keys(), 'none']);
  refuseUnknown(
    '--rotation',
    options.rotation,
    schedule.rotations.map(({ id }) => id),
  );
  const override: Override = {
    from: exactInstant('--from', written.from, schedule.zone),
    until: exactInstant('--to', written.to, schedule.zone),
    person: person === 'none' ? null : person,
    ...(options.rotation === undefined ? {} : { rotations: options.rotation }),
    ...(options.reason === undefined ? {} : { reason: options.reason }),
    path: ['overrides'],
  };
  if (override.until <= override.from) throw new UsageError('--to must be later than --from.');
  if (override.until <= now)
    throw new UsageError(`--to: ${written.to} is over. An override of the past would only rewrite what happened.`);
  refuseOverlap(override, schedule);
  return { schedule, override, written };
}

function scheduleOf(options: OverrideOptions, { squads }: OnCallModel): Schedule {
  const squad = required('--squad', options.squad);
  refuseUnknown('--squad', [squad], [...squads.keys()]);
  const schedules = squads.get(squad)?.schedules ?? new Map<string, Schedule>();
  const name = required('--schedule', options.schedule);
  refuseUnknown('--schedule', [name], [...schedules.keys()]);
  return schedules.get(name) as Schedule;
}

function required(option: string, value: string | undefined): string {
  if (value === undefined || value === '')
    throw new UsageError(`${option} is missing. "alerts oncall override --help" shows an example.`);
  return value;
}

/** A time in the schedule's zone, which the zone's clock must show exactly once. */
function exactInstant(option: string, text: string, zone: string): Instant {
  const { instant } = instantOption(option, text, zone);
  if (/(Z|[+-]\d{2}:\d{2})$/.test(text)) return instant;
  const { shown } = zoneOf(zone).resolveWall(Date.parse(`${text}Z`));
  if (shown === 'once') return instant;
  const offsets = [...new Set([instant - 7_200_000, instant + 7_200_000].map((at) => offsetText(zone, at)))];
  throw new UsageError(
    `${option}: in ${zone} the clock ${shown === 'never' ? 'never shows' : 'shows twice'} ${text.replace('T', ' ')}: it is changed that night. Write the offset as well: ${offsets.map((offset) => `${text}${offset}`).join(' or ')}.`,
  );
}

function refuseOverlap(override: Override, { overrides, rotations, zone }: Schedule): void {
  const other = overrides.find(
    (one) => overlaps(one, override) && rotations.some(({ id }) => affects(one, id) && affects(override, id)),
  );
  if (!other) return;
  throw new UsageError(
    `There is an override already from ${localText(zone, other.from)} to ${localText(zone, other.until)} (${zone}), for ${other.person ?? 'nobody'}. Change or remove that one: of two that overlap only the later in the file counts.`,
  );
}
