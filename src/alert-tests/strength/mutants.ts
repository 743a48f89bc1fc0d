import { formatDuration, type Seconds } from '../../definitions/values/duration.ts';
import type {
  BurnCondition,
  CheckCondition,
  Comparison,
  CompositeCondition,
  Condition,
  MeasurementCondition,
  NoData,
  ResolvedAlert,
} from '../../definitions/types.ts';

/** An alert that differs from the defined one in one thing that a good test notices. */
export interface Mutant {
  /** What was changed, whatever it was before: `critical halved`. */
  readonly kind: string;
  /** `critical 0.05 → 0.025`. */
  readonly change: string;
  readonly alert: ResolvedAlert;
}

/** What a mutant changes of an alert. */
interface Change extends Omit<Mutant, 'alert'> {
  readonly patch: Partial<ResolvedAlert>;
}

/** Nudges of threshold, window, operator, times and missing data. Those that cannot be compiled are left out by whoever compiles them. */
export function mutantsOf(alert: ResolvedAlert): Mutant[] {
  return apply(alert, [...changesOf(alert.condition), ...formulaChanges(alert)]);
}

/** Changes of what becomes of a page: its priority, and whether it is one. */
export function pageMutantsOf(alert: ResolvedAlert): Mutant[] {
  const priority = alert.priority === 'P5' ? 'P1' : 'P5';
  const changes: Change[] = [
    { kind: 'priority', change: `priority ${alert.priority} → ${priority}`, patch: { priority } },
  ];
  const { notify } = alert;
  if (notify.critical.includes('on-call'))
    changes.push({
      kind: 'notify',
      change: 'notify.critical on-call → none',
      patch: { notify: { ...notify, critical: notify.critical.filter((target) => target !== 'on-call') } },
    });
  return apply(alert, changes);
}

/** The same alert with a change: what it inherits from its prototype stays. */
function apply(alert: ResolvedAlert, changes: readonly Change[]): Mutant[] {
  const prototype = Object.getPrototypeOf(alert) as object;
  return changes.map(({ kind, change, patch }) => ({
    kind,
    change,
    alert: Object.assign(Object.create(prototype) as ResolvedAlert, alert, patch),
  }));
}

function changesOf(condition: Condition): Change[] {
  switch (condition.kind) {
    case 'measurement':
      return [...thresholds(condition), ...windows(condition), operator(condition), ...missingData(condition)];
    case 'check':
      return [...runs(condition, 'failures'), ...runs(condition, 'recoveries'), ...missingData(condition)];
    case 'burn':
      return burns(condition);
    case 'heartbeat':
      return [0.5, 2].map((factor) =>
        lasting(condition, 'missingFor', condition.missingFor, condition.missingFor * factor),
      );
    case 'probe':
      return [lasting(condition, 'downFor', condition.downFor ?? 0, (condition.downFor ?? 0) + 300)];
    case 'certificate':
      return [lasting(condition, 'expiresWithin', condition.expiresWithin, condition.expiresWithin / 2)];
    case 'composite':
      return missingData(condition);
    case 'none':
      return [];
  }
}

const opposite: Readonly<Record<Comparison, Comparison>> = {
  above: 'at-most',
  'at-least': 'below',
  below: 'at-least',
  'at-most': 'above',
};

/** Half as far and twice as far; around zero, and where values are few and whole, by one. */
function thresholds(condition: MeasurementCondition): Change[] {
  const { critical } = condition;
  if (critical === undefined) return [];
  const isSmall = Number.isInteger(critical) && Math.abs(critical) <= 3;
  const nudged = isSmall ? [critical - 1, critical + 1] : [critical * 0.5, critical * 2];
  return nudged.map((value, index) => ({
    kind: `critical ${index === 0 ? 'lower' : 'higher'}`,
    change: `critical ${critical} → ${tidy(value)}`,
    patch: { condition: { ...condition, critical: tidy(value) } },
  }));
}

/** A count over a longer window is compared with a higher threshold only if somebody says so; the nudge leaves it. */
function windows(condition: MeasurementCondition): Change[] {
  const key = condition.for === undefined ? 'over' : 'for';
  const seconds = condition[key] ?? 300;
  return [seconds / 2, seconds * 3]
    .map((value) => Math.round(value / 60) * 60)
    .filter((value) => value >= 60 && value !== seconds)
    .map((value) => lasting(condition, key, seconds, value));
}

/** A length of time that is another one. */
function lasting(condition: Condition, key: string, before: Seconds, after: Seconds): Change {
  return {
    kind: `${key} ${after < before ? 'shorter' : 'longer'}`,
    change: `${key} ${formatDuration(before)} → ${formatDuration(after)}`,
    patch: { condition: { ...condition, [key]: after } },
  };
}

function operator(condition: MeasurementCondition): Change {
  const { warning: _w, recovery: _r, warningRecovery: _wr, ...rest } = condition;
  const is = opposite[condition.is];
  return { kind: 'is', change: `is ${condition.is} → ${is}`, patch: { condition: { ...rest, is } } };
}

function missingData(condition: MeasurementCondition | CheckCondition | CompositeCondition): Change[] {
  const { noData } = condition;
  if (noData === undefined) return [];
  const other: NoData = noData === 'notify' ? 'keep' : 'notify';
  return [
    { kind: 'noData', change: `noData ${noData} → ${other}`, patch: { condition: { ...condition, noData: other } } },
  ];
}

/** One more and one less in a row. */
function runs(condition: CheckCondition, key: 'failures' | 'recoveries'): Change[] {
  const before = condition[key] ?? 1;
  return [before - 1, before + 1]
    .filter((value) => value > 0)
    .map((value) => ({
      kind: `${key} ${value < before ? 'fewer' : 'more'}`,
      change: `${key} ${before} → ${value}`,
      patch: { condition: { ...condition, [key]: value } },
    }));
}

function burns(condition: BurnCondition): Change[] {
  const { burn, long } = condition;
  const rates = [0.5, 2].map((factor): Change => ({
    kind: `burn ${factor < 1 ? 'lower' : 'higher'}`,
    change: `burn ${burn} → ${tidy(burn * factor)}`,
    patch: { condition: { ...condition, burn: tidy(burn * factor) } },
  }));
  return [...rates, ...[0.5, 2].map((factor) => lasting(condition, 'long', long, long * factor))];
}

/** A composite that takes "and" for "or". */
function formulaChanges({ condition, source }: ResolvedAlert): Change[] {
  const formula = String(source.fields['formula'] ?? '');
  if (condition.kind !== 'composite' || !/&&|\|\|/.test(formula)) return [];
  const swapped = formula.replaceAll(/&&|\|\|/g, (sign) => (sign === '&&' ? '||' : '&&'));
  const change = `formula ${formula} → ${swapped}`;
  return [
    { kind: 'formula', change, patch: { source: { ...source, fields: { ...source.fields, formula: swapped } } } },
  ];
}

function tidy(value: number): number {
  return Number(value.toPrecision(12));
}
