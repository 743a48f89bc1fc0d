import { defineRule } from '../../rule.ts';

export default defineRule({
  id: 'squad/one-squad-per-person',
  summary: 'A person is a member of one squad.',
  why: 'Whoever belongs to two squads is on two rotations: the turns coincide one day, and two incidents have one responder.',
  presets: { recommended: 'info', strict: 'warning', import: 'off' },
  messages: {
    both: '{person} is a member of {first} and of {second}. Keep one, and name them in the other only where they are called on purpose.',
  },
  examples: {
    bad: [{ files: { 'refunds/squad.yaml': squad('[ana, dan]'), 'dan.yaml': dan() } }],
    good: [{ files: { 'refunds/squad.yaml': squad('[eve, dan]'), 'dan.yaml': `${dan()}---\n${dan('eve')}` } }],
  },
  visit: {
    catalog(catalog, report) {
      const firstOf = new Map<string, string>();
      for (const document of catalog.documents) {
        if (document.kind !== 'Squad') continue;
        for (const person of new Set((document.facts['members'] as string[] | undefined) ?? [])) {
          const first = firstOf.get(person);
          firstOf.set(person, first ?? document.id);
          if (first === undefined || first === document.id) continue;
          const written = document.references.find((one) => one.kind === 'Person' && one.id === person);
          report({
            message: 'both',
            location: written?.location ?? document.location,
            subject: `squad ${document.id}`,
            data: { person, first, second: document.id },
          });
        }
      }
    },
  },
});

function squad(members: string): string {
  return `apiVersion: alerts/v1\nkind: Squad\nid: refunds\nmembers: ${members}\nchannels: { default: { slack: "#refunds" } }\n`;
}

function dan(id = 'dan'): string {
  return `apiVersion: alerts/v1\nkind: Person\nid: ${id}\nname: ${id} Petit\nemail: ${id}@acme.example\n`;
}
