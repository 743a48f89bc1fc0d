import { defineCheck } from '../../check.ts';
import { missingAlert, watching, withField } from '../../support.ts';
import { listIn } from '../../view.ts';

export default defineCheck({
  id: 'coverage/jobs',
  code: 'RD-013',
  summary: 'Every declared job is watched by an alert.',
  why: 'A job that nobody watches stops one day and is missed at the end of the quarter.',
  level: 'bronze',
  maturity: { stage: 'enforce' },
  effort: 2,
  applies: (view) => withField(view, 'jobs'),
  evaluate: (view) =>
    listIn(view, 'jobs')
      .filter((name) => watching(view, name).length === 0)
      .map((name) =>
        missingAlert(view, {
          id: name,
          category: 'heartbeat',
          at: ['jobs'],
          message: `No alert of ${view.id} watches the job ${name}.`,
          covers: name,
          help: `Name it in "covers" of the alert that notices when it fails, or add one.`,
        }),
      ),
  examples: {
    bad: [{ application: 'jobs: [settle, archive]' }],
    good: [{}],
  },
});
