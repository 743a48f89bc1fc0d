import { describe, expect, it } from 'vitest';
import { datadog } from '../../../../src/providers/datadog/index.ts';
import type { Compiled, ResolvedSlo } from '../../../../src/providers/provider.ts';
import { context, sloData } from '../resolved-alert.ts';
import type { SloInputs } from './monitor-args.ts';

function compiled(spec: Record<string, unknown> = {}, patch: Partial<ResolvedSlo> = {}): Compiled {
  const slo: ResolvedSlo = {
    identity: 'production/checkout-api/slo/checkout-availability',
    id: 'checkout-availability',
    environment: 'production',
    application: 'checkout-api',
    squad: 'payments',
    data: sloData(spec),
    ...patch,
  };
  return datadog.compileSlo?.(slo, context()) ?? { resources: [], problems: [] };
}

const tags = [
  'alerts_identity:production/checkout-api/slo/checkout-availability',
  'alerts_project:7f3c9a52e1',
  'alerts_unit:production.payments',
  'env:production',
  'managed-by:alerts',
  'service:checkout-api',
  'team:payments',
];
const measured = (query: string): unknown => ({ metricSource: { type: 'datadog', spec: { query } } });

describe('SLO', () => {
  it('is a ratio of counts', () => {
    const { resources, problems } = compiled();
    expect(problems).toEqual([]);
    expect(resources[0]?.type).toBe('datadog:index/serviceLevelObjective:ServiceLevelObjective');
    expect(resources[0]?.inputs).toEqual({
      name: 'checkout-api | payments | Payments succeed [production]',
      description: 'Share of payments that succeed.',
      type: 'metric',
      query: {
        numerator: 'sum:payments.ok{env:prod}.as_count()',
        denominator: 'sum:payments.all{env:prod}.as_count()',
      },
      thresholds: [{ timeframe: '30d', target: 99.9 }],
      timeframe: '30d',
      targetThreshold: 99.9,
      tags,
    } satisfies SloInputs);
  });

  it('counts bad events from all', () => {
    const { resources } = compiled({
      indicator: {
        spec: { ratioMetric: { bad: measured('sum:bad{*}.as_count()'), total: measured('sum:all{*}.as_count()') } },
      },
      timeWindow: [{ duration: '1w', isRolling: true }],
      objectives: [{ targetPercent: 99.5 }],
    });
    expect(resources[0]?.inputs).toMatchObject({
      query: { numerator: 'sum:all{*}.as_count() - sum:bad{*}.as_count()', denominator: 'sum:all{*}.as_count()' },
      thresholds: [{ timeframe: '7d', target: 99.5 }],
    });
  });

  it('measures time slices', () => {
    const { resources, problems } = compiled({
      indicator: { spec: { thresholdMetric: measured('p95:trace.http.request{env:prod}') } },
      budgetingMethod: 'Timeslices',
      objectives: [{ op: 'lte', value: 0.5, target: 0.99, timeSliceWindow: '1m' }],
    });
    expect(problems).toEqual([]);
    const { type, sliSpecification } = (resources[0]?.inputs ?? {}) as unknown as SloInputs;
    expect({ type, sliSpecification }).toEqual({
      type: 'time_slice',
      sliSpecification: {
        timeSlice: {
          query: {
            formula: { formulaExpression: 'query1' },
            queries: [{ metricQuery: { name: 'query1', query: 'p95:trace.http.request{env:prod}' } }],
          },
          comparator: '<=',
          threshold: 0.5,
          queryIntervalSeconds: 60,
        },
      },
    } satisfies Pick<SloInputs, 'type' | 'sliSpecification'>);
  });
});

const refused: [string, Record<string, unknown>, string][] = [
  ['datadog/slo-target', { objectives: [{ target: 1 }] }, 'spec.objectives.0.target'],
  ['datadog/slo-target', { objectives: [{ targetPercent: 0 }] }, 'spec.objectives.0.targetPercent'],
  ['datadog/slo-target', { objectives: [{ target: 0.9 }, { target: 0.99 }] }, 'spec.objectives'],
  ['datadog/slo-window', { timeWindow: [{ duration: '28d', isRolling: true }] }, 'spec.timeWindow.0.duration'],
  ['datadog/slo-window', { timeWindow: [{ duration: '30d', calendar: {} }] }, 'spec.timeWindow.0.duration'],
  ['datadog/slo-indicator', { indicator: { spec: {} } }, 'spec.indicator'],
  ['datadog/slo-indicator', { indicator: { spec: { ratioMetric: { good: measured('x') } } } }, 'spec.indicator'],
  ['datadog/slo-indicator', { indicator: { spec: { thresholdMetric: measured('x') } } }, 'spec.indicator'],
  ['datadog/slo-indicator', { indicator: undefined }, 'spec.indicator'],
  ['datadog/text-mention', { description: 'Ask @team-x' }, 'spec.description'],
];

describe('SLOs that Datadog does not have', () => {
  for (const [constraint, spec, at] of refused)
    it(`${constraint} ${JSON.stringify(spec)}`, () => {
      const { problems } = compiled(spec);
      expect(problems.map((problem) => [problem.constraint, problem.path.join('.')])).toEqual([[constraint, at]]);
    });

  it('survives a document without a spec', () => {
    expect(compiled({}, { data: { metadata: {} } }).resources).toEqual([]);
  });
});
