import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, test, vi } from 'vitest';
import { codeFrame } from '../../../src/findings/code-frame.ts';

/** The text that the carets stand under, by terminal cells. */
function marked({ source, marker }: { source: string; marker: string }): string {
  const from = marker.indexOf('^');
  let at = 0;
  let text = '';
  for (const { segment } of new Intl.Segmenter('en').segment(source)) {
    if (at >= from && at < marker.length) text += segment;
    at += stringWidth(segment);
  }
  return text;
}

describe('codeFrame', () => {
  test.each([
    ['a word', '  critical: 80', 13, 15, '80'],
    ['the first column', 'kind: Alert', 1, 5, 'kind'],
    ['an empty range', 'kind: Alert', 7, 7, 'A'],
    ['a range of several lines', 'kind: Alert', 7, undefined, 'Alert'],
    ['a range past the end', 'abc', 2, 99, 'bc'],
    ['wide characters before and within', '日本: 東京 x', 5, 7, '東京'],
    ['emoji of several code points', '👩‍👩‍👧: 🇫🇷!', 11, 15, '🇫🇷'],
    ['a combining accent', 'e\u0301te\u0301: x', 8, 9, 'x'],
    ['a column in the middle of a grapheme', 'a👍b', 3, 4, '👍'],
    ['a control character', 'a\x1b[2J', 2, 3, '\\x1b'],
    ['a bidirectional override', 'x\u202ey', 3, 4, 'y'],
  ])('marks %s', (_, line, column, endColumn, expected) =>
    expect(marked(codeFrame(line, { column, endColumn }, 60))).toBe(expected),
  );

  test('puts one caret behind the end, and under an empty line', () => {
    expect(codeFrame('abc', { column: 4, endColumn: 4 }, 60)).toEqual({ source: 'abc', marker: '   ^' });
    expect(codeFrame('', { column: 1, endColumn: 1 }, 60)).toEqual({ source: '', marker: '^' });
    expect(codeFrame('abc', { column: 900, endColumn: 901 }, 60)).toEqual({ source: 'abc', marker: '   ^' });
  });

  test('expands tabs to stops of four', () => {
    const expected = { source: '    a   b', marker: '        ^' };
    expect(codeFrame('\ta\tb', { column: 4, endColumn: 5 }, 60)).toEqual(expected);
  });

  test('cuts a long line around the caret', () => {
    const line = `${'a'.repeat(100)}HERE${'b'.repeat(100)}`;
    const frame = codeFrame(line, { column: 101, endColumn: 105 }, 30);
    expect(frame.source).toMatch(/^…a+HEREb+…$/);
    expect(frame.source).toHaveLength(30);
    expect(marked(frame)).toBe('HERE');
    expect(codeFrame(line, { column: 1, endColumn: 2 }, 30).source).toMatch(/^a{29}…$/);
    expect(codeFrame(line, { column: 204, endColumn: 205 }, 30).source).toMatch(/^…b+$/);
  });

  test('disarms a command of a CI system', () => {
    expect(codeFrame('x ##[error]y', { column: 1, endColumn: 2 }, 60).source).toBe('x ##\\[error]y');
    expect(codeFrame('##vso[task]y', { column: 1, endColumn: 2 }, 60).source).toBe('##vso\\[task]y');
  });

  test('looks only at what it shows', () => {
    const segment = vi.spyOn(Intl.Segmenter.prototype, 'segment');
    const frame = codeFrame('日'.repeat(2_000_000), { column: 1_000_000, endColumn: undefined }, 80);
    const looked = segment.mock.calls.reduce((sum, [text]) => sum + text.length, 0);
    segment.mockRestore();
    expect(marked(frame)).toMatch(/^日+…?$/);
    expect(looked).toBeLessThan(1_000);
  });

  test('never exceeds the width, and always has a caret under what it shows', () => {
    const unit = fc.constantFrom('a', ' ', '\t', '日', '👍', '\u202e', '\x1b', 'e\u0301', '\ud800', '[', '##');
    const line = fc.array(unit, { maxLength: 200 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(line, fc.nat(250), fc.nat(20), fc.integer({ min: 0, max: 90 }), (text, at, length, width) => {
        const { source, marker } = codeFrame(text, { column: at + 1, endColumn: at + 1 + length }, width);
        const room = Math.max(20, width);
        expect(stringWidth(source)).toBeLessThanOrEqual(room);
        expect(marker).toMatch(/^ *\^+$/);
        expect(marker.length).toBeLessThanOrEqual(Math.min(room, stringWidth(source)) + 1);
        // oxlint-disable-next-line no-control-regex
        expect(source).not.toMatch(/[\u0000-\u001f\u202e]/);
      }),
    );
  });
});
