import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatSeries } from '../../../src/definitions/values/series.ts';
import { oracleStates, type OracleMonitor, type Points } from './datadog-oracle.ts';
import { statesOf } from './support.ts';

const points: fc.Arbitrary<Points> = fc
  .array(fc.tuple(fc.option(fc.integer({ min: 0, max: 12 }), { freq: 4 }), fc.integer({ min: 1, max: 12 })), {
    minLength: 1,
    maxLength: 8,
  })
  .map((runs) => runs.flatMap(([value, count]) => Array.from({ length: count }, () => value)));

/** Thresholds in the order that a monitor accepts: the quieter the value, the further from the critical one. */
const monitor: fc.Arbitrary<OracleMonitor> = fc
  .record({
    aggregator: fc.constantFrom('avg', 'sum', 'min', 'max'),
    windowMinutes: fc.integer({ min: 1, max: 12 }),
    operator: fc.constantFrom('>', '>=', '<', '<='),
    steps: fc.tuple(
      fc.integer({ min: 1, max: 9 }),
      fc.integer({ min: 1, max: 3 }),
      fc.integer({ min: 1, max: 3 }),
      fc.integer({ min: 1, max: 3 }),
    ),
    has: fc.record({ warning: fc.boolean(), recovery: fc.boolean(), warningRecovery: fc.boolean() }),
    delayMinutes: fc.integer({ min: 0, max: 3 }),
    missing: fc.constantFrom('default', 'show_no_data', 'resolve'),
    fullWindow: fc.boolean(),
    ratioOfCounts: fc.boolean(),
  } as const)
  .map(({ steps: [critical, first, second, third], has, operator, ...rest }) => {
    const away = operator.startsWith('>') ? -1 : 1;
    return {
      ...rest,
      operator,
      critical,
      ...(has.recovery ? { recovery: critical + away * first } : {}),
      ...(has.warning ? { warning: critical + away * second } : {}),
      ...(has.warning && has.warningRecovery ? { warningRecovery: critical + away * (second + third) } : {}),
    };
  });

function evaluated(one: OracleMonitor, a: Points, b: Points, minutes: number): string {
  const written = (series: Points): string =>
    formatSeries(
      series.map((value) => (value === null ? { kind: 'gap', count: 1 } : { kind: 'value', value, count: 1 })),
    );
  const aggregator = one.ratioOfCounts ? 'sum' : one.aggregator;
  const thresholds = {
    ...(one.recovery === undefined ? {} : { criticalRecovery: String(one.recovery) }),
    ...(one.warning === undefined ? {} : { warning: String(one.warning) }),
    ...(one.warningRecovery === undefined ? {} : { warningRecovery: String(one.warningRecovery) }),
  };
  return statesOf({
    queries: one.ratioOfCounts ? { a: 'sum:a{*}.as_count()', b: 'sum:b{*}.as_count()' } : { a: 'avg:a{*}' },
    query: `${aggregator}(last_${one.windowMinutes}m):${one.ratioOfCounts ? 'a / b' : 'a'} ${one.operator} ${one.critical}`,
    inputs: {
      monitorThresholds: thresholds,
      requireFullWindow: one.fullWindow,
      onMissingData: one.missing,
      evaluationDelay: one.delayMinutes * 60,
    },
    series: one.ratioOfCounts ? { a: written(a), b: written(b) } : { a: written(a) },
    minutes,
  });
}

describe('the evaluation of query monitors', () => {
  it('agrees with a slow reading of the pages', () => {
    fc.assert(
      fc.property(monitor, points, points, (one, a, b) => {
        const minutes = Math.max(a.length, b.length) + 5;
        expect(evaluated(one, a, b, minutes)).toBe(oracleStates(one, a, b, minutes).join(' '));
      }),
      { numRuns: 500 },
    );
  });
});
