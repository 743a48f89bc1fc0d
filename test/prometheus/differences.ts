import type { Evaluation, State } from '../../src/alert-tests/model.ts';
import type { MeasurementCondition } from '../../src/definitions/types.ts';

/**
 * Where both evaluate differently by their documents.
 *
 * - `for holds one sample more`: Datadog's `for` is a window of which every sample is beyond the threshold: five in five minutes. Prometheus
 *   fires when the first of them is five minutes old, and so are six. https://prometheus.io/docs/prometheus/latest/configuration/alerting_rules/
 * - `for ends with a gap`: a window of Datadog is judged by the samples that it has. In Prometheus an alert whose series is gone is inactive, and begins anew.
 * - `full window`: Datadog may be told to wait until a window is full, Prometheus takes what is there.
 */
export type Difference = 'for holds one sample more' | 'for ends with a gap' | 'full window';

/** Two states at what is the same instant for both. */
export interface Compared {
  readonly condition: MeasurementCondition;
  readonly at: number;
  readonly prometheus: State;
  readonly datadog: Evaluation;
  /** NaN where there is none. */
  readonly sample: (at: number) => number;
}

/** Why the states differ; undefined when nothing documented explains it. */
export function explanation({ condition, at, prometheus, datadog, sample }: Compared): Difference | undefined {
  if (condition.fullWindow && datadog.kept === 'window not full') return 'full window';
  const { for: hold } = condition;
  if (hold === undefined) return undefined;
  const held = Array.from({ length: hold / 60 + 1 }, (_, index) => sample(at - index * 60));
  const missing = held.filter(Number.isNaN).length;
  if (missing > 0 && (missing < held.length || datadog.state !== 'no-data')) return 'for ends with a gap';
  const limit = { alert: condition.critical, warning: condition.warning }[datadog.state as 'alert' | 'warning'];
  const isLess = order.indexOf(prometheus) < order.indexOf(datadog.state);
  return isLess && limit !== undefined && !held.every((value) => isBeyond(condition.is, value, limit))
    ? 'for holds one sample more'
    : undefined;
}

const order: readonly State[] = ['ok', 'warning', 'alert'];

function isBeyond(is: MeasurementCondition['is'], value: number, limit: number): boolean {
  if (is === 'above') return value > limit;
  if (is === 'at-least') return value >= limit;
  return is === 'below' ? value < limit : value <= limit;
}
