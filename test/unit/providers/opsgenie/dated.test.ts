import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defaultSemantics } from '../../../../src/oncall/build/semantics.ts';
import type { Hours, Override, Rotation, Schedule } from '../../../../src/oncall/model.ts';
import { onCallAt } from '../../../../src/oncall/schedule/duties.ts';
import { holidayData } from '../../../../src/providers/opsgenie/holidays.ts';
import {
  holidaySpans,
  horizon,
  wantedOverrides,
  type OverridesInputs,
} from '../../../../src/providers/opsgenie/live/dated.ts';

const now = Date.parse('2027-01-01T00:00:00Z');
const halfHour = 1_800_000;
const none = { days: new Map<string, string>(), yearly: new Map<string, { since: number; name: string }>() };
const days = {
  days: new Map([
    ['2027-03-28', 'the night of the clocks'],
    ['2027-05-06', 'Thursday'],
    ['2027-10-31', 'the other night'],
    ['2027-11-01', 'the day after'],
  ]),
  yearly: new Map([['12-25', { since: 2020, name: 'Christmas' }]]),
};

const hoursOf = fc.constantFrom<Hours | undefined>(
  undefined,
  {
    label: 'business',
    spans: [{ kind: 'daily', from: 1, to: 5, start: 540, end: 1080 }],
    holidays: days,
    negated: false,
  },
  {
    label: 'not business',
    spans: [{ kind: 'daily', from: 1, to: 5, start: 540, end: 1080 }],
    holidays: days,
    negated: true,
  },
  {
    label: 'nights',
    spans: [{ kind: 'daily', from: 1, to: 7, start: 1320, end: 360 }],
    holidays: days,
    negated: false,
  },
  {
    label: 'weekend',
    spans: [{ kind: 'continuous', from: 5, start: 1200, to: 1, end: 480 }],
    holidays: none,
    negated: false,
  },
);

const someday = fc
  .integer({ min: 0, max: 2 * 365 * 48 })
  .map((steps) => Date.parse('2026-01-01T00:00:00Z') + steps * halfHour);
const person = fc.constantFrom('ana', 'bo', 'cy', null);

const rotation = (id: string): fc.Arbitrary<Rotation> =>
  fc.record({
    id: fc.constant(id),
    participants: fc.array(person, { minLength: 1, maxLength: 4 }),
    turn: fc.constantFrom(
      { unit: 'week' as const, length: 1 },
      { unit: 'day' as const, length: 1 },
      { unit: 'hour' as const, length: 12 },
    ),
    start: someday,
    hours: hoursOf,
    path: fc.constant([]),
  }) as fc.Arbitrary<Rotation>;

const override: fc.Arbitrary<Override> = fc
  .record({
    from: someday,
    steps: fc.integer({ min: 1, max: 400 }),
    person,
    only: fc.constantFrom(undefined, ['r0'], ['r1']),
  })
  .map(({ from, steps, person: who, only }) => ({
    from,
    until: from + steps * halfHour,
    person: who,
    ...(only ? { rotations: only } : {}),
    path: [],
  }));

const schedule: fc.Arbitrary<Schedule> = fc
  .tuple(
    rotation('r0'),
    rotation('r1'),
    fc.array(override, { maxLength: 6 }),
    fc.constantFrom('Europe/Paris', 'Australia/Lord_Howe'),
  )
  .map(([first, second, overrides, zone]) => ({
    id: 's',
    squad: 'q',
    zone,
    rotations: [first, second],
    overrides,
    path: [],
  }));

/** What overrides.ts would write for a schedule. */
function inputsOf({ zone, rotations, overrides }: Schedule): OverridesInputs {
  const iso = (at: number): string => new Date(at).toISOString();
  return {
    timezone: zone,
    rotationIds: Object.fromEntries(rotations.map(({ id }) => [id, id])),
    overrides: overrides.map((one) => ({
      from: iso(one.from),
      until: iso(one.until),
      person: one.person,
      ...(one.rotations ? { rotations: one.rotations } : {}),
    })),
    holidays: rotations.flatMap(({ hours, path: _path, ...rest }) =>
      hours && hours.holidays !== none ? [{ ...rest, hours: { ...hours, holidays: holidayData(hours.holidays) } }] : [],
    ) as unknown as OverridesInputs['holidays'],
  };
}

/** A schedule as Opsgenie has it: weekly windows without holidays, and our overrides. */
function atOpsgenie(one: Schedule): Schedule {
  const rotations = one.rotations.map((rotated) =>
    rotated.hours ? { ...rotated, hours: { ...rotated.hours, holidays: none } } : rotated,
  );
  const overrides = wantedOverrides(inputsOf(one), now).map(({ alias: _alias, ...rest }) => ({ ...rest, path: [] }));
  return { ...one, rotations, overrides };
}

const peopleAt = (one: Schedule, at: number): string =>
  [...new Set(onCallAt(one, at, defaultSemantics).map(({ person: who }) => who))].sort().join();

describe('overrides of a schedule', () => {
  test('with weekly windows that know no holidays they say who is on call by the file', () => {
    fc.assert(
      fc.property(
        schedule,
        fc.array(fc.integer({ min: 0, max: 360 * 48 }), { minLength: 20, maxLength: 20 }),
        (one, steps) => {
          const live = atOpsgenie(one);
          const special = ['2027-03-28', '2027-05-06', '2027-10-31', '2027-11-01', '2027-12-25'].flatMap((day) =>
            [-2, 2, 7, 10, 16, 23].map((hour) => Date.parse(`${day}T00:00:00Z`) + hour * 3_600_000),
          );
          for (const at of [...steps.map((step) => now + step * halfHour), ...special])
            expect([new Date(at).toISOString(), peopleAt(live, at)]).toEqual([
              new Date(at).toISOString(),
              peopleAt(one, at),
            ]);
        },
      ),
      { numRuns: 60 },
    );
  });

  test('never overlap where they concern the same rotation, since nothing says which would win', () => {
    fc.assert(
      fc.property(schedule, (one) => {
        const wanted = wantedOverrides(inputsOf(one), now);
        const all = one.rotations.map(({ id }) => id);
        for (const [index, a] of wanted.entries())
          for (const b of wanted.slice(index + 1)) {
            const shared = (a.rotations ?? all).filter((id) => (b.rotations ?? all).includes(id));
            expect(shared.length > 0 && a.from < b.until && b.from < a.until).toBe(false);
          }
      }),
      { numRuns: 60 },
    );
  });

  test('have aliases of their own, each once, and none that is over', () => {
    fc.assert(
      fc.property(schedule, (one) => {
        const wanted = wantedOverrides(inputsOf(one), now);
        expect(new Set(wanted.map(({ alias }) => alias)).size).toBe(wanted.length);
        expect(wanted.every(({ alias, until }) => alias.startsWith('alerts-') && until > now)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});

describe('holidays of routing and policies', () => {
  test('are whole days of the zone, those that follow on one another as one, a year ahead', () => {
    const spans = holidaySpans(holidayData(days) as unknown as Parameters<typeof holidaySpans>[0], 'Europe/Paris', now);
    expect(spans.map(({ from, until }) => [new Date(from).toISOString(), new Date(until).toISOString()])).toEqual([
      ['2027-03-27T23:00:00.000Z', '2027-03-28T22:00:00.000Z'],
      ['2027-05-05T22:00:00.000Z', '2027-05-06T22:00:00.000Z'],
      ['2027-10-30T22:00:00.000Z', '2027-11-01T23:00:00.000Z'],
      ['2027-12-24T23:00:00.000Z', '2027-12-25T23:00:00.000Z'],
    ]);
    expect(horizon).toBe(366 * 86_400_000);
  });
});
