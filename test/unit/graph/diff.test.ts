import { describe, expect, test, vi } from 'vitest';
import { digestNode } from '../../../src/graph/digest.ts';
import { diffGraphs, type DiffOptions } from '../../../src/graph/diff.ts';
import { sideOfDigests, sideOfGraph } from '../../../src/graph/graph-side.ts';
import { filterPlan, isEmptyPlan } from '../../../src/graph/plan-of.ts';
import type { Operation, Plan } from '../../../src/graph/plan.ts';
import type { ResourceNode } from '../../../src/graph/types.ts';
import { graphWith, monitor } from './sample.ts';

type Nodes = readonly ResourceNode[];
const diff = (old: Nodes, updated: Nodes, options?: DiffOptions): Plan =>
  diffGraphs(sideOfGraph(graphWith(...old)), sideOfGraph(graphWith(...updated)), options);
const operations = (plan: Plan): Operation[] => plan.units.flatMap((unit) => unit.operations);
const brief = (plan: Plan): string[] =>
  plan.units.flatMap(({ unit, operations: own }) => own.map(({ op, identity }) => `${unit} ${op} ${identity}`));
const withInputs = (node: ResourceNode, inputs: ResourceNode['inputs']): ResourceNode => ({
  ...node,
  inputs: { ...node.inputs, ...inputs },
});

const p95 = monitor('production/checkout/p95');
const errors = monitor('production/checkout/errors');

describe('diffGraphs', () => {
  test('nothing recorded: everything is created, without inputs', () => {
    const plan = diff([], [p95, errors]);
    expect(brief(plan)).toEqual([
      'production.payments create production/checkout/errors',
      'production.payments create production/checkout/p95',
    ]);
    expect(plan.units[0]?.recorded).toBe(false);
    expect(operations(plan)[0]).toMatchObject({ priority: 'P2', application: 'checkout', changes: [] });
  });

  test('complete: creations and deletions list their inputs', () => {
    const [created] = operations(diff([], [p95], { complete: true }));
    expect(created?.changes).toContainEqual({ path: 'type', new: 'query alert', because: [] });
    const [deleted] = operations(diff([p95], [], { complete: true }));
    expect(deleted).toMatchObject({ op: 'delete' });
    expect(deleted?.changes).toContainEqual({ path: 'type', old: 'query alert', because: [] });
  });

  test('equal graphs: all same, and nothing is materialised', () => {
    const load = vi.fn(() => []);
    const plan = diffGraphs(sideOfGraph(graphWith(p95, errors)), sideOfDigests([p95, errors].map(digestNode), load));
    expect(plan.summary).toMatchObject({ same: 2, update: 0 });
    expect(isEmptyPlan(plan)).toBe(true);
    expect(load).not.toHaveBeenCalled();
  });

  test('only what differs is materialised, at once', () => {
    const changed = withInputs(p95, { query: 'x' });
    const load = vi.fn((digests: readonly { identity: string }[]) =>
      [changed, errors].filter((node) => digests.some((digest) => digest.identity === node.identity)),
    );
    const planned = sideOfDigests([changed, errors].map(digestNode), load);
    const plan = diffGraphs(sideOfGraph(graphWith(p95, errors)), planned);
    expect(plan.summary).toMatchObject({ update: 1, same: 1 });
    expect(load.mock.calls.map(([digests]) => digests.map((digest) => digest.identity))).toEqual([[p95.identity]]);
  });

  test('an update says which fields changed and why', () => {
    const layers = { ...p95.layers, 'template http-service': 't2' };
    const updated = { ...withInputs(p95, { monitorThresholds: { critical: '0.5' }, message: 'x' }), layers };
    const plan = diff([p95], [updated]);
    expect(operations(plan)).toMatchObject([{ op: 'update', source: 'payments/checkout.yaml:7' }]);
    expect(operations(plan)[0]?.changes).toEqual([
      { path: 'message', old: p95.inputs['message'], new: 'x', because: [] },
      { path: 'monitorThresholds.critical', old: '0.4', new: '0.5', because: ['template http-service'] },
    ]);
    expect(plan.causes).toEqual([{ layer: 'template http-service', operations: 1, applications: 1, squads: 1 }]);
  });

  test('a different order of tags is no change', () => {
    const swapped = withInputs(p95, { tags: ['squad:payments', 'alerts:acme'] });
    expect(diff([p95], [swapped]).summary).toMatchObject({ same: 1, update: 0 });
  });

  test('ignored inputs do not count', () => {
    const ignoring = { ...p95, options: { ignoreChanges: ['monitorThresholds'] } };
    const updated = withInputs(ignoring, { monitorThresholds: { critical: '9' } });
    expect(diff([ignoring], [updated]).summary).toMatchObject({ same: 1 });
  });

  test('options of the engine are changes too', () => {
    const [operation] = operations(diff([p95], [{ ...p95, options: { protect: true } }]));
    expect(operation).toMatchObject({ op: 'update', changes: [{ path: '$options.protect', new: true }] });
  });

  test('the provider says what makes an object anew', () => {
    const retyped = withInputs(p95, { type: 'log alert' });
    const plan = diff([p95], [retyped], { replacesOn: (type) => (type === p95.type ? ['type'] : []) });
    expect(operations(plan)).toMatchObject([{ op: 'replace', changes: [{ path: 'type', replaces: true }] }]);
    const own = { ...p95, options: { replaceOnChanges: ['monitorThresholds'] } };
    const changed = withInputs(own, { monitorThresholds: { critical: '9' } });
    expect(operations(diff([own], [changed]))).toMatchObject([{ op: 'replace' }]);
  });

  test('another resource type under the same identity is a replacement', () => {
    const moved = { ...p95, type: 'alerts:index/uptime:Uptime' };
    expect(operations(diff([p95], [moved]))).toMatchObject([
      { op: 'replace', changes: [{ path: '$type', old: p95.type, new: moved.type, replaces: true }] },
    ]);
  });
});

describe('moves', () => {
  test('an alias is a rename, with its changes', () => {
    const renamed = monitor('production/checkout/latency', { aliases: ['production/checkout/p95'] });
    const [operation, ...rest] = operations(diff([p95], [renamed]));
    expect(rest).toEqual([]);
    expect(operation).toMatchObject({
      op: 'rename',
      identity: 'production/checkout/latency',
      from: { unit: 'production.payments', identity: 'production/checkout/p95' },
      changes: [{ path: 'name' }],
    });
  });

  test('an alias of something that still exists, or that another took, is not taken', () => {
    const second = monitor('production/checkout/latency', { aliases: ['production/checkout/p95'] });
    expect(brief(diff([p95], [p95, second]))).toEqual([
      'production.payments create production/checkout/latency',
      'production.payments same production/checkout/p95',
    ]);
    const third = monitor('production/checkout/slow', { aliases: ['production/checkout/p95'] });
    expect(brief(diff([p95], [second, third]))).toEqual([
      'production.payments rename production/checkout/latency',
      'production.payments create production/checkout/slow',
    ]);
  });

  test('a rename stays within its unit', () => {
    const thief = monitor('production/other/x', { squad: 'search', aliases: ['production/checkout/p95'] });
    expect(brief(diff([p95], [thief]))).toEqual([
      'production.payments delete production/checkout/p95',
      'production.search create production/other/x',
    ]);
  });

  test.each([{ transferredFrom: 'payments' }, {}])('another squad is a transfer, declared or not: %o', (declared) => {
    const moved = { ...p95, squad: 'search', ...declared };
    const plan = diff([p95], [moved]);
    expect(brief(plan)).toEqual(['production.search transfer production/checkout/p95']);
    expect(operations(plan)[0]?.from).toEqual({ unit: 'production.payments', identity: p95.identity });
  });

  test('a transfer may rename, when it is declared', () => {
    const aliases = ['production/checkout/p95'];
    const moved = monitor('production/pay/p95', { squad: 'search', aliases, transferredFrom: 'payments' });
    expect(brief(diff([p95], [moved]))).toEqual(['production.search transfer production/pay/p95']);
  });

  test('an object that its new unit has recorded already is not deleted with its old one', () => {
    const moved = { ...p95, squad: 'search' };
    expect(brief(diff([p95, moved], [moved]))).toEqual(['production.search same production/checkout/p95']);
  });

  test('a moved object that must be made anew is a replacement that tells where it was', () => {
    const moved = withInputs({ ...p95, squad: 'search' }, { type: 'log alert' });
    expect(operations(diff([p95], [moved], { replacesOn: () => ['type'] }))).toMatchObject([
      { op: 'replace', from: { unit: 'production.payments' } },
    ]);
  });
});

test('filterPlan counts anew', () => {
  const plan = diff([], [p95, monitor('production/search/x', { squad: 'search' })]);
  const filtered = filterPlan(plan, (operation) => operation.squad === 'search');
  expect(filtered.units.map((unit) => unit.unit)).toEqual(['production.search']);
  expect(filtered.summary.create).toBe(1);
});

test('20,000 nodes with equal hashes take little time', () => {
  const digests = Array.from({ length: 20_000 }, (_, index) =>
    digestNode(monitor(`production/app${index % 500}/alert-${index}`, { squad: `squad-${index % 40}` })),
  );
  const side = sideOfDigests(digests, () => []);
  const start = process.cpuUsage();
  expect(diffGraphs(side, side).summary.same).toBe(20_000);
  expect(process.cpuUsage(start).user / 1000).toBeLessThan(1500);
});
