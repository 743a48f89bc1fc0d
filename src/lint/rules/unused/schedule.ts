import { defineRule } from '../../rule.ts';
import { documentsOf, keysOf, mentionsOf } from '../../support/catalog.ts';

const spare =
  'schedules: { spare: { rotations: { weekly: { participants: [ana, bo], every: 1w, start: 2026-01-05T09:00 } } } }';

export default defineRule({
  id: 'unused/schedule',
  summary: 'Every schedule is part of an escalation or a routing rule.',
  why: 'People take turns in it, carry a telephone for it, and are never called: either the routing forgot them, or they could sleep.',
  presets: { recommended: 'info', strict: 'info', import: 'off' },
  messages: {
    unused:
      'No routing rule and no escalation uses the schedule "{schedule}", so whoever is on it is never called: use it, or remove it.',
  },
  examples: {
    bad: [{ squad: spare }],
    good: [{ squad: `${spare}\nrouting: [{ to: { schedule: spare } }]` }],
  },
  visit: {
    catalog(catalog, report) {
      const used = new Set(
        mentionsOf(catalog, 'Schedule').map(({ reference }) => `${reference.owner ?? ''}/${reference.id}`),
      );
      for (const squad of documentsOf(catalog, 'Squad')) {
        for (const schedule of keysOf(squad, 'schedules')) {
          if (used.has(`${squad.id}/${schedule}`)) continue;
          report({ message: 'unused', location: squad.location, subject: `squad ${squad.id}`, data: { schedule } });
        }
      }
    },
  },
});
