import { defineCheck } from '../../check.ts';
import { missingAlert, watching, withField } from '../../support.ts';
import { listIn } from '../../view.ts';

export default defineCheck({
  id: 'coverage/queues',
  code: 'RD-012',
  summary: 'Every declared queue is watched by an alert.',
  why: 'A queue is added in a minute and watched by nobody, unless something asks.',
  level: 'bronze',
  maturity: { stage: 'enforce' },
  effort: 2,
  applies: (view) => withField(view, 'queues'),
  evaluate: (view) =>
    listIn(view, 'queues')
      .filter((name) => watching(view, name).length === 0)
      .map((name) =>
        missingAlert(view, {
          id: name,
          category: 'backlog',
          at: ['queues'],
          message: `No alert of ${view.id} watches the queue ${name}.`,
          covers: name,
          help: `Name it in "covers" of the alert that notices when it fails, or add one.`,
        }),
      ),
  examples: {
    bad: [{ application: 'queues: [receipts, refunds]' }],
    good: [{}],
  },
});
