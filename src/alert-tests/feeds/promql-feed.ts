import type { MeasurementCondition } from '../../definitions/types.ts';
import { wholeExpression } from '../prometheus/trial-of.ts';
import { seriesOf } from '../series.ts';
import { cannotFeed, type Feed } from './feed.ts';
import { withValues } from './query-feed.ts';
import { targetsOf } from './targets.ts';

/**
 * Feeds what a PromQL expression returns, whatever it is computed from.
 * @throws Refusal when there is no threshold to be beyond
 */
export function promqlFeed(condition: MeasurementCondition): Feed {
  const marks = targetsOf(condition);
  if (!marks) throw cannotFeed('it has no critical threshold');
  const { over = 0, for: hold = 0, delay = 0, reduce } = condition;
  const samples = reduce === 'sum' ? Math.max(1, over / 60) : 1;
  return {
    pace: { window: Math.max(60, over + hold) / 60, delay: delay / 60, every: 1, closes: 0 },
    marks,
    numeric: true,
    lacks: {},
    input: (measured) => ({
      kind: 'metrics',
      queries: new Map([
        [
          wholeExpression,
          measured.map(({ group, parts }) => ({
            group,
            series: seriesOf(withValues(parts, (value) => value / samples)),
          })),
        ],
      ]),
    }),
  };
}
