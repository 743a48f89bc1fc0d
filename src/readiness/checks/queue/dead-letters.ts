import { defineCheck } from '../../check.ts';
import { missingAlert, watching, withField } from '../../support.ts';
import { ofCategory, listIn } from '../../view.ts';

export default defineCheck({
  id: 'queue/dead-letters',
  code: 'RD-012',
  summary: 'Every queue has an alert on dead letters.',
  why: 'Messages that were given up are work that nobody does; one alert over all queues drowns the quiet ones.',
  level: 'silver',
  maturity: { stage: 'enforce' },
  effort: 2,
  applies: (view) => withField(view, 'queues'),
  evaluate: (view) =>
    listIn(view, 'queues')
      .filter((name) => {
        const watched = watching(view, name);
        return !ofCategory(view, 'dead-letter').some((alert) => watched.includes(alert));
      })
      .map((name) =>
        missingAlert(view, {
          id: `${name}-dead-letters`,
          category: 'dead-letter',
          at: ['queues'],
          message: `Nothing tells dead letters of the queue ${name}.`,
          help: 'The template queue-worker brings all that a queue needs.',
        }),
      ),
  examples: {
    bad: [{ application: 'queues: [receipts, refunds]' }, { application: 'alerts: { receipts-dead: null }' }],
    good: [{}],
  },
});
