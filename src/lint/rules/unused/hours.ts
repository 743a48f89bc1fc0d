import { defineRule } from '../../rule.ts';
import { documentsOf, keysOf, mentionsOf } from '../../support/catalog.ts';

const lunch = 'hours: { lunch: { weekly: mon-fri 12:00-13:00 } }';

export default defineRule({
  id: 'unused/hours',
  summary: 'All hours of the project are used.',
  why: 'Hours that nothing uses are changed with care and without effect, while the ones in use stay wrong.',
  presets: { recommended: 'info', strict: 'info', import: 'off' },
  messages: {
    unused: 'Nothing uses the hours "{hours}": use them, or remove them.',
  },
  examples: {
    bad: [{ project: lunch }],
    good: [{ project: lunch, alert: 'active: not lunch' }],
  },
  visit: {
    catalog(catalog, report) {
      const used = new Set(mentionsOf(catalog, 'Hours').map(({ reference }) => reference.id));
      for (const project of documentsOf(catalog, 'Project')) {
        for (const hours of keysOf(project, 'hours'))
          if (!used.has(hours))
            report({
              message: 'unused',
              location: project.location,
              subject: `project ${project.id}`,
              data: { hours },
            });
      }
    },
  },
});
