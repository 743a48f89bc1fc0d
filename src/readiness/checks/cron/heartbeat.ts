import { defineCheck } from '../../check.ts';
import { missingAlert, watching, withField } from '../../support.ts';
import { ofCategory, listIn } from '../../view.ts';

export default defineCheck({
  id: 'cron/heartbeat',
  code: 'RD-013',
  summary: 'Every job has a heartbeat: an alert on its last success.',
  why: '"One run failed" says nothing of runs that never started.',
  level: 'bronze',
  maturity: { stage: 'enforce' },
  effort: 2,
  applies: (view) => withField(view, 'jobs'),
  evaluate: (view) =>
    listIn(view, 'jobs')
      .filter((name) => {
        const watched = watching(view, name);
        return !ofCategory(view, 'heartbeat', 'no-data').some((alert) => watched.includes(alert));
      })
      .map((name) =>
        missingAlert(view, {
          id: `${name}-missed`,
          category: 'heartbeat',
          at: ['jobs'],
          message: `Nothing notices when the job ${name} no longer succeeds.`,
          covers: name,
          help: 'Alert on the age of its last success; the template cron-job does.',
        }),
      ),
  examples: {
    bad: [{ application: 'alerts: { settle-missed: null }' }, { application: 'jobs: [settle, archive]' }],
    good: [{}],
  },
});
