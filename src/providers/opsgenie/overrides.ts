import type { Json, Value } from '../../graph/types.ts';
import type { Hours, Override, Rotation, Schedule } from '../../oncall/model.ts';
import type { Compiling, Inputs } from './compiling.ts';
import { hasHolidays, holidayData } from './holidays.ts';
import { halfHour } from './instants.ts';
import { scheduleName } from './names.ts';
import { overridesType } from './resource-types.ts';

/**
 * Overrides of a schedule: those of the file, and what holidays need, since Opsgenie's windows know none. The dates of the latter depend on the
 * day of applying, so here they are what they follow from: rotations whose hours have holidays. One resource for each schedule, also an
 * empty one: what a definition no longer has is removed by it.
 */
export function addOverrides(schedule: Schedule, compiling: Compiling): void {
  const { id, path, zone, overrides } = schedule;
  const dated = schedule.rotations.filter(({ hours }) => hours !== undefined && hasHolidays(hours));
  const used = new Set([
    ...overrides.flatMap(({ rotations = [] }) => rotations),
    ...(dated.length > 0 || overrides.length > 0 ? schedule.rotations.map((rotation) => rotation.id) : []),
  ]);
  compiling.add({
    kind: 'overrides',
    id,
    at: path,
    type: overridesType,
    title: `${scheduleName(compiling.squad.id, id)}: overrides`,
    inputs: {
      scheduleId: compiling.id('schedule', id),
      timezone: zone,
      rotationIds: Object.fromEntries([...used].map((one) => [one, compiling.id('rotation', `${id}.${one}`)])),
      people: peopleOf(overrides, dated, compiling),
      overrides: overrides.map((override) => overrideData(override, compiling)),
      holidays: dated.map(rotationData),
    },
    derivedFrom: { overrides: ['overrides'], holidays: [`${path.join('.')}.rotations`] },
  });
}

function peopleOf(overrides: readonly Override[], rotations: readonly Rotation[], compiling: Compiling): Inputs {
  const people = [...overrides.map(({ person }) => person), ...rotations.flatMap(({ participants }) => participants)];
  const named = [...new Set(people.filter((person) => person !== null))].sort();
  return Object.fromEntries(named.map((person): [string, Value] => [person, compiling.person(person)]));
}

function overrideData({ from, until, person, rotations, path }: Override, compiling: Compiling): Inputs {
  return {
    from: halfHour(from, [...path, 'from'], compiling),
    until: halfHour(until, [...path, 'to'], compiling),
    person,
    ...(rotations ? { rotations: [...rotations] } : {}),
  };
}

function rotationData({ id, participants, turn, start, end, hours }: Rotation): Inputs {
  return {
    id,
    participants: [...participants],
    turn: { unit: turn.unit, length: turn.length },
    start,
    ...(end === undefined ? {} : { end }),
    hours: hoursData(hours as Hours),
  };
}

function hoursData({ label, spans, holidays, negated }: Hours): { readonly [key: string]: Json } {
  return { label, negated, spans: spans.map((span) => ({ ...span })), holidays: holidayData(holidays) };
}
