import type { ResolvedAlert } from '../../../definitions/types.ts';
import type { Seconds } from '../../../definitions/values/duration.ts';
import { defineCheck } from '../../check.ts';
import { gapIn, withCategory } from '../../support.ts';
import { ofCategory } from '../../view.ts';

/** Seconds; what is shorter cannot tell a slow run from none. */
const least = 300;

/** How long nothing may be heard before somebody is told; without a limit in time, the window. */
function limitOf({ condition, source }: ResolvedAlert): Seconds {
  if (condition.kind === 'heartbeat') return condition.missingFor;
  if (condition.kind !== 'measurement') return Infinity;
  const age = source.unit === 's' && condition.is === 'above' ? (condition.critical ?? 0) : 0;
  return Math.max(age, condition.over ?? 0, condition.for ?? 0);
}

export default defineCheck({
  id: 'cron/grace',
  code: 'RD-014',
  summary: 'A heartbeat leaves a run the time to be late.',
  why: 'A heartbeat that is as long as the interval wakes people for every slow run, until they switch it off.',
  level: 'silver',
  maturity: { stage: 'enforce' },
  effort: 1,
  applies: (view) => withCategory(view, 'heartbeat'),
  evaluate: (view) =>
    ofCategory(view, 'heartbeat')
      .filter((alert) => limitOf(alert) < least)
      .map((alert) =>
        gapIn(
          view,
          alert,
          ['condition'],
          `${view.id}/${alert.id} expects a sign of life within less than five minutes.`,
          {
            help: 'Two intervals plus a usual run is a limit that only a real outage reaches.',
          },
        ),
      ),
  examples: {
    bad: [{ application: 'alerts: { settle-missed: { condition: { critical: 60s, recovery: 30s, over: 1m } } }' }],
    good: [{}],
  },
});
