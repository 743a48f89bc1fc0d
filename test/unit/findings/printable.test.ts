import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { jsonText, printable, printableLine } from '../../../src/findings/printable.ts';

describe('printable', () => {
  test.each([
    ['\x1b[31mred', '\\x1b[31mred'],
    ['a\u202eb', 'a\\u202eb'],
    ['\u2066x\u2069', '\\u2066x\\u2069'],
    ['\0', '\\x00'],
    ['\x7f\x9b', '\\x7f\\x9b'],
    ['a\u200bb\ufeff', 'a\\u200bb\\ufeff'],
    ['\u2028', '\\u2028'],
    ['\ud800x', '\\ud800x'],
    ['\u{e0041}', '\\u{e0041}'],
    ['a\r\nb', 'a\\r\nb'],
    ['tab\tkept', 'tab\tkept'],
    ['Zoé 日本 👩‍👩‍👧 \u05d0', 'Zoé 日本 👩‍👩‍👧 \u05d0'],
    ['::error::x', '\\::error::x'],
    ['a\n  ::set-output name=x::y', 'a\n  \\::set-output name=x::y'],
    ['see ##[error]x and ##vso[task.complete]', 'see ##\\[error]x and ##vso\\[task.complete]'],
  ])('%j becomes %j', (text, expected) => expect(printable(text)).toBe(expected));

  test('keeps a text on one line when asked', () => expect(printableLine('a\nb\tc')).toBe('a\\nb\\tc'));

  test('leaves nothing that acts on a terminal', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        // oxlint-disable-next-line no-control-regex
        expect(printableLine(text)).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\u2028\u2029]/);
      }),
    );
  });
});

describe('jsonText', () => {
  test('is lossless and shows nothing that acts on a terminal or a CI log', () => {
    const anyUnits = fc.array(fc.integer({ min: 0, max: 0xffff })).map((units) => String.fromCharCode(...units));
    fc.assert(
      fc.property(fc.oneof(anyUnits, fc.constant('##[error]\u009b\u202e\u{e0041}')), (text) => {
        const written = jsonText({ text });
        expect((JSON.parse(written) as { text: string }).text).toBe(text);
        // oxlint-disable-next-line no-control-regex
        expect(written).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]|##\w*\[/);
      }),
    );
  });
});
