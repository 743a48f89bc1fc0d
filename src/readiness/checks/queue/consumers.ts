import { defineCheck } from '../../check.ts';
import { missingAlert, watching, withField } from '../../support.ts';
import { ofCategory, listIn } from '../../view.ts';

export default defineCheck({
  id: 'queue/consumers',
  code: 'RD-012',
  summary: 'Every queue has an alert on missing consumers.',
  why: 'A queue without consumers fails nothing and does nothing.',
  level: 'silver',
  maturity: { stage: 'enforce' },
  effort: 2,
  applies: (view) => withField(view, 'queues'),
  evaluate: (view) =>
    listIn(view, 'queues')
      .filter((name) => {
        const watched = watching(view, name);
        return !ofCategory(view, 'consumers', 'heartbeat').some((alert) => watched.includes(alert));
      })
      .map((name) =>
        missingAlert(view, {
          id: `${name}-consumers`,
          category: 'consumers',
          at: ['queues'],
          message: `Nothing tells missing consumers of the queue ${name}.`,
          help: 'The template queue-worker brings all that a queue needs.',
        }),
      ),
  examples: {
    bad: [{ application: 'alerts: { receipts-consumers: null }' }],
    good: [{}],
  },
});
