import type { Notes } from '../model.ts';
import { sampleAt, type Series } from '../series.ts';
import type { Aggregator } from './monitor.ts';
import { queriesOf, type Expression } from './expression.ts';

/** The samples that a formula is computed from, and the indexes of the window: `from` to `to`, both included. */
export interface Window {
  readonly series: ReadonlyMap<string, Series>;
  readonly from: number;
  readonly to: number;
}

/** Functions over single samples. https://docs.datadoghq.com/dashboards/functions/ */
const functions: Readonly<Record<string, (value: number, argument: number) => number>> = {
  abs: (value) => Math.abs(value),
  log2: (value) => Math.log2(value),
  log10: (value) => Math.log10(value),
  default_zero: (value) => (Number.isNaN(value) ? 0 : value),
  // Equal samples stay: https://docs.datadoghq.com/dashboards/functions/exclusion/#cutoff
  cutoff_min: (value, least) => (value < least ? Number.NaN : value),
  cutoff_max: (value, most) => (value > most ? Number.NaN : value),
  clamp_min: (value, least) => Math.max(value, least),
  clamp_max: (value, most) => Math.min(value, most),
};

/** Whether a function is imitated; every other one looks at more than one sample, or learns. */
export function isKnownFunction(name: string): boolean {
  return Object.hasOwn(functions, name);
}

/** What the formula comes to at an index: NaN where a side is missing. A division by zero has no value. */
export function samplerOf(expression: Expression, series: ReadonlyMap<string, Series>): (index: number) => number {
  switch (expression.kind) {
    case 'number':
      return () => expression.value;
    case 'query': {
      const one = series.get(expression.name);
      return one ? (index) => sampleAt(one, index) : missing;
    }
    case 'operation': {
      const [left, right] = [samplerOf(expression.left, series), samplerOf(expression.right, series)];
      const { operator } = expression;
      return (index) => operate(operator, left(index), right(index));
    }
    case 'call': {
      const of = functions[expression.name];
      const [value = missing, argument = missing] = expression.args.map((one) => samplerOf(one, series));
      return of ? (index) => of(value(index), argument(index)) : missing;
    }
  }
}

const missing = (): number => Number.NaN;

function operate(operator: '+' | '-' | '*' | '/', left: number, right: number): number {
  if (operator === '+') return left + right;
  if (operator === '-') return left - right;
  if (operator === '*') return left * right;
  return right === 0 ? Number.NaN : left / right;
}

/**
 * One value for the window: per sample first, then reduced. With `as_count()` in arithmetic it is the other way round.
 * https://docs.datadoghq.com/monitors/guide/as-count-in-monitor-evaluations/
 */
export function reduceWindow(
  expression: Expression,
  window: Window,
  aggregator: Aggregator,
  counts: boolean,
  notes: Notes,
): number {
  if (counts) return sumThenOperate(expression, window, notes);
  const sample = samplerOf(expression, window.series);
  const several = queriesOf(expression).length > 1;
  const reduction = new Reduction();
  for (let index = window.from; index <= window.to; index++) {
    const value = sample(index);
    if (!Number.isNaN(value)) reduction.add(value);
    else if (several && isHalfMissing(expression, window, index)) notes.add('datadog/one-side-missing');
  }
  if (aggregator === 'percentile' && reduction.differs) notes.add('datadog/percentile-window');
  return reduction.by(aggregator);
}

function isHalfMissing(expression: Expression, { series }: Window, index: number): boolean {
  const missing = queriesOf(expression).map((name) => {
    const one = series.get(name);
    return one === undefined || Number.isNaN(sampleAt(one, index));
  });
  return missing.includes(true) && missing.includes(false);
}

function sumThenOperate(expression: Expression, window: Window, notes: Notes): number {
  if (expression.kind === 'number') return expression.value;
  if (expression.kind !== 'operation') return sumOf(expression, window);
  const left = sumThenOperate(expression.left, window, notes);
  const right = sumThenOperate(expression.right, window, notes);
  if (Number.isNaN(left) !== Number.isNaN(right)) notes.add('datadog/one-side-missing');
  return operate(expression.operator, left, right);
}

function sumOf(expression: Expression, { series, from, to }: Window): number {
  const sample = samplerOf(expression, series);
  const reduction = new Reduction();
  for (let index = from; index <= to; index++) {
    const value = sample(index);
    if (!Number.isNaN(value)) reduction.add(value);
  }
  return reduction.by('sum');
}

/** Samples made one value as they come: windows of days are reduced once a minute. */
class Reduction {
  #count = 0;
  #sum = 0;
  #least = Number.POSITIVE_INFINITY;
  #most = Number.NEGATIVE_INFINITY;

  add(value: number): void {
    this.#count++;
    this.#sum += value;
    this.#least = Math.min(this.#least, value);
    this.#most = Math.max(this.#most, value);
  }

  get differs(): boolean {
    return this.#count > 0 && this.#least !== this.#most;
  }

  /** NaN when there was no sample. */
  by(aggregator: Aggregator): number {
    if (this.#count === 0) return Number.NaN;
    switch (aggregator) {
      case 'min':
        return this.#least;
      case 'max':
        return this.#most;
      case 'sum':
        return this.#sum;
      default:
        return this.#sum / this.#count;
    }
  }
}
