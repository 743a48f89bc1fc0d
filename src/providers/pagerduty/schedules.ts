import { dayAndTime, weekWindows, type WeekWindow } from '../../oncall/time/week.ts';
import type { Hours, Rotation, Schedule, TurnLength } from '../../oncall/model.ts';
import type { Value } from '../../graph/types.ts';
import type { SquadResource } from '../provider.ts';
import { accountName, type Compiling } from './compiled.ts';
import { scheduleType } from './resource-types.ts';

/** Which participant a schedule of PagerDuty shows: who is on call, or the neighbour in the rotation's order. */
export type Shift = 'current' | 'next' | 'previous';

const turnSeconds = { hour: 3_600, day: 86_400, week: 604_800 } as const;
const moved = { current: 0, next: 1, previous: -1 } as const;

/** The id of what stands for one rotation: of the layers of a schedule only the last one counts, so each rotation has a schedule of its own. */
export function rotationId(schedule: Schedule, rotation: Rotation, shift: Shift): string {
  const base = schedule.rotations.length === 1 ? schedule.id : `${schedule.id}.${rotation.id}`;
  return shift === 'current' ? base : `${base}.${shift}`;
}

/** The rotations of a schedule as schedules of PagerDuty. */
export function schedulesOf(schedule: Schedule, shift: Shift, compiling: Compiling): SquadResource[] {
  if (shift === 'current') reportOverrides(schedule, compiling);
  return schedule.rotations.flatMap((rotation) => {
    if (rotation.participants.includes(null)) {
      compiling.losses.refused(
        'pagerduty/gap-in-rotation',
        [...rotation.path, 'participants'],
        'A layer at PagerDuty has users only: "none" cannot take a turn.',
        'Give the turn to a person, or mask it with hours.',
      );
      return [];
    }
    return [scheduleOf(schedule, rotation, shift, compiling)];
  });
}

function scheduleOf(schedule: Schedule, rotation: Rotation, shift: Shift, compiling: Compiling): SquadResource {
  const id = rotationId(schedule, rotation, shift);
  const name = accountName(schedule.squad, id);
  const start = new Date(rotation.start).toISOString().replace('.000Z', 'Z');
  const people = rotation.participants.filter((person) => person !== null);
  const layer: Record<string, Value> = {
    name: rotation.id,
    start,
    rotationVirtualStart: start,
    rotationTurnLengthSeconds: turnLength(rotation.turn),
    users: rotated(people, moved[shift]).map((person) => compiling.personId(person)),
    restrictions: restrictionsOf(rotation, shift, compiling),
    ...(rotation.end === undefined ? {} : { end: new Date(rotation.end).toISOString().replace('.000Z', 'Z') }),
  };
  const what = schedule.description ?? `${schedule.id} of ${compiling.squad.name}`;
  const at = `schedules.${schedule.id}`;
  return {
    kind: 'schedule',
    id,
    type: scheduleType,
    title: name,
    at: rotation.path,
    inputs: {
      name,
      description: compiling.marked(shift === 'current' ? what : `${what}: the ${shift} person`, 'schedule', id),
      timeZone: schedule.zone,
      teams: [compiling.idOf(schedule.squad, 'team', schedule.squad)],
      layers: [layer],
      // Without it a layer's last duty is cut at the edge of what the page renders.
      overflow: false,
    },
    derivedFrom: {
      description: [`${at}.description`],
      timeZone: [`${at}.timezone`],
      layers: [`${at}.rotations.${rotation.id}`],
    },
  };
}

function turnLength({ unit, length }: TurnLength): number {
  return turnSeconds[unit] * length;
}

function rotated<T>(list: readonly T[], by: number): T[] {
  const start = ((by % list.length) + list.length) % list.length;
  return [...list.slice(start), ...list.slice(0, start)];
}

function restrictionsOf(rotation: Rotation, shift: Shift, { losses }: Compiling): Value[] {
  const { hours } = rotation;
  if (!hours) return [];
  if (shift === 'current' && hours.holidays.days.size + hours.holidays.yearly.size > 0)
    losses.lost(
      'pagerduty/holidays',
      [...rotation.path, 'hours'],
      `On holidays PagerDuty takes the hours "${hours.label}" of an ordinary week.`,
      'Enter overrides for these days.',
    );
  return restrictions(hours);
}

function restrictions(hours: Hours): Value[] {
  const windows = weekWindows(hours);
  const wholeWeek = windows.length === 1 && lengthOf(windows[0]) === 7 * 1_440;
  return wholeWeek ? [] : windows.map(weekly);
}

function weekly(window: WeekWindow): Value {
  const { day, time } = dayAndTime(window.from);
  return {
    type: 'weekly_restriction',
    startDayOfWeek: day,
    startTimeOfDay: `${time}:00`,
    durationSeconds: lengthOf(window) * 60,
  };
}

function lengthOf(window: WeekWindow | undefined): number {
  return window ? window.until - window.from : 0;
}

function reportOverrides({ overrides }: Schedule, { losses }: Compiling): void {
  for (const override of overrides)
    losses.lost(
      'pagerduty/override',
      override.path,
      'PagerDuty takes overrides by hand only: this one is not applied.',
      'Enter it on the page of the schedule.',
    );
}
