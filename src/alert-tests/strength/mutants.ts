import { formatDuration } from '../../definitions/values/duration.ts';
import type { Comparison, Condition, MeasurementCondition, ResolvedAlert } from '../../definitions/types.ts';

/** An alert that differs from the defined one in one thing that a good test notices. */
export interface Mutant {
  /** `critical 0.05 → 0.075`. */
  readonly change: string;
  readonly alert: ResolvedAlert;
}

/** Nudges of threshold, window, operator and times. Those that cannot be compiled are left out by whoever compiles them. */
export function mutantsOf(alert: ResolvedAlert): Mutant[] {
  return changesOf(alert.condition).map(({ change, condition }) => ({
    change,
    alert: withCondition(alert, condition),
  }));
}

interface Change {
  readonly change: string;
  readonly condition: Condition;
}

function changesOf(condition: Condition): Change[] {
  switch (condition.kind) {
    case 'measurement':
      return measurement(condition);
    case 'check':
      return [
        {
          change: `failures ${condition.failures} → ${condition.failures + 1}`,
          condition: { ...condition, failures: condition.failures + 1 },
        },
        ...(condition.failures > 1
          ? [
              {
                change: `failures ${condition.failures} → ${condition.failures - 1}`,
                condition: { ...condition, failures: condition.failures - 1 },
              },
            ]
          : []),
      ];
    case 'burn':
      return [0.5, 2].map((factor) => ({
        change: `burn ${condition.burn} → ${condition.burn * factor}`,
        condition: { ...condition, burn: condition.burn * factor },
      }));
    case 'heartbeat':
      return [0.5, 2].map((factor) => ({
        change: `missingFor ${formatDuration(condition.missingFor)} → ${formatDuration(condition.missingFor * factor)}`,
        condition: { ...condition, missingFor: condition.missingFor * factor },
      }));
    case 'probe':
      return [{ change: 'downFor + 5m', condition: { ...condition, downFor: (condition.downFor ?? 0) + 300 } }];
    case 'certificate':
      return [
        { change: 'expiresWithin halved', condition: { ...condition, expiresWithin: condition.expiresWithin / 2 } },
      ];
    case 'composite':
      return [];
  }
}

const opposite: Readonly<Record<Comparison, Comparison>> = {
  above: 'at-most',
  'at-least': 'below',
  below: 'at-least',
  'at-most': 'above',
};

function measurement(condition: MeasurementCondition): Change[] {
  return [...thresholds(condition), ...windows(condition), operator(condition)];
}

/** Half as far and twice as far, as seen from the healthy side; around zero by one. */
function thresholds(condition: MeasurementCondition): Change[] {
  const { critical } = condition;
  if (critical === undefined) return [];
  const nudged = critical === 0 ? [-1, 1] : [critical * 0.5, critical * 2];
  return nudged.map((value) => ({
    change: `critical ${critical} → ${tidy(value)}`,
    condition: { ...condition, critical: tidy(value) },
  }));
}

function windows(condition: MeasurementCondition): Change[] {
  const key = condition.for === undefined ? 'over' : 'for';
  const seconds = condition[key] ?? 300;
  return [seconds / 2, seconds * 3]
    .map((value) => Math.round(value / 60) * 60)
    .filter((value) => value >= 60 && value !== seconds)
    .map((value) => ({
      change: `${key} ${formatDuration(seconds)} → ${formatDuration(value)}`,
      // A count over a longer window is compared with a higher threshold only if somebody says so; the nudge leaves it.
      condition: { ...condition, [key]: value },
    }));
}

function operator(condition: MeasurementCondition): Change {
  const { warning: _w, recovery: _r, warningRecovery: _wr, ...rest } = condition;
  const is = opposite[condition.is];
  return { change: `is ${condition.is} → ${is}`, condition: { ...rest, is } };
}

function tidy(value: number): number {
  return Number(value.toPrecision(12));
}

/** The same alert with another condition: what it inherits from its prototype stays. */
function withCondition(alert: ResolvedAlert, condition: Condition): ResolvedAlert {
  const prototype = Object.getPrototypeOf(alert) as object;
  return Object.assign(Object.create(prototype) as ResolvedAlert, alert, { condition });
}
