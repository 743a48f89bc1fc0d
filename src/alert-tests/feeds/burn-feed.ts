import type { BurnCondition } from '../../definitions/types.ts';
import type { Seconds } from '../../definitions/values/duration.ts';
import type { Subject } from '../model.ts';
import { seriesOf } from '../series.ts';
import { cannotFeed, type Feed } from './feed.ts';
import { withValues } from './query-feed.ts';

/** Events a minute: so many that a share of them is a whole number nearly always. */
const usualTraffic = 10_000;

/** What is healthy burns half of the budget. */
const healthy = 0.5;

/**
 * Feeds burn rates: a value is a multiple of the even consumption of the error budget.
 * @throws Refusal when even a total outage burns slower than the condition asks for
 */
export function burnFeed({ sloTarget }: Subject, { burn, long }: BurnCondition, step: Seconds): Feed {
  if (sloTarget === undefined) throw cannotFeed('the SLO has no target');
  const budget = 1 - sloTarget / 100;
  const most = 1 / budget;
  if (most <= burn)
    throw cannotFeed(`an outage of everything burns ${Number(most.toPrecision(3))} times too fast, never ${burn}`);
  return {
    pace: { window: long / 60, delay: 0, every: 1, closes: 0 },
    marks: {
      healthy: Math.min(healthy, burn / 2),
      bad: Math.min(burn * 1.2, (burn + most) / 2),
      worse: Math.min(burn * 2, most),
    },
    numeric: true,
    lacks: {},
    input: ([only], traffic) => {
      const parts = only?.parts ?? [];
      const total = (usualTraffic * traffic * step) / 60;
      return {
        kind: 'slo',
        good: seriesOf(withValues(parts, (value) => total - failuresAt(value, budget, total))),
        total: seriesOf(withValues(parts, () => total)),
      };
    },
  };
}

function failuresAt(burn: number, budget: number, total: number): number {
  const share = burn * budget;
  if (share > 1 + 1e-9) throw cannotFeed(`not even an outage of everything burns ${burn} times too fast`);
  return share * total;
}
