import type { MeasurementCondition, Reduce } from '../../definitions/types.ts';
import { asked, report, type Scope } from './scope.ts';
import { firesHigh } from './thresholds.ts';
import { checkedWindow, defaultWindow, type longestWindow } from './window.ts';

/** How a window becomes one value: `sum(last_5m):`. */
export interface Reduction {
  readonly aggregator: 'avg' | 'sum' | 'min' | 'max' | 'percentile';
  readonly seconds: number;
}

/** What of the expression decides which aggregations make sense. */
export interface ExpressionFacts {
  readonly counts: boolean;
  /** A lone percentile of a distribution: `p95:metric{…}`. */
  readonly percentile: boolean;
  readonly kind: keyof typeof longestWindow;
}

/** Reads `reduce`, `over` and `for`; what a default says and Datadog cannot is left out, what the alert says is a problem. */
export function reduction(scope: Scope, condition: MeasurementCondition, facts: ExpressionFacts): Reduction {
  if (condition.for !== undefined && holds(scope, condition, facts)) {
    const seconds = checkedWindow(scope, condition.for, facts.kind, ['condition', 'for']);
    return { aggregator: firesHigh(condition) ? 'min' : 'max', seconds };
  }
  const seconds = checkedWindow(scope, condition.over ?? defaultWindow, facts.kind, ['condition', 'over']);
  return { aggregator: aggregator(scope, condition.reduce, facts), seconds };
}

function aggregator(scope: Scope, reduce: Reduce | undefined, facts: ExpressionFacts): Reduction['aggregator'] {
  const path = ['condition', 'reduce'];
  const usual = facts.counts ? 'sum' : facts.percentile ? 'percentile' : 'avg';
  if (reduce === undefined) return usual;
  if (facts.counts && reduce !== 'sum') {
    if (asked(scope, path))
      report(
        scope,
        'datadog/count-needs-sum',
        path,
        `Counts are summed over the window; Datadog cannot take their "${reduce}". Say "reduce: sum", or measure a rate.`,
      );
    return usual;
  }
  if (reduce === 'last') {
    if (asked(scope, path))
      report(
        scope,
        'datadog/reduce',
        path,
        'Datadog has no last value of a window. Say avg, sum, min or max over a short one.',
      );
    return usual;
  }
  return reduce;
}

/** Whether `for` can be said: all points of a level lie beyond the threshold when their minimum (maximum) does. */
function holds(scope: Scope, condition: MeasurementCondition, facts: ExpressionFacts): boolean {
  const path = ['condition', 'for'];
  const same = firesHigh(condition) ? 'min' : 'max';
  const reason = facts.counts
    ? 'Datadog sums counts over the window and cannot ask each minute. Say "over" with a threshold for the whole window.'
    : condition.over !== undefined && condition.over !== condition.for && asked(scope, ['condition', 'over'])
      ? 'Datadog cannot let an aggregate over one window hold for another. Say "over" or "for".'
      : condition.reduce !== undefined && condition.reduce !== same && asked(scope, ['condition', 'reduce'])
        ? `"for" means that every value lies beyond the threshold, which is "reduce: ${same}"; "${condition.reduce}" contradicts it.`
        : undefined;
  if (reason === undefined) return true;
  if (asked(scope, path)) report(scope, 'datadog/hold', path, reason);
  return false;
}
