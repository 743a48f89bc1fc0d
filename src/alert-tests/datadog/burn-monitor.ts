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
  const sums = new Sums(series);
  const evaluations: Evaluation[] = [];
  let state: State = 'ok';
  for (const at of evaluationTimes(clock, 60)) {
    const [long, short] = [condition.long, condition.short].map(
      (window) => sums.errorRate(Math.ceil((at - window) / clock.step), Math.ceil(at / clock.step)) / budget,
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

/** Running sums of both series, since windows of days are asked for each minute. */
class Sums {
  readonly #good: Running;
  readonly #total: Running;

  constructor({ good, total }: SloSeries) {
    const length = Math.max(good.values.length, total.values.length);
    const counted = (index: number): boolean => !Number.isNaN(sampleAt(total, index));
    this.#good = new Running(length, (index) => (counted(index) ? sampleAt(good, index) || 0 : 0));
    this.#total = new Running(length, (index) => sampleAt(total, index) || 0);
  }

  /** The share of bad events among samples `from` to `to`, the latter excluded; NaN when nothing happened. */
  errorRate(from: number, to: number): number {
    const total = this.#total.between(from, to);
    return total === 0 ? Number.NaN : 1 - this.#good.between(from, to) / total;
  }
}

/** Sums of a series up to each index; before its start it has always been the same, behind its end there is nothing. */
class Running {
  readonly #sums: Float64Array;
  readonly #before: number;

  constructor(length: number, at: (index: number) => number) {
    this.#before = at(-1);
    this.#sums = new Float64Array(length + 1);
    for (let index = 0; index < length; index++) this.#sums[index + 1] = (this.#sums[index] ?? 0) + at(index);
  }

  between(from: number, to: number): number {
    return this.#until(to) - this.#until(from);
  }

  #until(index: number): number {
    return index < 0 ? index * this.#before : (this.#sums[Math.min(index, this.#sums.length - 1)] ?? 0);
  }
}
