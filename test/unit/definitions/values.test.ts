import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatDuration, parseDuration } from '../../../src/definitions/values/duration.ts';
import { globMatches } from '../../../src/definitions/values/glob.ts';
import { interpolate } from '../../../src/definitions/values/interpolate.ts';
import { toUnit } from '../../../src/definitions/values/quantity.ts';
import { parseWeeklySpan } from '../../../src/definitions/values/weekly.ts';
import { isRealDate } from '../../../src/definitions/values/calendar.ts';

describe('durations', () => {
  it('survive formatting', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999_999 }), (seconds) => {
        expect(parseDuration(formatDuration(seconds))).toBe(seconds);
      }),
    );
  });

  it.each(['5', '5 m', '-5m', '5M', '1.5h', '', '5mm', 5])('refuse %j', (text) =>
    expect(parseDuration(text)).toBeUndefined(),
  );
});

describe('toUnit', () => {
  it.each([
    ['5%', 'ratio', 0.05],
    ['5%', 'percent', 5],
    ['5%', undefined, 0.05],
    ['800ms', 's', 0.8],
    ['1.5s', 'ms', 1500],
    ['2GiB', 'bytes', 2147483648],
    [7, 'messages', 7],
    ['15m', 's', 900],
  ])('%s in %s is %d', (written, unit, value) => expect(toUnit(written, unit)).toEqual({ ok: true, value }));

  it.each([
    ['800ms', 'ratio'],
    ['800ms', 'count'],
    ['800ms', undefined],
    ['5 %', 'percent'],
    ['5%', 'ms'],
  ])('refuses %s in %s', (written, unit) => expect(toUnit(written, unit).ok).toBe(false));
});

describe('interpolate', () => {
  const bindings = new Map<string, string | number>([
    ['name', 'x'],
    ['p95', 0.4],
  ]);
  it('keeps the type of a lone reference', () => expect(interpolate('${p95}', bindings).value).toBe(0.4));
  it('fills and escapes', () =>
    expect(interpolate('a ${name} $${name} ${nope}', bindings)).toEqual({
      value: 'a x ${name} ${nope}',
      unknown: [{ name: 'nope', index: 19 }],
    }));
});

describe('globs', () => {
  it.each([
    ['payments.*', 'payments.orders', true],
    ['*', 'a/b', false],
    ['**', 'a/b', true],
    ['**/x.yaml', 'x.yaml', true],
    ['legacy/**/*.yaml', 'legacy/a/b/c.yaml', true],
    ['legacy/*.yaml', 'legacy/a/b.yaml', false],
    ['a?c', 'abc', true],
    ['a.c', 'abc', false],
  ])('%s on %s: %s', (pattern, text, expected) => expect(globMatches(pattern, text)).toBe(expected));

  it('takes no longer for hostile patterns', () => {
    expect(globMatches('*a'.repeat(50), 'a'.repeat(2000) + 'b')).toBe(false);
  });

  it('agrees with a regular expression', () => {
    const alphabet = fc.constantFrom('a', 'b', '/', '*', '?');
    fc.assert(
      fc.property(
        fc.array(alphabet, { maxLength: 6 }),
        fc.array(fc.constantFrom('a', 'b', '/'), { maxLength: 8 }),
        (patternParts, textParts) => {
          const pattern = patternParts.join('').replace(/\*{2,}/g, '*');
          const expression = new RegExp(`^${pattern.replace(/[*?]/g, (token) => (token === '*' ? '[^/]*' : '[^/]'))}$`);
          expect(globMatches(pattern, textParts.join(''))).toBe(expression.test(textParts.join('')));
        },
      ),
    );
  });
});

describe('weekly spans', () => {
  it.each([
    ['mon-fri 09:00-18:00', { kind: 'daily', from: 1, to: 5, start: 540, end: 1080 }],
    ['fri 20:00 - mon 08:00', { kind: 'continuous', from: 5, start: 1200, to: 1, end: 480 }],
    ['sat-sun', { kind: 'days', from: 6, to: 7 }],
  ])('%s', (text, span) => expect(parseWeeklySpan(text)).toEqual(span));
  it.each(['mon-fri 9:00-18:00', 'mon-fri 09:00-24:00', 'Mon-Fri 09:00-18:00', 'mon–fri', '09:00-18:00'])(
    'refuses %s',
    (text) => expect(parseWeeklySpan(text)).toBeUndefined(),
  );
});

describe('dates', () => {
  it.each([
    ['2026-02-29', false],
    ['2028-02-29', true],
    ['2026-13-01', false],
  ])('%s exists: %s', (text, exists) => expect(isRealDate(text)).toBe(exists));
});
