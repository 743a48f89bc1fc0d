import { defineRule } from '../../rule.ts';
import { documentsOf, keysOf, mentionsOf } from '../../support/catalog.ts';

const spare =
  'escalations: { spare: [{ after: 0m, notify: [{ schedule: oncall }] }, { after: 15m, notify: [{ squad: payments, take: everyone }] }] }';

export default defineRule({
  id: 'unused/escalation',
  summary: 'Every escalation is used by a routing rule.',
  why: 'Whoever changes an escalation that nothing uses believes that the night is taken care of.',
  presets: { recommended: 'info', strict: 'info', import: 'off' },
  messages: {
    unused: 'No routing rule uses the escalation "{escalation}": route to it, or remove it.',
  },
  examples: {
    bad: [{ squad: spare }],
    good: [
      {
        squad: `${spare}\nrouting: [{ when: { priority: P1 }, to: { escalation: spare } }, { when: { hours: business }, to: { escalation: working-hours } }, { to: { escalation: off-hours } }]`,
      },
    ],
  },
  visit: {
    catalog(catalog, report) {
      const used = new Set(
        mentionsOf(catalog, 'Escalation').map(({ reference }) => `${reference.owner ?? ''}/${reference.id}`),
      );
      for (const squad of documentsOf(catalog, 'Squad')) {
        for (const escalation of keysOf(squad, 'escalations')) {
          if (used.has(`${squad.id}/${escalation}`)) continue;
          report({ message: 'unused', location: squad.location, subject: `squad ${squad.id}`, data: { escalation } });
        }
      }
    },
  },
});
