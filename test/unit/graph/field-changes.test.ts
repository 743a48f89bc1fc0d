import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { causesOf, changedLayers } from '../../../src/graph/because.ts';
import { changesBetween, isWithin } from '../../../src/graph/field-changes.ts';

describe('changesBetween', () => {
  test('names nested paths and leaves equal ones out', () => {
    const old = { a: 1, thresholds: { critical: '1', gone: true }, 'odd key': 1 };
    const updated = { a: 1, thresholds: { critical: '2', warning: '1' }, 'odd key': 2 };
    expect(changesBetween(old, updated)).toEqual([
      { path: '["odd key"]', old: 1, new: 2 },
      { path: 'thresholds.critical', old: '1', new: '2' },
      { path: 'thresholds.gone', old: true },
      { path: 'thresholds.warning', new: '1' },
    ]);
  });

  test('takes tags as a set and other lists of scalars as they are', () => {
    expect(changesBetween({ tags: ['a', 'b'] }, { tags: ['b', 'a'] })).toEqual([]);
    expect(changesBetween({ tags: ['a', 'a'] }, { tags: ['a', 'b'] })).toHaveLength(1);
    expect(changesBetween({ participants: ['a', 'b'] }, { participants: ['b', 'a'] })).toEqual([
      { path: 'participants', old: ['a', 'b'], new: ['b', 'a'] },
    ]);
  });

  test('compares lists of objects by position, or by name when their number changes', () => {
    const rotation = (name: string, length = 1): { name: string; length: number } => ({ name, length });
    expect(changesBetween({ r: [rotation('a'), rotation('b')] }, { r: [rotation('a'), rotation('b', 2)] })).toEqual([
      { path: 'r[1].length', old: 1, new: 2 },
    ]);
    expect(changesBetween({ r: [rotation('b')] }, { r: [rotation('a'), rotation('b')] })).toEqual([
      { path: 'r["a"]', new: rotation('a') },
    ]);
  });

  test('takes references and joined texts as one value', () => {
    const ref = (target: string): { $ref: string; output: string } => ({ $ref: target, output: 'id' });
    expect(changesBetween({ x: ref('a') }, { x: ref('b') })).toEqual([{ path: 'x', old: ref('a'), new: ref('b') }]);
    expect(changesBetween({ x: { $join: ['a', ref('b')] } }, { x: { $join: ['a', ref('b')] } })).toEqual([]);
  });

  test('a key like `constructor` or `__proto__` is a key', () => {
    const odd = JSON.parse('{"__proto__": 1, "constructor": 2}') as { [key: string]: number };
    expect(changesBetween({}, odd).map((change) => change.path)).toEqual(['__proto__', 'constructor']);
  });

  test('is empty for equal inputs, and not for different ones', () => {
    const fields = fc.dictionary(fc.string(), fc.jsonValue()) as fc.Arbitrary<{ [key: string]: never }>;
    fc.assert(
      fc.property(fields, fields, (a, b) => {
        const copy = JSON.parse(JSON.stringify(a)) as typeof a;
        expect(changesBetween(a, copy)).toEqual([]);
        const same = JSON.stringify(changesBetween(a, b)) === '[]';
        if (same) expect(changesBetween(b, a)).toEqual([]);
      }),
    );
  });
});

test('isWithin knows where a path ends', () => {
  expect(isWithin('a.b', 'a')).toBe(true);
  expect(isWithin('a[0]', 'a')).toBe(true);
  expect(isWithin('ab', 'a')).toBe(false);
});

describe('causes', () => {
  const origins = { query: ['alert', 'template t'], thresholds: ['project'], 'thresholds.critical': ['template t'] };
  const old = { layers: { alert: '1', project: '1', 'template t': '1', 'squad s': '1' }, origins };
  const updated = { layers: { alert: '1', project: '2', 'template t': '2' }, origins };

  test('layers that changed, came or went', () => {
    expect(changedLayers(old, updated)).toEqual(['project', 'squad s', 'template t']);
  });

  test('of a path: the nearest origin at or above it, else those below', () => {
    const changed = changedLayers(old, updated);
    expect(causesOf('query', old, updated, changed)).toEqual(['template t']);
    expect(causesOf('thresholds.critical', old, updated, changed)).toEqual(['template t']);
    expect(causesOf('thresholds.warning', old, updated, changed)).toEqual(['project']);
    expect(causesOf('message', old, updated, changed)).toEqual([]);
    const below = { ...updated, origins: { 'thresholds.critical': ['template t'] } };
    expect(causesOf('thresholds', below, below, changed)).toEqual(['template t']);
  });
});
