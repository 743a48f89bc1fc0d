import { describe, expect, test } from 'vitest';
import { findingLines, runTexts } from '../../support/tree.ts';
import { cleanTree, edited } from './judged.ts';

const hidden: readonly (readonly [string, string, string])[] = [
  ['escape sequences', '\u001b[2J', '\\x1b[2J'],
  ['bells', '\u0007', '\\a'],
  ['NUL', '\0', '\\0'],
  ['C1 controls', '\u009b31m', '\\x9b31m'],
  ['overrides of direction', '\u202e', '\\u202e'],
  ['isolates of direction', '\u2066', '\\u2066'],
  ['line separators', '\u2028', '\\u2028'],
];

describe.each(hidden)('%s', (_, character, escape) => {
  test.each([
    ['as they are', character],
    ['as escapes of YAML', escape],
  ])('%s are findings, in values and in keys', async (_how, written) => {
    const value = edited(cleanTree, 'payments/checkout-api.yaml', [
      'impact: Customers cannot pay by card at one acquirer.',
      `impact: "Customers cannot pay${written} by card."`,
    ]);
    const key = edited(cleanTree, 'payments/checkout-api.yaml', ['  failed-logins:', `  "failed${written}-logins":`]);
    for (const files of [value, key]) {
      const lines = findingLines(await runTexts(files));
      expect(lines).toEqual(expect.arrayContaining([expect.stringContaining('yaml/forbidden-character')]));
    }
  });
});

test('escapes of what may stand in a file are fine', async () => {
  const files = edited(cleanTree, 'payments/checkout-api.yaml', [
    'impact: Customers cannot pay by card at one acquirer.',
    'impact: "Customers\\tcannot pay\\nby c\\u00e4rd \\"here\\"."',
  ]);
  expect(findingLines(await runTexts(files))).toEqual([]);
});
