import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseWeeklySpan, weekdays } from '../../../src/definitions/values/weekly.ts';
import type { Hours } from '../../../src/oncall/model.ts';
import { dayAndTime, weekLength, weekWindows } from '../../../src/oncall/time/week.ts';

function hours(negated: boolean, ...texts: string[]): Hours {
  const spans = texts.map((text) => {
    const span = parseWeeklySpan(text);
    if (!span) throw new Error(text);
    return span;
  });
  return { label: texts.join(', '), spans, holidays: { days: new Map(), yearly: new Map() }, negated };
}

function words(negated: boolean, ...texts: string[]): string[] {
  return weekWindows(hours(negated, ...texts)).map(({ from, until }) => {
    const [a, b] = [dayAndTime(from), dayAndTime(until)];
    return `${weekdays[a.day - 1]} ${a.time} - ${weekdays[b.day - 1]} ${b.time}`;
  });
}

describe('weekWindows', () => {
  test('one window for each day of business hours', () => {
    expect(words(false, 'mon-tue 09:00-18:00')).toEqual(['mon 09:00 - mon 18:00', 'tue 09:00 - tue 18:00']);
  });

  test('the complement joins over the end of the week', () => {
    expect(words(true, 'mon-fri 09:00-18:00')).toEqual([
      'mon 18:00 - tue 09:00',
      'tue 18:00 - wed 09:00',
      'wed 18:00 - thu 09:00',
      'thu 18:00 - fri 09:00',
      'fri 18:00 - mon 09:00',
    ]);
  });

  test('nights, whole days and a weekend that crosses the week', () => {
    expect(words(false, 'sun 22:00-06:00')).toEqual(['sun 22:00 - mon 06:00']);
    expect(words(false, 'sat-sun')).toEqual(['sat 00:00 - mon 00:00']);
    expect(words(false, 'fri 20:00 - mon 08:00')).toEqual(['fri 20:00 - mon 08:00']);
    expect(words(false, 'fri-mon 00:00-00:00')).toEqual(['fri 00:00 - tue 00:00']);
  });

  test('the whole week is one window, and nothing is its complement', () => {
    expect(weekWindows(hours(false, 'mon-sun'))).toEqual([{ from: 0, until: weekLength }]);
    expect(weekWindows(hours(true, 'mon-sun'))).toEqual([]);
  });

  test('a minute is in a window of the hours or of their complement, never in both', () => {
    const time = fc
      .tuple(fc.nat(23), fc.nat(59))
      .map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`);
    const day = fc.constantFrom(...weekdays);
    const span = fc.oneof(
      fc.tuple(day, day, time, time).map(([a, b, c, d]) => `${a}-${b} ${c}-${d}`),
      fc.tuple(day, time, day, time).map(([a, b, c, d]) => `${a} ${b} - ${c} ${d}`),
      fc.tuple(day, day).map(([a, b]) => `${a}-${b}`),
    );
    fc.assert(
      fc.property(fc.array(span, { minLength: 1, maxLength: 4 }), fc.nat(weekLength - 1), (texts, minute) => {
        const isIn = (negated: boolean): boolean =>
          weekWindows(hours(negated, ...texts)).some(
            ({ from, until }) =>
              (from <= minute && minute < until) || (from <= minute + weekLength && minute + weekLength < until),
          );
        expect(isIn(false)).toBe(!isIn(true));
      }),
    );
  });
});
