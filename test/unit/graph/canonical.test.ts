import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalJson } from '../../../src/graph/canonical.ts';
import { digestNode, hashNode, hashUnit } from '../../../src/graph/digest.ts';
import { monitor } from './sample.ts';

describe('canonicalJson', () => {
  test('is JSON of the same value, whatever the order of keys', () => {
    const reversed = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(reversed);
      if (typeof value !== 'object' || value === null) return value;
      return Object.fromEntries(
        Object.entries(value)
          .reverse()
          .map(([key, member]) => [key, reversed(member)]),
      );
    };
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = canonicalJson(value);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
        expect(canonicalJson(reversed(value))).toBe(text);
      }),
    );
  });

  test('leaves undefined members out and refuses what JSON cannot hold', () => {
    expect(canonicalJson({ b: 1, a: undefined })).toBe('{"b":1}');
    expect(() => canonicalJson({ a: Number.NaN })).toThrow('NaN is not a JSON number');
    expect(() => canonicalJson(() => 1)).toThrow(TypeError);
  });
});

describe('hashes', () => {
  const node = monitor('production/checkout/p95');

  test('depend on type, inputs and options only', () => {
    const same = { ...node, title: 'other', source: 'x:1', aliases: ['a'], layers: {}, origins: {}, squad: 'search' };
    expect(hashNode(same)).toBe(hashNode(node));
    expect(hashNode({ ...node, inputs: { ...node.inputs, query: 'x' } })).not.toBe(hashNode(node));
    expect(hashNode({ ...node, type: 'x' })).not.toBe(hashNode(node));
    expect(hashNode({ ...node, options: { protect: true } })).not.toBe(hashNode(node));
  });

  test('do not depend on options that have their default, nor on the order of theirs', () => {
    expect(hashNode({ ...node, options: { protect: false, ignoreChanges: [] } })).toBe(hashNode(node));
    expect(hashNode({ ...node, options: { ignoreChanges: ['b', 'a'] } })).toBe(
      hashNode({ ...node, options: { ignoreChanges: ['a', 'b'] } }),
    );
  });

  test('of a unit do not depend on the order of its nodes', () => {
    const digests = [digestNode(node), digestNode(monitor('production/checkout/errors'))];
    expect(hashUnit([...digests].reverse())).toBe(hashUnit(digests));
  });

  test('a digest knows the unit', () => {
    expect(digestNode(node).unit).toBe('production.payments');
    const { environment: _, ...onCall } = monitor('oncall/payments/schedule/run');
    expect(digestNode(onCall).unit).toBe('oncall');
  });
});
