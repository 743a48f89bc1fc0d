import type { Rotation, Schedule } from '../../oncall/model.ts';
import type { Compiling, Inputs } from './compiling.ts';
import { halfHour, never } from './instants.ts';
import { scheduleName } from './names.ts';
import { rotationType, scheduleType } from './resource-types.ts';
import { restrictionOf } from './windows.ts';

/** terraform-provider-opsgenie v0.6.37, opsgenie/resource_opsgenie_schedule.go */
const longestName = 99;
const longestDescription = 9_999;

const turnTypes = { hour: 'hourly', day: 'daily', week: 'weekly' } as const;

/** A schedule and its rotations. */
export function addSchedule(schedule: Schedule, compiling: Compiling): void {
  const { id, zone, rotations, path } = schedule;
  const name = scheduleName(compiling.squad.id, id);
  if (name.length > longestName)
    compiling.report(
      'name',
      path,
      `Opsgenie takes at most ${longestName} characters in the name of a schedule: "${name}".`,
    );
  const description = compiling.marked(schedule.description ?? `${compiling.squad.name}: ${id}`, 'schedule', id);
  if (description.length > longestDescription)
    compiling.report(
      'description',
      [...path, 'description'],
      'Opsgenie takes at most 9,900 characters of description.',
    );
  compiling.add({
    kind: 'schedule',
    id,
    at: path,
    type: scheduleType,
    title: name,
    inputs: { name, description, timezone: zone, enabled: true, ownerTeamId: compiling.team },
    derivedFrom: { description: [`schedules.${id}.description`], timezone: [`schedules.${id}.timezone`] },
  });
  for (const rotation of rotations) addRotation(rotation, schedule, compiling);
}

function addRotation(rotation: Rotation, schedule: Schedule, compiling: Compiling): void {
  const { turn, start, end, hours, path } = rotation;
  const at = path.join('.');
  compiling.add({
    kind: 'rotation',
    id: `${schedule.id}.${rotation.id}`,
    at: path,
    type: rotationType,
    title: `${scheduleName(compiling.squad.id, schedule.id)}: ${rotation.id}`,
    inputs: {
      scheduleId: compiling.id('schedule', schedule.id),
      name: rotation.id,
      type: turnTypes[turn.unit],
      length: turn.length,
      startDate: halfHour(start, [...path, 'start'], compiling),
      endDate: end === undefined ? never : halfHour(end, [...path, 'end'], compiling),
      participants: rotation.participants.map((person) => participant(person, compiling)),
      timeRestrictions: restrictionOf(hours, [...path, 'hours'], compiling),
    },
    options: { replaceOnChanges: ['scheduleId'] },
    derivedFrom: {
      type: [`${at}.every`],
      length: [`${at}.every`],
      startDate: [`${at}.start`, `schedules.${schedule.id}.timezone`],
      endDate: [`${at}.end`],
      participants: [`${at}.participants`],
      timeRestrictions: [`${at}.hours`],
    },
  });
}

function participant(person: string | null, compiling: Compiling): Inputs {
  return person === null ? { type: 'none' } : { type: 'user', id: compiling.person(person) };
}
