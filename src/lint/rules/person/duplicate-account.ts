import { defineRule } from '../../rule.ts';
import { repeatsOf } from '../../support/group-by.ts';
import { personDocument } from '../../support/person-fixtures.ts';

const forges = ['github', 'gitlab'] as const;

export default defineRule({
  id: 'person/duplicate-account',
  summary: 'An account at a forge belongs to one person.',
  why: 'Reviews are told by accounts. One that two people name could approve for either, so its reviews count for neither.',
  presets: { recommended: 'error', strict: 'error', import: 'error' },
  messages: { same: 'The {forge} account of {person} is that of {other} too. Remove one of the two, or mend it.' },
  examples: {
    bad: [
      {
        files: {
          'dan.yaml': personDocument('dan', 'name: Dan Petit\nemail: dan@acme.example\naccounts: { github: Dan-P }'),
          'eve.yaml': personDocument('eve', 'name: Eve Roux\nemail: eve@acme.example\naccounts: { github: dan-p }'),
        },
      },
    ],
    good: [
      {
        files: {
          'dan.yaml': personDocument('dan', 'name: Dan Petit\nemail: dan@acme.example\naccounts: { github: dan }'),
          'eve.yaml': personDocument('eve', 'name: Eve Roux\nemail: eve@acme.example\naccounts: { gitlab: dan }'),
        },
      },
    ],
  },
  visit: {
    catalog(catalog, report) {
      const people = catalog.documents.filter((document) => document.kind === 'Person');
      for (const forge of forges)
        for (const { first, other } of repeatsOf(people, (person) => accountOf(person.facts['accounts'], forge)))
          report({
            message: 'same',
            location: other.location,
            subject: `person ${other.id}`,
            data: { forge: forge === 'github' ? 'GitHub' : 'GitLab', person: other.id, other: first.id },
            related: [{ message: `person ${first.id}`, location: first.location }],
          });
    },
  },
});

/** Logins differ regardless of case. */
function accountOf(accounts: unknown, forge: (typeof forges)[number]): string | undefined {
  const account = (accounts as Partial<Record<typeof forge, unknown>> | undefined)?.[forge];
  return typeof account === 'string' ? account.toLowerCase() : undefined;
}
