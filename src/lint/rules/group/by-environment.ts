import { defineRule } from '../../rule.ts';

export default defineRule({
  id: 'group/by-environment',
  summary: 'An alert is not grouped by environment.',
  why: 'Every alert already exists once per environment. Grouped by it, too, the production alert also fires for staging, with production priority.',
  presets: { recommended: 'warning', strict: 'error', import: 'warning' },
  messages: {
    grouped:
      'This alert exists once per environment already; grouped by "{facet}" it also fires for the others: filter by the environment in the query instead.',
  },
  examples: {
    bad: [{ alert: 'groups: { by: [acquirer, env], notify: [acquirer] }' }],
    good: [{ alert: 'groups: { by: [acquirer, scheme], notify: [acquirer] }' }],
  },
  visit: {
    alert(alert, context) {
      if (context.environments.length < 2) return;
      const group = alert.groups?.by.find(({ facet }) => /^@?(env|environment|stage)$/i.test(facet));
      if (group) context.report({ message: 'grouped', at: ['groups', 'by'], data: { facet: group.facet } });
    },
  },
});
