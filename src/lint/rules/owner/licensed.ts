import type { Path } from '../../../definitions/source/node.ts';
import type { Document } from '../../../definitions/types.ts';
import { defineRule } from '../../rule.ts';
import { personDocument } from '../../support/person-fixtures.ts';
import { overridesOf, rotationsOf, type Rotation } from '../../support/squad-data.ts';

type Licence = 'run' | 'onCall';

const dan = personDocument('dan', 'name: Dan Petit\nemail: dan@acme.example\nlicence: { run: 2025-01-06 }');

export default defineRule({
  id: 'owner/licensed',
  summary: 'Whoever takes part in a rotation holds the licence for that duty.',
  why: 'Somebody who was never trained on the systems is called at night, has no access to half of them, and the outage lasts until the next step of the escalation.',
  presets: { recommended: 'error', strict: 'error', import: 'warning' },
  messages: {
    missing:
      '{person} takes part in {schedule} without the licence "{licence}". Add the date under "licence" of the person, or take them out of the rotation.',
    future:
      '{person} takes part in {schedule}, but holds the licence "{licence}" only from {date} on. Take them out of the rotation until then.',
  },
  examples: {
    bad: [
      {
        because: 'Dan may take run duty, not on-call duty.',
        squad: `
          members: [ana, bo, cy, di, dan]
          schedules: { oncall: { rotations: { weekly: { participants: [bo, cy, ana, dan] } } } }`,
        files: { 'dan.yaml': dan },
      },
      {
        squad: `
          members: [ana, bo, cy, di, dan]
          schedules: { run: { rotations: { weekly: { participants: [bo, cy, ana, dan] } } } }`,
        files: { 'dan.yaml': dan.replace('2025-01-06', '2099-01-05') },
      },
    ],
    good: [
      {
        because: 'Run duty needs the run licence only.',
        squad: `
          members: [ana, bo, cy, di, dan]
          schedules: { run: { rotations: { weekly: { participants: [bo, cy, ana, dan] } } } }`,
        files: { 'dan.yaml': dan },
      },
    ],
  },
  visit: {
    squad(squad, context) {
      const needs = new Map<string, Licence>();
      const check = (id: string, licence: Licence, schedule: string, at: Path): void => {
        const person = context.find('Person', id);
        const date = person && licenceOf(person, licence);
        if (!person || (date !== undefined && date <= context.today)) return;
        const data = { person: id, schedule, licence };
        if (date === undefined) context.report({ message: 'missing', at, data });
        else context.report({ message: 'future', at, data: { ...data, date } });
      };
      for (const rotation of rotationsOf(squad)) {
        const licence = licenceFor(rotation);
        if (licence === 'onCall' || !needs.has(rotation.schedule)) needs.set(rotation.schedule, licence);
        rotation.participants.forEach((id, index) =>
          check(id, licence, rotation.schedule, [...rotation.path, 'participants', index]),
        );
      }
      for (const { path, schedule, person, to } of overridesOf(squad)) {
        const licence = needs.get(schedule);
        if (licence !== undefined && to.slice(0, 10) >= context.today)
          check(person, licence, schedule, [...path, 'person']);
      }
    },
  },
});

/** Named hours are working hours, their complement and the whole day are not; hours in place go by the schedule's name. */
function licenceFor({ hours, schedule }: Rotation): Licence {
  if (typeof hours === 'string') return hours.startsWith('not ') ? 'onCall' : 'run';
  if (hours === undefined) return schedule === 'run' ? 'run' : 'onCall';
  return /on-?call|off-?hours|night|weekend|astreinte/.test(schedule) ? 'onCall' : 'run';
}

function licenceOf(person: Document, licence: Licence): string | undefined {
  const date = (person.data['licence'] as Partial<Record<Licence, unknown>> | undefined)?.[licence];
  return typeof date === 'string' ? date.slice(0, 10) : undefined;
}
