import { Refusal, type Clock, type Evaluation, type State, type Subject, type Track } from '../model.ts';
import { sampleAt, type Series } from '../series.ts';
import { evaluationTimes } from './frequency.ts';

/** Good and total events of an SLO. */
export interface SloSeries {
  readonly good: Series;
  readonly total: Series;
}

/**
 * Evaluates a burn rate: the share of bad events over the long and over the short window, each as a multiple of the error budget.
 * https://docs.datadoghq.com/service_management/service_level_objectives/burn_rate/#how-burn-rate-alerts-work
 */
export function evaluateBurn(subject: Subject, series: SloSeries, clock: Clock): Track[] {
  const { condition } = subject.alert;
  const { sloTarget } = subject;
  if (condition.kind !== 'burn' || sloTarget === undefined)
    throw new Refusal('the SLO has no target', 'alert', ['source', 'slo']);
  const budget = 1 - sloTarget / 100;
  const evaluations: Evaluation[] = [];
  let state: State = 'ok';
  for (const at of evaluationTimes(clock, 60)) {
    const [long, short] = [condition.long, condition.short].map(
      (window) => errorRate(series, at, window, clock.step) / budget,
    );
    if (long === undefined || short === undefined || Number.isNaN(long) || Number.isNaN(short)) {
      evaluations.push({ at, state, kept: 'no data' });
      continue;
    }
    state = exceeds(long, condition.burn) && exceeds(short, condition.burn) ? 'alert' : 'ok';
    evaluations.push({ at, state, value: Math.min(long, short) });
  }
  return [{ group: {}, evaluations }];
}

/** Greater by more than the noise of binary fractions: 1 - 0.99 is not 0.01. */
function exceeds(value: number, limit: number): boolean {
  return value > limit * (1 + 1e-9);
}

/** The share of bad events in a window; NaN when nothing happened. */
function errorRate({ good, total }: SloSeries, at: number, window: number, step: number): number {
  let [goods, totals] = [0, 0];
  for (let index = Math.ceil((at - window) / step); index < at / step; index++) {
    const all = sampleAt(total, index);
    if (Number.isNaN(all)) continue;
    totals += all;
    goods += sampleAt(good, index) || 0;
  }
  return totals === 0 ? Number.NaN : 1 - goods / totals;
}
