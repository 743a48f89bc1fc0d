import type { MonitorInputs, Subject } from '../../src/alert-tests/model.ts';
import type { Trials } from '../../src/alert-tests/prometheus/trial.ts';
import type { Comparison, MeasurementCondition, Source } from '../../src/definitions/types.ts';
import { compileAlert } from '../../src/providers/compile-alert.ts';
import { promql } from '../unit/providers/prometheus/alert.ts';
import { context, level, ratio, resolvedAlert } from '../unit/providers/resolved-alert.ts';

/** One alert in both languages. */
export interface Pair {
  readonly name: string;
  readonly condition: MeasurementCondition;
  readonly datadog: Subject;
  readonly prometheus: Subject;
}

type Shape = Omit<MeasurementCondition, 'kind' | 'is' | 'critical'>;

const shapes: Readonly<Record<string, Shape>> = {
  'mean of 5m': { over: 300, reduce: 'avg', noData: 'ok' },
  'least of 10m': { over: 600, reduce: 'min', noData: 'ok' },
  'most of 10m': { over: 600, reduce: 'max', noData: 'resolve' },
  'for 5m': { for: 300, noData: 'ok' },
  'for 15m': { for: 900, noData: 'ok' },
  'mean of 15m, missing data told': { over: 900, reduce: 'avg', noData: 'notify' },
  'for 10m, missing data told': { for: 600, noData: 'notify' },
  'mean of 5m, two minutes late': { over: 300, reduce: 'avg', delay: 120, noData: 'ok' },
};

/** Thresholds in the direction of the operator, and what lies between them and health. */
const limits: Readonly<
  Record<Comparison, { critical: number; warning: number; recovery: number; warningRecovery: number }>
> = {
  above: { critical: 100, warning: 80, recovery: 90, warningRecovery: 70 },
  'at-least': { critical: 100, warning: 80, recovery: 90, warningRecovery: 70 },
  below: { critical: 100, warning: 120, recovery: 110, warningRecovery: 130 },
  'at-most': { critical: 100, warning: 120, recovery: 110, warningRecovery: 130 },
};

const requests: Source = promql('sum_over_time(errors[4m59s]) / sum_over_time(requests[4m59s])', { unit: 'ratio' });

/** Every operator in every shape, with and without a warning and recovery thresholds; shares of a traffic; full windows. */
export function pairs(trials: Trials): Pair[] {
  const make = (
    name: string,
    condition: MeasurementCondition,
    sources: readonly [Source, Source],
    dropped: Partial<MeasurementCondition> = {},
  ): Pair => ({
    name,
    condition,
    datadog: subject(sources[0], condition),
    prometheus: { ...subject(sources[1], { ...condition, ...dropped }), trials },
  });
  const levels = [level, promql('jobs_depth')] as const;
  const all = Object.entries(limits).flatMap(([is, limit]) =>
    Object.entries(shapes).flatMap(([name, shape]): Pair[] => {
      const plain = { kind: 'measurement', is: is as Comparison, critical: limit.critical, ...shape } as const;
      return [
        make(`${is}, ${name}`, plain, levels),
        make(`${is}, ${name}, with warning and recovery`, { ...plain, ...limit }, levels),
      ];
    }),
  );
  const share = { kind: 'measurement', is: 'above', critical: 0.05, reduce: 'sum', noData: 'ok' } as const;
  const once = { over: undefined, reduce: undefined } as unknown as Partial<MeasurementCondition>;
  const full = {
    kind: 'measurement',
    is: 'above',
    critical: 100,
    over: 600,
    reduce: 'avg',
    noData: 'ok',
    fullWindow: true,
  } as const;
  return [
    ...all,
    make('share of errors', { ...share, over: 300 }, [ratio, requests], once),
    make(
      'share of errors, with warning and recovery',
      { ...share, over: 300, warning: 0.02, recovery: 0.03, warningRecovery: 0.01 },
      [ratio, requests],
      once,
    ),
    make('full window', full, levels, { fullWindow: false }),
  ];
}

function subject(source: Source, condition: MeasurementCondition): Subject {
  const defined = Object.fromEntries(
    Object.entries(condition).filter(([, value]) => value !== undefined),
  ) as unknown as MeasurementCondition;
  const alert = resolvedAlert({ source, condition: defined });
  const { resources, problems } = compileAlert(alert, context());
  return {
    alert,
    monitors: new Map<string, MonitorInputs>(resources.map(({ part = '', inputs }) => [part, inputs])),
    problems: problems.filter(({ severity }) => severity === 'error').map(({ message }) => message),
  };
}
