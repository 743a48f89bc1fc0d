import { describe, expect, test } from 'vitest';
import { assertGraph, checkGraph, GraphError } from '../../../src/graph/check-graph.ts';
import { dependencyOrder } from '../../../src/graph/order.ts';
import { referencesOf } from '../../../src/graph/references.ts';
import type { ResourceNode, Value } from '../../../src/graph/types.ts';
import { graphWith, monitor } from './sample.ts';

const needing = (identity: string, ...targets: readonly string[]): ResourceNode =>
  monitor(identity, { inputs: { members: targets.map((target): Value => ({ $ref: target, output: 'id' })) } });

describe('referencesOf', () => {
  test('finds references at any depth and in joined texts, each once', () => {
    const a = { $ref: 'a', output: 'id' };
    const b = { $ref: 'b', output: 'id' };
    expect(referencesOf({ inputs: { x: [{ y: a }], query: { $join: [a, ' && ', b] } } })).toEqual([a, b]);
  });
});

describe('dependencyOrder', () => {
  test('puts each node behind what it needs, otherwise by identity', () => {
    const nodes = [needing('a', 'c'), needing('b'), needing('c', 'b'), needing('d', 'elsewhere')];
    expect(dependencyOrder(nodes).order?.map((node) => node.identity)).toEqual(['b', 'd', 'c', 'a']);
  });

  test('names a cycle from its smallest member, without what only hangs on it', () => {
    const nodes = [needing('a', 'z'), needing('z', 'y'), needing('y', 'x'), needing('x', 'z')];
    expect(dependencyOrder(nodes)).toEqual({ cycle: ['x', 'z', 'y', 'x'] });
  });

  test('survives a chain of 20,000', () => {
    const nodes = Array.from({ length: 20_000 }, (_, index) => needing(`n${index}`, `n${index + 1}`));
    expect(dependencyOrder(nodes).order?.at(-1)?.identity).toBe('n0');
  });
});

describe('checkGraph', () => {
  test('accepts references within a unit and into oncall', () => {
    const { environment: _, ...schedule } = monitor('oncall/payments/schedule/run');
    const graph = graphWith(
      needing('production/a/x', 'production/a/y', 'oncall/payments/schedule/run'),
      monitor('production/a/y'),
      schedule,
    );
    expect(checkGraph(graph)).toEqual([]);
    expect(() => assertGraph(graph)).not.toThrow();
  });

  test('finds duplicates, unknown and foreign references, and cycles', () => {
    const graph = graphWith(
      needing('production/a/x', 'production/a/nowhere'),
      needing('production/a/y', 'production/b/z'),
      monitor('production/b/z', { squad: 'search' }),
      monitor('production/b/z', { squad: 'search' }),
      needing('production/a/self', 'production/a/self'),
    );
    expect(checkGraph(graph)).toEqual([
      {
        code: 'duplicate-identity',
        identities: ['production/b/z'],
        message: 'production/b/z is twice in the unit production.search.',
      },
      {
        code: 'unknown-reference',
        identities: ['production/a/x', 'production/a/nowhere'],
        message: 'production/a/x uses the id of production/a/nowhere, which does not exist.',
      },
      {
        code: 'foreign-reference',
        identities: ['production/a/y', 'production/b/z'],
        message: 'production/a/y uses the id of production/b/z, which is applied with another unit, production.search.',
      },
      {
        code: 'cycle',
        identities: ['production/a/self', 'production/a/self'],
        message: 'These need each other: production/a/self → production/a/self.',
      },
    ]);
    expect(() => assertGraph(graph)).toThrow(GraphError);
  });
});
