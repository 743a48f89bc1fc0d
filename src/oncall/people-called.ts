import type { Document } from '../definitions/types.ts';

type Fields = Readonly<Record<string, unknown>>;

const known = new WeakMap<Document, ReadonlySet<string>>();

/** Ids of everybody whom a squad's definition can call: members, admins, participants, substitutes, and those whom steps name. */
export function peopleCalled(squad: Document): ReadonlySet<string> {
  let people = known.get(squad);
  if (!people) known.set(squad, (people = new Set(namesIn(squad.data).filter((name) => name !== 'none'))));
  return people;
}

function namesIn({ members, lead, admins, schedules, escalations, overrides }: Fields): string[] {
  return [
    ...textsOf(members),
    ...textsOf(lead),
    ...textsOf(admins),
    ...valuesOf(schedules).flatMap(({ rotations }) =>
      valuesOf(rotations).flatMap(({ participants }) => textsOf(participants)),
    ),
    ...valuesOf(escalations).flatMap((escalation) =>
      valuesOf(escalation['steps'] ?? escalation).flatMap(({ notify }) =>
        valuesOf(notify).flatMap(({ person }) => textsOf(person)),
      ),
    ),
    ...valuesOf(overrides).flatMap(({ person }) => textsOf(person)),
  ];
}

function textsOf(value: unknown): string[] {
  return (Array.isArray(value) ? value : [value]).filter((one) => typeof one === 'string');
}

function valuesOf(value: unknown): Fields[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).filter((one): one is Fields => typeof one === 'object' && one !== null);
}
