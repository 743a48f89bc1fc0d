import type { Priority, ResolvedAlert } from '../../../definitions/types.ts';
import type { Seconds } from '../../../definitions/values/duration.ts';
import { defineCheck } from '../../check.ts';
import { gapIn, withPages } from '../../support.ts';
import { paging, type ReadinessView } from '../../view.ts';

export default defineCheck({
  id: 'runbook/time-fits-tier',
  code: 'RD-032',
  summary: 'The expected time of an urgent page fits what the tier may cost.',
  why: 'A procedure of three hours for something that may fail for forty minutes a month is no plan.',
  level: 'silver',
  maturity: { stage: 'warn' },
  effort: 2,
  applies: (view) => withPages(view),
  evaluate: (view) =>
    paging(view)
      .filter((alert) => (alert.runbook?.expectedTime ?? 0) > limitOf(view, alert))
      .map((alert) =>
        gapIn(
          view,
          alert,
          ['runbook', 'expectedTime'],
          `${view.id}/${alert.id} expects more time than an application of tier ${view.tier ?? 1} may be broken at priority ${alert.priority}.`,
          {
            help: 'Shorten the way out first (roll back, switch over), repair later; or lower the priority.',
          },
        ),
      ),
  examples: {
    bad: [{ application: 'alerts: { card-errors: { runbook: { expectedTime: 4h } } }' }],
    good: [{}],
  },
});

const hour = 3600;

/**
 * Seconds for P1 and P2 by tier. 99.9% of a month are 43 minutes (Google's SRE book, table of availability): an hour for a P1 of tier 1
 * spends more than the month's budget; lower tiers have it accordingly.
 */
const limits: Readonly<Record<number, Readonly<Partial<Record<Priority, Seconds>>>>> = {
  1: { P1: hour, P2: 2 * hour },
  2: { P1: 2 * hour, P2: 4 * hour },
  3: { P1: 4 * hour, P2: 8 * hour },
};

function limitOf({ tier = 1 }: ReadinessView, { priority, category }: ResolvedAlert): Seconds {
  // An intrusion or wrong numbers spend no budget of availability; their procedures take the time that they take.
  if (category === 'security' || category === 'data-quality') return Infinity;
  return limits[tier]?.[priority] ?? Infinity;
}
