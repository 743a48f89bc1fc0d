import { defineRule } from '../../rule.ts';

const vague = /^(alerts?|monitors?|checks?|tests?|new|tmp|temp|foo|bar|errors?|problems?|issues?|todo|untitled|my|copy|old|default)([-.]?(alerts?|monitors?|copy|new|old|\d+))*$/;
const copied = /-(copy|new|old|bis|v\d+|\d+)$/;

export default defineRule({
  id: 'name/vague-id',
  summary: 'The id of an alert says what it watches.',
  why: 'The id is the identity: history, tests, tickets and the state are kept under it for years, long after everybody has forgotten what "alert-2" was.',
  presets: { recommended: 'info', strict: 'warning', import: 'off' },
  messages: {
    vague: 'The id "{id}" does not say what is watched. Rename the alert after its symptom, and keep the old id in "renamedFrom".',
    copy: 'The id "{id}" looks like a copy. Name the alert after what makes it different, and keep the old id in "renamedFrom".',
  },
  examples: {
    bad: [
      { files: { 'more.yaml': application('alert-1') } },
      { files: { 'more.yaml': application('card-errors-copy') } },
    ],
    good: [{ because: 'A number can be part of what is watched.', files: { 'more.yaml': application('latency-p95') } }],
  },
  visit: {
    alert(alert, context) {
      const last = alert.id.split('.').at(-1) ?? alert.id;
      if (vague.test(last)) context.report({ message: 'vague', at: ['description'], data: { id: alert.id } });
      else if (copied.test(last) && !/-(p|http|sha|s|v|ipv|port|tls)-?\d+$/.test(last) && !/\d-\d+$/.test(last))
        context.report({ message: 'copy', at: ['description'], data: { id: alert.id } });
    },
  },
});

function application(id: string): string {
  return `apiVersion: alerts/v1
kind: Application
id: refunds
squad: payments
alerts:
  ${id}:
    description: Refunds fail
    priority: P4
    source: { datadog: { metric: { queries: { failed: "sum:refunds.failed{env:prod}.as_count()" }, formula: failed, unit: count } } }
    condition: { is: above, critical: 10, over: 5m, reduce: sum, noData: ok }
`;
}
