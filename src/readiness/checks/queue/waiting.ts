import { defineCheck } from '../../check.ts';
import { missingAlert, watching, withField } from '../../support.ts';
import { ofCategory, listIn } from '../../view.ts';

export default defineCheck({
  id: 'queue/waiting',
  code: 'RD-012',
  summary: 'Every queue has an alert on waiting messages.',
  why: 'How long a message waits is what the receiver feels.',
  level: 'silver',
  maturity: { stage: 'enforce' },
  effort: 2,
  applies: (view) => withField(view, 'queues'),
  evaluate: (view) =>
    listIn(view, 'queues')
      .filter((name) => {
        const watched = watching(view, name);
        return !ofCategory(view, 'backlog', 'latency').some((alert) => watched.includes(alert));
      })
      .map((name) =>
        missingAlert(view, {
          id: `${name}-waiting`,
          category: 'backlog',
          at: ['queues'],
          message: `Nothing tells waiting messages of the queue ${name}.`,
          help: 'The template queue-worker brings all that a queue needs.',
        }),
      ),
  examples: {
    bad: [{ application: 'alerts: { receipts-wait: null }' }],
    good: [{}],
  },
});
