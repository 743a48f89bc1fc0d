import { defineRule } from '../../rule.ts';
import { documentsOf, mentionsOf } from '../../support/catalog.ts';

const files = {
  'templates/refunds.yaml': `apiVersion: alerts/v1
kind: Template
id: refunds
alerts:
  refunds-fail:
    description: Refunds fail
    priority: P4
    source: { datadog: { logs: { query: "service:refunds status:error env:\${dd}", compute: count } } }
    condition: { is: above, critical: 20, over: 10m, noData: ok }
`,
};

export default defineRule({
  id: 'unused/template',
  summary: 'Every template is used.',
  why: 'A template that nothing uses is checked only in part, since its parameters have no values. It rots, and breaks the first application that takes it up.',
  presets: { recommended: 'info', strict: 'info', import: 'off' },
  messages: {
    unused: 'No application and no template uses "{template}": use it, or remove it.',
  },
  examples: {
    bad: [{ files }],
    good: [{ files, application: 'use: [{ template: refunds }]' }],
  },
  visit: {
    catalog(catalog, report) {
      const used = new Set(mentionsOf(catalog, 'Template').map(({ reference }) => reference.id));
      for (const { id, location } of documentsOf(catalog, 'Template'))
        if (!used.has(id)) report({ message: 'unused', location, subject: `template ${id}`, data: { template: id } });
    },
  },
});
