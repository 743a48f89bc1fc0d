import { Temporal } from '@js-temporal/polyfill';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { resolveWindow } from '../../../src/definitions/resolve/downtime-window.ts';
import { instantsOf, localTimeAt } from '../../../src/definitions/values/local-time.ts';

const zones = [
  'UTC',
  'Europe/Paris',
  'America/New_York',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
  'Pacific/Apia',
  'Africa/Casablanca',
] as const;

/** What Temporal says: the earlier and the later reading are the same instant unless the time comes twice; a gap has none. */
function oracle(text: string, zone: string): number[] {
  const plain = Temporal.PlainDateTime.from(text);
  const read = (disambiguation: 'earlier' | 'later'): Temporal.ZonedDateTime =>
    plain.toZonedDateTime(zone, { disambiguation });
  const readings = [read('earlier'), read('later')].filter((one) => one.toPlainDateTime().equals(plain));
  return [...new Set(readings.map(({ epochMilliseconds }) => epochMilliseconds))];
}

describe('instants of a local time', () => {
  it.each([
    ['2026-03-29T02:30', 'Europe/Paris', []],
    ['2026-10-25T02:30', 'Europe/Paris', ['2026-10-25T00:30:00.000Z', '2026-10-25T01:30:00.000Z']],
    ['2026-07-01T09:00', 'Europe/Paris', ['2026-07-01T07:00:00.000Z']],
    ['2026-07-01T09:00+05:00', 'Europe/Paris', ['2026-07-01T04:00:00.000Z']],
    ['2026-10-25T02:30:10+01:00', 'Europe/Paris', ['2026-10-25T01:30:10.000Z']],
  ])('%s in %s', (text, zone, expected) => {
    expect(instantsOf(text, zone).map((instant) => new Date(instant).toISOString())).toEqual(expected);
  });

  it('refuses what is no time', () => expect(() => instantsOf('tomorrow', 'UTC')).toThrow(RangeError));

  it('agrees with Temporal, also where clocks change', () => {
    const minutes = fc.integer({ min: 0, max: 60 * 24 * 365 * 12 });
    fc.assert(
      fc.property(fc.constantFrom(...zones), minutes, (zone, minute) => {
        const text = new Date(Date.UTC(2020, 0, 1) + minute * 60_000).toISOString().slice(0, 16);
        expect(instantsOf(text, zone)).toEqual(oracle(text, zone));
      }),
      { numRuns: 2000 },
    );
  });

  it('agrees with Temporal in each quarter of an hour of days on which clocks change', () => {
    for (const [zone, days] of [
      ['Europe/Paris', ['2026-03-29', '2026-10-25']],
      ['America/New_York', ['2026-03-08', '2026-11-01']],
      ['Australia/Lord_Howe', ['2026-04-05', '2026-10-04']],
    ] as const)
      for (const day of days)
        for (let minute = 0; minute < 24 * 60; minute += 15) {
          const text = new Date(Date.parse(`${day}T00:00Z`) + minute * 60_000).toISOString().slice(0, 16);
          expect([text, instantsOf(text, zone)]).toEqual([text, oracle(text, zone)]);
        }
  });

  it('is undone by asking for the local time', () => {
    fc.assert(
      fc.property(fc.constantFrom(...zones), fc.integer({ min: 1_500_000_000, max: 2_000_000_000 }), (zone, second) => {
        expect(instantsOf(localTimeAt(second * 1000, zone), zone)).toContain(second * 1000);
      }),
    );
  });
});

describe('the window of a downtime', () => {
  it('ends after its length, elapsed time, also when clocks change meanwhile', () => {
    const window = resolveWindow({ start: '2026-10-24T22:00', for: '8h' }, 'Europe/Paris');
    expect(window).toMatchObject({
      start: Date.parse('2026-10-24T20:00Z'),
      end: Date.parse('2026-10-25T04:00Z'),
      localStart: '2026-10-24T22:00:00',
    });
  });

  it('ends with the window that begins on the last day', () =>
    expect(
      resolveWindow({ start: '2026-06-01T23:00', for: '2h', repeat: 'daily', until: '2026-06-30' }, 'Europe/Paris'),
    ).toMatchObject({ until: Date.parse('2026-06-30T21:59:59Z'), end: Date.parse('2026-06-30T23:59:59Z') }));

  it('has no end without a last day', () =>
    expect(resolveWindow({ start: '2026-06-01T23:00', for: '2h', repeat: 'daily' }, 'UTC')).not.toHaveProperty('end'));

  it('does not choose where clocks change', () => {
    expect(resolveWindow({ start: '2026-03-29T02:30', for: '1h' }, 'Europe/Paris')).toEqual({ shown: 'never' });
    expect(resolveWindow({ start: '2026-10-25T02:30', for: '1h' }, 'Europe/Paris')).toEqual({ shown: 'twice' });
  });
});
