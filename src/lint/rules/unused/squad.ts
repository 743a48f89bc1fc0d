import { defineRule } from '../../rule.ts';
import { documentsOf, mentionsOf } from '../../support/catalog.ts';

const files = {
  'ghosts/squad.yaml': `apiVersion: alerts/v1
kind: Squad
id: ghosts
members: [ana, bo]
channels: { default: { slack: "#ghosts" } }
`,
};

export default defineRule({
  id: 'unused/squad',
  summary: 'Every squad owns an application, or is called by another one.',
  why: 'After a reorganisation the old squad stays on call for nothing, and the tool keeps its team, its schedules and its licences.',
  presets: { recommended: 'info', strict: 'info', import: 'off' },
  messages: {
    unused: 'The squad "{squad}" owns no alert and nothing calls it: give it its applications, or remove it.',
  },
  examples: {
    bad: [{ files }],
    good: [{ files, alert: 'squad: ghosts' }],
  },
  visit: {
    catalog(catalog, report) {
      const used = new Set(catalog.alerts.map(({ squad }) => squad));
      for (const { by, reference } of mentionsOf(catalog, 'Squad')) if (by.id !== reference.id) used.add(reference.id);
      for (const kind of ['Schedule', 'Escalation'] as const)
        for (const { by, reference } of mentionsOf(catalog, kind))
          if (reference.owner !== undefined && reference.owner !== by.id) used.add(reference.owner);
      for (const { id, location } of documentsOf(catalog, 'Squad'))
        if (!used.has(id)) report({ message: 'unused', location, subject: `squad ${id}`, data: { squad: id } });
    },
  },
});
