import fc from 'fast-check';
import type { OracleHours, OracleOverride, OracleRotation, OracleSchedule, OracleSpan } from './oracle.ts';

/** Nights in which a clock is changed, and days that are like any other. */
export const nights: readonly (readonly [zone: string, about: string])[] = [
  ['Europe/Paris', '2026-03-29T01:00:00Z'],
  ['Europe/Paris', '2026-10-25T01:00:00Z'],
  ['America/New_York', '2026-03-08T07:00:00Z'],
  ['America/New_York', '2026-11-01T06:00:00Z'],
  ['Australia/Lord_Howe', '2026-04-04T15:00:00Z'], // half an hour back
  ['Australia/Lord_Howe', '2026-10-03T15:30:00Z'], // half an hour forward
  ['Africa/Casablanca', '2026-02-15T02:00:00Z'], // back for Ramadan
  ['Africa/Casablanca', '2026-03-22T02:00:00Z'],
  ['Asia/Beirut', '2026-03-28T22:00:00Z'], // there is no midnight
  ['America/Havana', '2026-11-01T05:00:00Z'], // midnight comes twice
  ['Asia/Kolkata', '2026-05-17T12:00:00Z'],
  ['Pacific/Apia', '2011-12-30T10:00:00Z'], // December 30th is skipped
  ['Pacific/Apia', '2021-04-03T14:00:00Z'],
  ['UTC', '2026-02-28T00:00:00Z'],
];

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

const weekday = fc.integer({ min: 1, max: 7 });
/** Often where clocks are changed. */
const timeOfDay = fc.oneof(
  fc.integer({ min: 0, max: 1439 }),
  fc.constantFrom(0, 60, 90, 119, 120, 135, 150, 165, 180, 1410),
);

const span: fc.Arbitrary<OracleSpan> = fc.oneof(
  fc.record({
    kind: fc.constant('daily' as const),
    from: weekday,
    to: weekday,
    start: timeOfDay,
    end: timeOfDay,
  }),
  fc
    .record({
      kind: fc.constant('continuous' as const),
      from: weekday,
      to: weekday,
      start: timeOfDay,
      end: timeOfDay,
    })
    .filter(({ from, to, start, end }) => from !== to || start !== end),
  fc.record({ kind: fc.constant('days' as const), from: weekday, to: weekday }),
);

const dateNear = (about: number): fc.Arbitrary<string> =>
  fc.integer({ min: -9, max: 5 }).map((days) => new Date(about + days * day).toISOString().slice(0, 10));

export const hoursNear = (about: number): fc.Arbitrary<OracleHours> =>
  fc.record({
    spans: fc.array(span, { minLength: 1, maxLength: 3 }),
    days: fc.array(dateNear(about), { maxLength: 2 }),
    yearly: fc.array(
      fc.tuple(
        dateNear(about).map((date) => date.slice(5)),
        fc.constantFrom(2000, 2026, 2027),
      ),
      { maxLength: 1 },
    ),
    negated: fc.boolean(),
  });

/** Whole minutes, often exactly at the night and around it. */
export const instantNear = (about: number, reach: number): fc.Arbitrary<number> =>
  fc
    .oneof(
      fc.integer({ min: -reach / minute, max: reach / minute }),
      fc.integer({ min: -300, max: 300 }),
      fc.integer({ min: -24, max: 24 }).map((hours) => hours * 30),
    )
    .map((minutes) => about + minutes * minute);

const turn = fc.oneof(
  fc.record({ unit: fc.constant('hour' as const), length: fc.constantFrom(1, 2, 5, 8, 12, 24) }),
  fc.record({ unit: fc.constant('day' as const), length: fc.integer({ min: 1, max: 4 }) }),
  fc.record({ unit: fc.constant('week' as const), length: fc.integer({ min: 1, max: 2 }) }),
);

const people = ['ana', 'bo', 'cy', 'dee'];
const person = fc.constantFrom(...people, null);

const rotation = (about: number, id: string): fc.Arbitrary<OracleRotation> =>
  turn.chain((turn) =>
    fc
      .record(
        {
          id: fc.constant(id),
          participants: fc.array(person, { minLength: 1, maxLength: 5 }),
          turn: fc.constant(turn),
          start: instantNear(about - (turn.unit === 'hour' ? 2 : 20) * day, (turn.unit === 'hour' ? 3 : 24) * day),
          end: instantNear(about + day, 4 * day),
          hours: hoursNear(about),
        },
        { requiredKeys: ['id', 'participants', 'turn', 'start'] },
      )
      .filter(({ start, end }) => end === undefined || start < end),
  );

const override = (about: number): fc.Arbitrary<OracleOverride> =>
  fc
    .record(
      {
        from: instantNear(about - day, 2 * day),
        until: instantNear(about + day, 2 * day),
        rotations: fc.constantFrom(['r0'], ['r1'], ['r0', 'r1']),
        person,
      },
      { requiredKeys: ['from', 'until', 'person'] },
    )
    .filter(({ from, until }) => from < until);

/** A schedule around a night, and that night. */
export const scheduleAtNight: fc.Arbitrary<{ readonly schedule: OracleSchedule; readonly about: number }> = fc
  .constantFrom(...nights)
  .chain(([zone, text]) => {
    const about = Date.parse(text);
    const rotations = fc
      .integer({ min: 1, max: 3 })
      .chain((count) => fc.tuple(...Array.from({ length: count }, (_, index) => rotation(about, `r${index}`))));
    return fc.record({ rotations, overrides: fc.array(override(about), { maxLength: 3 }) }).map((parts) => ({
      schedule: { zone, ...parts },
      about,
    }));
  });

export const semantics = fc.record({
  hourlyTurns: fc.constantFrom('elapsed' as const, 'wall' as const),
  overridesInMaskedHours: fc.boolean(),
});
