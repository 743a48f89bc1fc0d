import { defineRule } from '../../rule.ts';
import { documentsOf, mentionsOf, textsOf } from '../../support/catalog.ts';

const person = (groups: string): string => `apiVersion: alerts/v1
kind: Person
id: eve
name: Eve Moreau
email: eve@acme.example
${groups}`;

export default defineRule({
  id: 'unused/person',
  summary: 'Every person belongs to a squad, a rotation or a group.',
  why: 'Who left the company and stayed in the file keeps an account in the on-call tool, and the next rotation is copied with their name in it.',
  presets: { recommended: 'info', strict: 'info', import: 'off' },
  messages: {
    unused: '{name} is in no squad, rotation, escalation or group: add them where they belong, or remove them.',
  },
  examples: {
    bad: [{ files: { 'eve.yaml': person('') } }],
    good: [{ because: 'she may approve exemptions', files: { 'eve.yaml': person('groups: [sre]\n') } }],
  },
  visit: {
    catalog(catalog, report) {
      const used = new Set(mentionsOf(catalog, 'Person').map(({ reference }) => reference.id));
      for (const one of documentsOf(catalog, 'Person')) {
        if (used.has(one.id) || textsOf(one, 'groups').length > 0) continue;
        const name = String(one.facts['name'] ?? one.id);
        report({ message: 'unused', location: one.location, subject: `person ${one.id}`, data: { name } });
      }
    },
  },
});
