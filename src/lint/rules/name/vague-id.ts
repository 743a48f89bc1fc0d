import { defineRule } from '../../rule.ts';
import { alertKey } from '../../support/alert-key.ts';

const vague =
  /^(alerts?|monitors?|checks?|tests?|new|tmp|temp|foo|bar|todo|untitled|copy)([-.]?(alerts?|monitors?|copy|new|old|\d+))*$/;
const copied = /^(.+)-(copy|old|new|bis|\d+)$/;

export default defineRule({
  id: 'name/vague-id',
  summary: 'The id of an alert says what it watches.',
  why: 'The id is the identity: history, tests, tickets and the state are kept under it for years, long after everybody has forgotten what "alert-2" was.',
  presets: { recommended: 'info', strict: 'warning', import: 'off' },
  messages: {
    vague:
      'The id "{id}" does not say what is watched. Rename the alert after its symptom, and keep the old id in "renamedFrom".',
    copy: 'The id "{id}" says that it is a copy of {original}. Name the alert after what makes it different, and keep the old id in "renamedFrom".',
  },
  examples: {
    bad: [
      { files: { 'more.yaml': application('alert-1') } },
      { files: { 'more.yaml': application('refund-errors-2', 'refund-errors') } },
    ],
    good: [{ because: 'A number can be part of what is watched.', files: { 'more.yaml': application('latency-p95') } }],
  },
  visit: {
    alert(alert, context) {
      const at = alertKey(alert, context.application) ?? ['description'];
      const last = alert.id.split('.').at(-1) ?? alert.id;
      const original = copied.exec(alert.id)?.[1];
      if (vague.test(last)) context.report({ message: 'vague', at, data: { id: alert.id } });
      else if (original !== undefined && context.application?.alerts.some((other) => other.id === original))
        context.report({ message: 'copy', at, data: { id: alert.id, original } });
    },
  },
});

function application(...ids: readonly string[]): string {
  const alerts = ids.map(
    (id) => `  ${id}:
    description: Refunds fail (${id})
    priority: P4
    source: { datadog: { metric: { queries: { failed: "sum:refunds.failed{env:\${dd},of:${id}}.as_count()" }, formula: failed, unit: count } } }
    condition: { is: above, critical: 10, over: 5m, reduce: sum, noData: ok }
`,
  );
  return `apiVersion: alerts/v1\nkind: Application\nid: refunds\nsquad: payments\nalerts:\n${alerts.join('')}`;
}
