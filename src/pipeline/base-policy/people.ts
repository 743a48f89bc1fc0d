import type { Document } from '../../definitions/types.ts';
import { sameData } from './equal.ts';
import { held, placeAt, together, type Bench, type HeldBack } from './held-back.ts';
import type { Side } from './side.ts';

/** Nobody joins a group that decides, and nobody in it becomes somebody else; leaving counts at once. */
export function peopleHeldBack(base: Side, head: Side, groups: readonly string[], bench: Bench): HeldBack {
  return together(
    head.all('Person').flatMap(({ document }) => {
      const before = base.find('Person', document.id);
      const joined = groupsOf(document).filter((one) => groups.includes(one) && !groupsOf(before).includes(one));
      const decides = before !== undefined && groupsOf(before).some((one) => groups.includes(one));
      return [
        ...joined.map((group) => joining(document, group, bench)),
        ...(decides ? identities(before, document, bench) : []),
      ];
    }),
  );
}

/** The groups of a person. */
export function groupsOf(person: Document | undefined): readonly string[] {
  return (person?.data['groups'] as readonly string[] | undefined) ?? [];
}

function joining(person: Document, group: string, bench: Bench): HeldBack {
  const index = groupsOf(person).indexOf(group);
  return {
    findings: [
      held(
        'group-joined',
        placeAt(person.root, ['groups', index]),
        `${person.id} is not in the group "${group}" at ${bench.revision}, and may not decide for it yet.`,
        bench,
        { subject: `person ${person.id}` },
      ),
    ],
    taken: [{ file: person.file.path, kind: 'Person', id: person.id, path: ['groups', index] }],
  };
}

/** What says nothing about who somebody is. */
const harmless = new Set(['name', 'timezone', 'groups', 'licence', 'contacts', 'suppress']);

/** Whoever could change which account an approver has could approve. */
function identities(before: Document, after: Document, bench: Bench): HeldBack[] {
  const fields = [...new Set([...Object.keys(before.data), ...Object.keys(after.data)])];
  return fields
    .filter((field) => !harmless.has(field) && !sameData(before.data[field], after.data[field]))
    .map((field) => ({
      findings: [
        held(
          'approver-changed',
          placeAt(after.root, [field]),
          `"${field}" of ${after.id}, who may approve, differs from ${bench.revision}.`,
          bench,
          { subject: `person ${after.id}` },
        ),
      ],
      taken: [
        {
          file: after.file.path,
          kind: 'Person' as const,
          id: after.id,
          path: [field],
          ...(before.data[field] === undefined ? {} : { instead: before.data[field] }),
        },
      ],
    }));
}
