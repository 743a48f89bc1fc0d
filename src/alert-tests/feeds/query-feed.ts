import type { MeasurementCondition } from '../../definitions/types.ts';
import type { Seconds } from '../../definitions/values/duration.ts';
import type { SeriesPart } from '../../definitions/values/series.ts';
import { evaluationFrequency } from '../datadog/frequency.ts';
import { reduceWindow } from '../datadog/formula.ts';
import { readQueryMonitor, type Options, type QueryMonitor } from '../datadog/monitor.ts';
import { nameQueries, type NamedExpression } from '../datadog/named-queries.ts';
import type { GroupSeries, Subject } from '../model.ts';
import { seriesOf } from '../series.ts';
import { cannotFeed, type Feed, type Marks, type Pace } from './feed.ts';
import { solve } from './solve.ts';
import { isHealthy, nearTargets, targetsOf, type Typical } from './targets.ts';

/**
 * Feeds compiled queries: one of them moves so that the whole expression has the value that is measured, all others are as usual.
 * @throws Refusal when no value of the first query makes the alert fire
 */
export function queryFeed(subject: Subject, condition: MeasurementCondition, step: Seconds): Feed {
  const { alert, monitors } = subject;
  const monitor = readQueryMonitor(monitors.get('measure') ?? monitors.get('') ?? {});
  if (!monitor) throw cannotFeed('the compiled query has a form that is not imitated');
  const named = nameQueries(alert, monitor.expression);
  const { expression, marks } = expressionOf(
    monitor,
    named,
    condition,
    perSample(typicalOf(subject), named, step),
    step,
  );
  return {
    pace: paceOf(monitor),
    marks,
    numeric: true,
    lacks: {},
    input: (measured, traffic) => ({
      kind: 'metrics',
      queries: new Map(
        expression.names.map((name) => [
          name,
          measured.map(({ group, parts }): GroupSeries => ({
            group,
            series: seriesOf(withValues(parts, (value) => expression.valueOf(name, value, traffic))),
          })),
        ]),
      ),
    }),
  };
}

/** What the source declares of a usual day. */
export function typicalOf({ alert }: Subject): Typical {
  return (alert.source.fields['typical'] ?? {}) as Typical;
}

/** The pace of a monitor. */
export function paceOf({ window, delay, autoResolve = 0 }: Options): Pace {
  return { window: window / 60, delay: delay / 60, every: evaluationFrequency(window) / 60, closes: autoResolve / 60 };
}

/** The same runs with other values. */
export function withValues(parts: readonly SeriesPart[], valueOf: (value: number) => number): SeriesPart[] {
  return parts.map((part): SeriesPart => {
    if (part.kind === 'value') return { ...part, value: valueOf(part.value) };
    return part.kind === 'ramp' ? { ...part, from: valueOf(part.from), to: valueOf(part.to) } : part;
  });
}

/** Counts are declared per minute, whatever the step of a case. */
function perSample(typical: Typical, { counts }: NamedExpression, step: Seconds): Typical {
  if (!counts || step === 60) return typical;
  return Object.fromEntries(Object.entries(typical).map(([name, value]) => [name, (value * step) / 60]));
}

/** The first query that can make the alert fire by itself. */
function expressionOf(
  monitor: QueryMonitor,
  named: NamedExpression,
  condition: MeasurementCondition,
  typical: Typical,
  step: Seconds,
): { readonly expression: Expression; readonly marks: Marks } {
  const samples = Math.max(1, Math.round(monitor.window / step));
  for (const moving of named.names) {
    const expression = new Expression(monitor, named, condition, typical, samples, moving);
    if (expression.marks) return { expression, marks: expression.marks };
  }
  throw cannotFeed('no value of one of its queries makes the alert fire; declare "typical"');
}

/** The compiled expression, asked the other way round: what must queries return for it to have a value? */
class Expression {
  readonly names: readonly string[];
  /** Undefined when the moving query alone cannot make the alert fire. */
  readonly marks: Marks | undefined;
  readonly #outcome: (value: number) => number;
  readonly #others: Typical;
  readonly #moving: string;
  readonly #counts: boolean;
  readonly #known = new Map<number, number | undefined>();

  constructor(
    monitor: QueryMonitor,
    named: NamedExpression,
    condition: MeasurementCondition,
    typical: Typical,
    samples: number,
    moving: string,
  ) {
    this.#moving = moving;
    this.#counts = named.counts;
    this.#others = othersOf(named, condition, typical, samples, moving);
    this.#outcome = outcomeOf(monitor, named, this.#others, moving, samples);
    this.names = [...Object.keys(this.#others), moving];
    this.marks = this.#marksOf(condition, typical[moving]);
  }

  /** What a query returns while `value` is measured. With little traffic a bad minute is one failure at least: there is no half of one. */
  valueOf(name: string, value: number, traffic: number): number {
    if (name !== this.#moving) return (this.#others[name] ?? 0) * traffic;
    const exact = this.#solve(value);
    if (exact === undefined)
      throw cannotFeed(`no value of its query "${this.#moving}" makes the alert measure ${value}; declare "typical"`);
    if (!this.#counts || traffic === 1) return exact * traffic;
    const whole = Math.round(exact * traffic);
    return value === this.marks?.healthy ? whole : Math.max(1, whole);
  }

  #solve(value: number): number | undefined {
    if (!this.#known.has(value)) this.#known.set(value, solve(this.#outcome, value));
    return this.#known.get(value);
  }

  #marksOf(condition: MeasurementCondition, declared: number | undefined): Marks | undefined {
    const targets = targetsOf(condition);
    if (!targets) return undefined;
    const usual = declared === undefined ? Number.NaN : this.#outcome(declared);
    const isUsual = isHealthy(usual, condition);
    if (isUsual) this.#known.set(usual, declared);
    const near = nearTargets(targets, condition);
    const healthy = isUsual ? usual : this.#reachable(targets.healthy, near.healthy);
    const bad = this.#reachable(targets.bad, near.bad);
    if (healthy === undefined || bad === undefined) return undefined;
    return { healthy, bad, worse: this.#reachable(targets.worse) ?? bad };
  }

  /** The first value that the query can bring about; below zero only when none is above. */
  #reachable(...values: readonly number[]): number | undefined {
    return (
      values.find((value) => solve(this.#outcome, value, 'not negative') !== undefined) ??
      values.find((value) => this.#solve(value) !== undefined)
    );
  }
}

/** The queries that stay as they are: as declared, else well above the traffic that gives a verdict. */
function othersOf(
  { names, counts }: NamedExpression,
  { atLeast = {} }: MeasurementCondition,
  typical: Typical,
  samples: number,
  moving: string,
): Typical {
  const others = new Set([...names, ...Object.keys(atLeast)]);
  others.delete(moving);
  const floor = (name: string): number => (2 * (atLeast[name] ?? 0)) / (counts ? samples : 1);
  return Object.fromEntries([...others].map((name) => [name, typical[name] ?? Math.max(100, floor(name))]));
}

/** What the alert measures when all its queries stand still, by the value of the one that is moved. */
function outcomeOf(
  monitor: QueryMonitor,
  named: NamedExpression,
  others: Typical,
  moving: string,
  samples: number,
): (value: number) => number {
  const still = (before: number): { values: Float64Array; before: number } => ({ values: new Float64Array(), before });
  const moved = still(Number.NaN);
  const series = new Map(Object.entries(others).map(([name, before]) => [name, still(before)] as const));
  series.set(moving, moved);
  const window = { series, from: -samples, to: -1 };
  return (value) => {
    moved.before = value;
    return reduceWindow(named.expression, window, monitor.aggregator, named.counts, new Set());
  };
}
