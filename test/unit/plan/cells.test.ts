import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cells, cut, wrap } from '../../../src/plan/cells.ts';

const text = fc.string({ unit: fc.constantFrom('a', 'é', '漢', '🙂', ' ', '\u0301'), maxLength: 60 });

test('cut never exceeds the width and keeps what fits', () => {
  fc.assert(
    fc.property(text, fc.integer({ min: 2, max: 40 }), (value, width) => {
      expect(cells(cut(value, width))).toBeLessThanOrEqual(width);
      if (cells(value) <= width) expect(cut(value, width)).toBe(value);
    }),
  );
});

test('wrap loses nothing within its rows', () => {
  fc.assert(
    fc.property(text, fc.integer({ min: 2, max: 40 }), (value, width) => {
      const rows = wrap(value, width, Infinity);
      expect(rows.join('')).toBe(value);
      expect(rows.every((row) => cells(row) <= width)).toBe(true);
    }),
  );
  expect(wrap('abcdefgh', 3, 2)).toEqual(['abc', 'de…']);
});
