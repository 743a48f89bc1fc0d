import { defineRule } from '../../rule.ts';

export default defineRule({
  id: 'severity/required',
  summary: 'An alert that calls somebody has a priority that somebody chose.',
  why: 'The format assumes P3. Routing, policies and the report sort by the priority: one that nobody chose wakes people for nothing, or lets them sleep through an outage.',
  presets: { recommended: 'error', strict: 'error', import: 'warning' },
  messages: {
    missing: 'This alert calls somebody and has no priority. Add "priority: P1" to P5, here or in a default.',
  },
  examples: {
    bad: [{ alert: 'priority: null' }],
    good: [
      { alert: 'priority: P2' },
      { because: 'A default counts.', alert: 'priority: null', project: 'defaults: [{ set: { priority: P2 } }]' },
    ],
  },
  visit: {
    alert(alert, context) {
      if (alert.pages && !alert.has(['priority']))
        context.report({ message: 'missing', at: ['description'], key: true });
    },
  },
});
