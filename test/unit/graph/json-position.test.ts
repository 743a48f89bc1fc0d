import fc from 'fast-check';
import { expect, test } from 'vitest';
import { positionAt, positionOf } from '../../../src/graph/json-position.ts';

test('positionOf finds every value of any JSON, in any layout', () => {
  const places = (value: unknown, path: (string | number)[] = []): (string | number)[][] => [
    path,
    ...(typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([key, member]) =>
          places(member, [...path, Array.isArray(value) ? Number(key) : key]),
        )
      : []),
  ];
  const mark = 'here "\\ {[,:]}';
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 3 }), fc.nat(), fc.constantFrom(undefined, 1, '\t'), (value, pick, space) => {
      const all = places(value);
      const path = all[pick % all.length] ?? [];
      const marked = JSON.parse(JSON.stringify(value)) as Record<string | number, unknown>;
      if (path.length === 0) return;
      const parent = path.slice(0, -1).reduce((node, step) => node[step] as Record<string | number, unknown>, marked);
      Object.defineProperty(parent, path.at(-1) as string, { value: mark, enumerable: true });
      const text = JSON.stringify(marked, undefined, space);
      expect(positionOf(text, path)).toEqual(positionAt(text, text.lastIndexOf(JSON.stringify(mark))));
    }),
  );
});

test('positionOf of something missing is its nearest ancestor', () => {
  expect(positionOf('{\n "a": {}}', ['a', 'b'])).toEqual({ line: 2, column: 7 });
});
