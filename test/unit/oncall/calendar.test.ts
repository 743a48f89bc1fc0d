import { describe, expect, it } from 'vitest';
import { parseHolidays } from '../../../src/oncall/build/calendar.ts';

const event = (...lines: string[]): string => ['BEGIN:VEVENT', ...lines, 'END:VEVENT'].join('\r\n');
const calendar = (...events: string[]): string =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', ...events, 'END:VCALENDAR', ''].join('\r\n');
const days = (...lines: string[]): string[] => [...parseHolidays(calendar(event(...lines))).holidays.days.keys()];

describe('days that a calendar cuts', () => {
  it('a day without end, with the next day as end, with its own day as end, and with a duration', () => {
    expect(days('DTSTART;VALUE=DATE:20261225')).toEqual(['2026-12-25']);
    expect(days('DTSTART;VALUE=DATE:20261225', 'DTEND;VALUE=DATE:20261226')).toEqual(['2026-12-25']);
    expect(days('DTSTART;VALUE=DATE:20261225', 'DTEND;VALUE=DATE:20261225')).toEqual(['2026-12-25']);
    expect(days('DTSTART;VALUE=DATE:20261225', 'DURATION:P2D')).toEqual(['2026-12-25', '2026-12-26']);
    expect(days('DTSTART;VALUE=DATE:20261231', 'DURATION:P1W')).toHaveLength(7);
  });

  it('several days, over the end of a year', () => {
    expect(days('DTSTART;VALUE=DATE:20261230', 'DTEND;VALUE=DATE:20270102')).toEqual([
      '2026-12-30',
      '2026-12-31',
      '2027-01-01',
    ]);
  });

  it('the same date every year from the first on', () => {
    const { holidays } = parseHolidays(
      calendar(event('SUMMARY:Fête du Travail', 'DTSTART;VALUE=DATE:20200501', 'RRULE:FREQ=YEARLY')),
    );
    expect([...holidays.yearly]).toEqual([['05-01', { since: 2020, name: 'Fête du Travail' }]]);
    expect(holidays.days.size).toBe(0);
  });

  it('several days every year, over the end of a year', () => {
    const { yearly } = parseHolidays(
      calendar(event('DTSTART;VALUE=DATE:20201231', 'DTEND;VALUE=DATE:20210102', 'RRULE:FREQ=YEARLY;BYMONTH=12')),
    ).holidays;
    expect([...yearly].map(([date, { since }]) => [date, since])).toEqual([
      ['12-31', 2020],
      ['01-01', 2021],
    ]);
  });

  it('the end of February, which is another number of days in leap years', () => {
    const found = days('DTSTART;VALUE=DATE:20230228', 'DTEND;VALUE=DATE:20230302', 'RRULE:FREQ=YEARLY;COUNT=2');
    expect(found).toEqual(['2023-02-28', '2023-03-01', '2024-02-28', '2024-02-29']);
    expect(days('DTSTART;VALUE=DATE:20240229', 'RRULE:FREQ=YEARLY;COUNT=2')).toEqual(['2024-02-29', '2028-02-29']);
  });

  it('a weekday of a month, every second year, until a day', () => {
    expect(days('DTSTART;VALUE=DATE:20251127', 'RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=4TH;COUNT=3')).toEqual([
      '2025-11-27',
      '2026-11-26',
      '2027-11-25',
    ]);
    expect(days('DTSTART;VALUE=DATE:20250101', 'RRULE:FREQ=YEARLY;INTERVAL=2;UNTIL=20290101')).toEqual([
      '2025-01-01',
      '2027-01-01',
      '2029-01-01',
    ]);
  });

  it('leaves out EXDATE, adds RDATE', () => {
    expect(
      days('DTSTART;VALUE=DATE:20250101', 'RRULE:FREQ=YEARLY;COUNT=3', 'EXDATE;VALUE=DATE:20260101,20270101'),
    ).toEqual(['2025-01-01']);
    expect(days('DTSTART;VALUE=DATE:20250101', 'RDATE;VALUE=DATE:20250301')).toEqual(['2025-01-01', '2025-03-01']);
    const without = parseHolidays(
      calendar(event('DTSTART;VALUE=DATE:20250101', 'RRULE:FREQ=YEARLY', 'EXDATE;VALUE=DATE:20260101')),
    ).holidays;
    expect(without.yearly.size).toBe(0);
    expect(without.days.has('2025-01-01')).toBe(true);
    expect(without.days.has('2026-01-01')).toBe(false);
    expect(without.days.has('2027-01-01')).toBe(true);
  });

  it('moves an occurrence that another event of the same id replaces, and drops one that it cancels', () => {
    const yearly = event('UID:a', 'DTSTART;VALUE=DATE:20250101', 'RRULE:FREQ=YEARLY;COUNT=3');
    const moved = event('UID:a', 'RECURRENCE-ID;VALUE=DATE:20260101', 'DTSTART;VALUE=DATE:20260102');
    const cancelled = event(
      'UID:a',
      'RECURRENCE-ID;VALUE=DATE:20270101',
      'DTSTART;VALUE=DATE:20270101',
      'STATUS:CANCELLED',
    );
    const { holidays, ignored } = parseHolidays(calendar(yearly, moved, cancelled));
    expect([...holidays.days.keys()]).toEqual(['2025-01-01', '2026-01-02']);
    expect(ignored).toEqual(['"An event without name" on 2027-01-01 cuts nothing: it is cancelled.']);
  });
});

describe('what a calendar does not cut', () => {
  const why = (...lines: string[]): readonly string[] => {
    const { holidays, ignored } = parseHolidays(calendar(event(...lines)));
    expect(holidays.days.size + holidays.yearly.size).toBe(0);
    return ignored;
  };

  it.each([
    [['DTSTART:20261225T100000Z'], 'it has a time of day, and only whole days are cut'],
    [['DTSTART;TZID=Europe/Paris:20261225T100000'], 'it has a time of day, and only whole days are cut'],
    [['DTSTART;VALUE=DATE:20261225', 'TRANSP:TRANSPARENT'], 'it is marked as free time (TRANSP:TRANSPARENT)'],
    [['DTSTART;VALUE=DATE:20261225', 'STATUS:CANCELLED'], 'it is cancelled'],
    [['DTSTART;VALUE=DATE:20260231'], 'its date does not exist'],
    [['DTSTART;VALUE=DATE:20261225', 'RRULE:FREQ=MONTHLY'], 'it repeats otherwise than yearly'],
    [['DTSTART;VALUE=DATE:20261225', 'DTEND;VALUE=DATE:20281225'], 'it lasts 731 days, which is longer than a year'],
    [['DTSTART;VALUE=DATE:soon'], 'its date does not exist'],
    [['DTSTART:20261225'], 'its date is written without VALUE=DATE'],
    [['UID:1'], 'it has no date'],
  ])('%j', (lines, reason) => {
    expect(why('SUMMARY:Fair', ...lines)[0]).toContain(`cuts nothing: ${reason}.`);
  });

  it('a rule that never holds', () => {
    expect(
      parseHolidays(calendar(event('DTSTART;VALUE=DATE:20260101', 'RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30'))),
    ).toBeDefined();
  });
});

describe('what is no calendar', () => {
  it.each(['', 'hello', '{}', '<html>', 'BEGIN:VCARD\nEND:VCARD'])('%j', (text) => {
    expect(parseHolidays(text).problem).toContain('does not begin with BEGIN:VCALENDAR');
  });

  it.each([
    'BEGIN:VCALENDAR\nBEGIN:VEVENT\n',
    'BEGIN:VCALENDAR\nnonsense\nEND:VCALENDAR',
    calendar(event('DTSTART;VALUE=DATE:20260101', 'RRULE:FREQ=SOMETIMES')),
  ])('%j', (text) => {
    expect(parseHolidays(text).problem).toContain('this is no valid iCalendar file: ');
  });

  it('reads folded lines, a byte order mark, bare line feeds and several calendars', () => {
    const folded = '\uFEFFBEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;VALUE=DA\n TE:20261225\nEND:VEVENT\nEND:VCALENDAR\n';
    const second = calendar(event('DTSTART;VALUE=DATE:20261226'));
    expect([...parseHolidays(folded + second).holidays.days.keys()]).toEqual(['2026-12-25', '2026-12-26']);
  });
});
