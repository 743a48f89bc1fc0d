import { defineRule } from '../../rule.ts';
import { isLive, isUrgent } from '../../support/importance.ts';

const mostShare = 0.3;
/** Of fewer alerts a share says nothing. */
const fewest = 10;

export default defineRule({
  id: 'severity/page-share',
  summary: `Less than ${mostShare * 100}% of an application's alerts are P1 or P2.`,
  why: 'When everything is urgent, nothing is: the night is full of calls that could have waited, and the one that could not is among them.',
  presets: { recommended: 'warning', strict: 'warning', import: 'off' },
  messages: {
    share:
      '{urgent} of {all} alerts of {application} are P1 or P2, {share}% (less than 30% is usual). Let symptoms page, and send their causes to the channel.',
  },
  examples: {
    bad: [{ application: alerts(10, 'P2') }],
    good: [{ application: alerts(10, 'P4') }, { because: 'There are few of them.', application: alerts(3, 'P2') }],
  },
  visit: {
    application(application, context) {
      const environment = context.environments.find((name) => context.pagingEnvironment(name));
      const counted = application.alerts.filter((alert) => alert.environment === environment && isLive(alert));
      const urgent = counted.filter((alert) => isUrgent(alert.priority)).length;
      if (counted.length < fewest || urgent / counted.length < mostShare) return;
      const share = Math.round((urgent / counted.length) * 100);
      context.report({
        message: 'share',
        at: ['id'],
        data: { urgent, all: counted.length, application: application.id, share },
      });
    },
  },
});

function alerts(count: number, priority: string): string {
  const one = (index: number): string => `
      step-${index}:
        description: Step ${index} of the checkout hangs
        priority: ${priority}
        category: availability
        source: { datadog: { metric: { queries: { stuck: "max:checkout.step${index}.stuck{env:\${dd}}" }, formula: stuck, unit: count } } }
        condition: { is: above, critical: 10, recovery: 5, over: 10m, reduce: min, noData: keep }`;
  return `
    defaults:
      - set:
          message: Look at the dashboard
          dashboard: https://app.datadoghq.eu/dashboard/abc-def-ghi
          reviewed: 2026-10-01
          runbook: { trigger: Too many are stuck., resolution: ["If a release is young, run \`make rollback\`."], expectedTime: 15m }
    alerts:${Array.from({ length: count }, (_, index) => one(index + 1)).join('')}`;
}
