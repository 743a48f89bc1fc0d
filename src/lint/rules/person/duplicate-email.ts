import { defineRule } from '../../rule.ts';
import { personDocument } from '../../support/person-fixtures.ts';
import { repeatsOf } from '../../support/group-by.ts';

export default defineRule({
  id: 'person/duplicate-email',
  summary: 'Two people do not have the same address.',
  why: 'On-call backends know people by their address. Two entries become one account, so that one of the two is called in the turns of both.',
  presets: { recommended: 'error', strict: 'error', import: 'error' },
  messages: { same: 'The address of {person} is that of {other} too. Remove one of the two, or mend its address.' },
  examples: {
    bad: [{ files: { 'dan.yaml': personDocument('dan', 'name: Dan Petit\nemail: Ana@acme.example') } }],
    good: [{ files: { 'dan.yaml': personDocument('dan', 'name: Dan Petit\nemail: dan@acme.example') } }],
  },
  visit: {
    catalog(catalog, report) {
      const people = catalog.documents.filter((document) => document.kind === 'Person');
      for (const { first, other } of repeatsOf(people, (person) => addressOf(person.facts['email'])))
        report({
          message: 'same',
          location: other.location,
          subject: `person ${other.id}`,
          data: { person: other.id, other: first.id },
          related: [{ message: `person ${first.id}`, location: first.location }],
        });
    },
  },
});

function addressOf(email: unknown): string | undefined {
  return typeof email === 'string' ? email.toLowerCase() : undefined;
}
