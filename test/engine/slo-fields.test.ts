import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Operation } from '../../src/graph/plan.ts';
import { smallOrganisation } from './definitions.ts';
import type { Slo } from './simulators/datadog/index.ts';
import { startWorld, type World } from './world.ts';

type Stage = 'first' | 'second' | 'removed';

/** What an SLO document says for one field in each stage, and what Datadog then shows. */
interface Row {
  readonly id: string;
  /** Default: a ratio of counts. */
  readonly kind?: 'slices';
  /** Parts of the document; a field that may not be removed has another value instead. */
  readonly says: Readonly<Record<Stage, Patch>>;
  readonly shows: (slo: Slo) => unknown;
  readonly expected: Readonly<Record<Stage, unknown>>;
  /** Inputs that change, as plans name them. */
  readonly inputs: readonly string[];
}

interface Patch {
  readonly displayName?: string;
  readonly description?: string;
  readonly good?: string;
  readonly bad?: string;
  readonly total?: string;
  readonly target?: string;
  readonly window?: string;
  readonly op?: string;
  readonly value?: number;
  readonly slice?: string;
}

const count = (metric: string): string => `sum:shop.${metric}{env:production}.as_count()`;
const slice = ({ sli_specification: specification }: Slo): Record<string, unknown> =>
  (specification?.['time_slice'] ?? {}) as Record<string, unknown>;

const rows: readonly Row[] = [
  {
    id: 'description',
    says: { first: { description: 'One.' }, second: { description: 'Two.' }, removed: {} },
    shows: ({ description }) => description,
    expected: { first: 'One.', second: 'Two.', removed: '' },
    inputs: ['description'],
  },
  {
    id: 'display-name',
    says: { first: { displayName: 'One' }, second: { displayName: 'Two' }, removed: {} },
    shows: ({ name }) => name.split(' | ')[2],
    expected: { first: 'One [production]', second: 'Two [production]', removed: 'display-name [production]' },
    inputs: ['name'],
  },
  {
    id: 'target',
    says: {
      first: { target: 'target: 0.99' },
      second: { target: 'targetPercent: 99.5' },
      removed: { target: 'target: 0.9' },
    },
    shows: ({ target_threshold: target, thresholds }) => [target, thresholds.map((one) => one.target)],
    expected: { first: [99, [99]], second: [99.5, [99.5]], removed: [90, [90]] },
    inputs: ['targetThreshold', 'thresholds'],
  },
  {
    id: 'window',
    says: { first: { window: '7d' }, second: { window: '90d' }, removed: { window: '30d' } },
    shows: ({ timeframe, thresholds }) => [timeframe, thresholds.map((one) => one.timeframe)],
    expected: { first: ['7d', ['7d']], second: ['90d', ['90d']], removed: ['30d', ['30d']] },
    inputs: ['thresholds', 'timeframe'],
  },
  {
    id: 'numerator',
    says: { first: { good: count('ok') }, second: { bad: count('failed') }, removed: { good: count('fine') } },
    shows: ({ query }) => query?.['numerator'],
    expected: { first: count('ok'), second: `${count('all')} - ${count('failed')}`, removed: count('fine') },
    inputs: ['query'],
  },
  {
    id: 'denominator',
    says: { first: { total: count('one') }, second: { total: count('two') }, removed: { total: count('three') } },
    shows: ({ query }) => query?.['denominator'],
    expected: { first: count('one'), second: count('two'), removed: count('three') },
    inputs: ['query'],
  },
  {
    id: 'comparator',
    kind: 'slices',
    says: { first: { op: 'lt' }, second: { op: 'gte' }, removed: { op: 'lte' } },
    shows: (slo) => slice(slo)['comparator'],
    expected: { first: '<', second: '>=', removed: '<=' },
    inputs: ['sliSpecification'],
  },
  {
    id: 'threshold',
    kind: 'slices',
    says: { first: { value: 0.5 }, second: { value: 0 }, removed: { value: 2 } },
    shows: (slo) => slice(slo)['threshold'],
    expected: { first: 0.5, second: 0, removed: 2 },
    inputs: ['sliSpecification'],
  },
  {
    id: 'length-of-a-slice',
    kind: 'slices',
    says: { first: { slice: '1m' }, second: { slice: '5m' }, removed: {} },
    shows: (slo) => slice(slo)['query_interval_seconds'],
    expected: { first: 60, second: 300, removed: 300 },
    inputs: ['sliSpecification'],
  },
];

function document({ id, kind, says }: Row, stage: Stage): string {
  const { displayName, description, target = 'target: 0.99', window = '30d', ...patch } = says[stage];
  const source = (query: string): string => `{ metricSource: { type: datadog, spec: { query: '${query}' } } }`;
  const { good, bad, total = count('all'), op = 'lt', value = 1, slice: length } = patch;
  const numerator = bad === undefined ? `good: ${source(good ?? count('ok'))}` : `bad: ${source(bad)}`;
  const indicator =
    kind === 'slices'
      ? `thresholdMetric: ${source('avg:shop.latency{env:production}')}`
      : `ratioMetric: { counter: true, ${numerator}, total: ${source(total)} }`;
  const slices = kind === 'slices' ? `, op: ${op}, value: ${value}${length ? `, timeSliceWindow: ${length}` : ''}` : '';
  return `apiVersion: openslo/v1
kind: SLO
metadata: { name: ${id}${displayName === undefined ? '' : `, displayName: ${displayName}`} }
spec:
  service: checkout
${description === undefined ? '' : `  description: ${description}\n`}  indicator: { metadata: { name: ${id}-indicator }, spec: { ${indicator} } }
  timeWindow: [{ duration: ${window}, isRolling: true }]
  budgetingMethod: ${kind === 'slices' ? 'Timeslices' : 'Occurrences'}
  objectives: [{ ${target}${slices} }]
`;
}

async function plan(world: World, ...more: string[]): Promise<Operation[]> {
  const { code, stdout, stderr } = await world.run(['plan', '--live', '--format', 'json', ...more]);
  expect(code, stderr).toBe(0);
  const { units } = JSON.parse(stdout) as { units: { operations: Operation[] }[] };
  return units.flatMap(({ operations }) => operations);
}

/** Field to the inputs that a plan changes. */
function changesByField(operations: readonly Operation[]): Record<string, readonly string[]> {
  const tops = ({ id }: Row): string[] => {
    const changes = operations.find(({ identity }) => identity === `production/checkout/slo/${id}`)?.changes ?? [];
    return [...new Set(changes.map(({ path }) => /^[^.[]*/.exec(path)?.[0] ?? path))].sort();
  };
  return Object.fromEntries(rows.map((row) => [row.id, tops(row)]));
}

describe.sequential('every field of an SLO', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld(smallOrganisation({ alerts: { 'too-slow': 5 } }) as Record<string, string>);
  });
  afterAll(() => world.close());

  const shown = ({ id, shows }: Row): unknown => {
    const slo = [...world.datadog.slos.values()].find(({ tags }) =>
      tags.includes(`alerts_identity:production/checkout/slo/${id}`),
    );
    return slo && shows(slo);
  };

  const lay = (stage: Stage): void =>
    world.write('alerts/payments/slos.yaml', rows.map((row) => document(row, stage)).join('---\n'));

  const applyAndReadBack = async (stage: Stage): Promise<void> => {
    const applied = await world.run(['apply', '--yes']);
    expect(applied, applied.stderr).toMatchObject({ code: 0 });
    expect(rows.map((row) => [row.id, shown(row)])).toEqual(rows.map(({ id, expected }) => [id, expected[stage]]));
    const again = await plan(world, '--all');
    expect(again.filter(({ op }) => op !== 'same')).toEqual([]);
  };

  const changed = (from: Stage, to: Stage): Record<string, readonly string[]> =>
    Object.fromEntries(
      rows.map(({ id, inputs, expected }) => [
        id,
        JSON.stringify(expected[from]) === JSON.stringify(expected[to]) ? [] : inputs,
      ]),
    );

  test('is applied, and read back there is nothing to do', async () => {
    lay('first');
    await applyAndReadBack('first');
  });

  test('changes alone when it is changed', async () => {
    lay('second');
    expect(changesByField(await plan(world))).toEqual(changed('first', 'second'));
    await applyAndReadBack('second');
  });

  test('is really gone when it is removed', async () => {
    lay('removed');
    expect(changesByField(await plan(world))).toEqual(changed('second', 'removed'));
    await applyAndReadBack('removed');
  });
});
