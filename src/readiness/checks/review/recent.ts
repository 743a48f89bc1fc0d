import { daysBetween } from '../../../definitions/values/calendar.ts';
import { defineCheck } from '../../check.ts';
import { gapIn, withPages } from '../../support.ts';
import { paging } from '../../view.ts';

export default defineCheck({
  id: 'review/recent',
  code: 'RD-053',
  summary: 'Every page was reviewed within a year.',
  why: 'Limits fit the traffic of the day on which they were set.',
  level: 'silver',
  maturity: { stage: 'enforce' },
  effort: 1,
  applies: (view) => withPages(view),
  evaluate: (view) =>
    paging(view)
      .filter(({ reviewed }) => reviewed === undefined || daysBetween(reviewed, view.today) > 366)
      .map((alert) =>
        gapIn(
          view,
          alert,
          ['reviewed'],
          `${view.id}/${alert.id} pages and was ${alert.reviewed === undefined ? 'never reviewed' : `last reviewed on ${alert.reviewed}`}.`,
          {
            help: 'Compare its limits with the last quarter and write the day into "reviewed".',
          },
        ),
      ),
  examples: {
    bad: [
      { application: 'alerts: { card-errors: { reviewed: 2025-01-15 } }' },
      { application: 'alerts: { card-errors: { reviewed: null } }' },
    ],
    good: [{}],
  },
});
