import { defineCheck } from '../../check.ts';
import { gapIn, withPages } from '../../support.ts';
import { paging } from '../../view.ts';

export default defineCheck({
  id: 'no-data/explicit',
  code: 'RD-029',
  summary: 'Every page says what missing data mean.',
  why: 'Silence of the telemetry is either an outage or nothing; the vendor guesses, and it guesses per kind of query.',
  level: 'bronze',
  maturity: { stage: 'enforce' },
  effort: 1,
  applies: (view) => withPages(view),
  evaluate: (view) =>
    paging(view)
      .filter((alert) => alert.condition.kind === 'measurement' && !alert.has(['condition', 'noData']))
      .map((alert) =>
        gapIn(view, alert, ['condition'], `${view.id}/${alert.id} does not say what missing data mean.`, {
          help: 'Write "noData: ok" where events are counted, "notify" where signs of life are, else "keep".',
        }),
      ),
  examples: {
    bad: [{ application: 'alerts: { card-errors: { condition: { noData: null } } }' }],
    good: [{}],
  },
});
