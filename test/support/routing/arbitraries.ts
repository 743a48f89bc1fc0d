import fc from 'fast-check';
import { hoursNear, instantNear, nights } from '../oncall/arbitraries.ts';
import type { OracleSchedule } from '../oncall/oracle.ts';
import type {
  OracleAlert,
  OracleEscalation,
  OracleHolding,
  OraclePolicy,
  OracleRoute,
  OracleSquad,
  OracleTarget,
  OracleWhen,
  OracleWorld,
} from './oracle.ts';

const day = 86_400_000;
const squads = ['a', 'b', 'c'];
const people = ['ana', 'bo', 'cy', 'dee'];
const person = fc.constantFrom(...people);
const squad = fc.constantFrom(...squads);
const priority = fc.constantFrom('P1' as const, 'P2' as const, 'P3' as const);
const priorities = fc.uniqueArray(priority, { minLength: 1, maxLength: 2 });
const kind = fc.constantFrom('batch', 'live');
const zones = fc.constantFrom(...new Set(nights.map(([zone]) => zone)));
/** One time in so many. */
const seldom = (often: number): fc.Arbitrary<boolean> => fc.nat({ max: often - 1 }).map((one) => one === 0);

const schedule = (about: number): fc.Arbitrary<OracleSchedule> => {
  const rotation = fc.record(
    {
      participants: fc.array(fc.option(person, { freq: 9 }), { minLength: 1, maxLength: 4 }),
      turn: fc.constantFrom(
        { unit: 'hour' as const, length: 5 },
        { unit: 'day' as const, length: 1 },
        { unit: 'week' as const, length: 1 },
      ),
      start: instantNear(about - 3 * day, 4 * day),
      hours: hoursNear(about),
    },
    { requiredKeys: ['participants', 'turn', 'start'] },
  );
  const override = fc
    .record({
      from: instantNear(about - day / 2, day),
      until: instantNear(about + day / 2, day),
      person: fc.option(person),
    })
    .filter(({ from, until }) => from < until);
  return fc
    .tuple(zones, fc.array(rotation, { minLength: 1, maxLength: 2 }), fc.array(override, { maxLength: 1 }))
    .map(([zone, rotations, overrides]) => ({
      zone,
      rotations: rotations.map((one, index) => ({ ...one, id: `r${index}` })),
      overrides,
    }));
};

const when = (about: number): fc.Arbitrary<OracleWhen> => {
  const one = fc.oneof(
    fc.record({ priority: priorities }),
    fc.record({ tag: fc.record({ kind: fc.array(kind, { minLength: 1, maxLength: 2 }) }) }),
    fc.record({ group: fc.record({ region: fc.constantFrom(['eu'], ['us'], ['eu', 'us']) }) }),
    fc.record({ title: fc.constantFrom(['*fail*'], ['/slow/'], ['/fail/'], ['a | slow'], ['*slow', 'batch*']) }),
    fc.record({ application: fc.constantFrom(['shop'], ['shop', 'bank']) }),
    fc.record({ type: fc.constantFrom(['worker'], ['worker', 'queue']) }),
    fc.record({ hours: hoursNear(about) }),
    fc.record({ hours: hoursNear(about) }),
  );
  const parts = fc.oneof(
    { weight: 3, arbitrary: fc.constant([]) },
    { weight: 4, arbitrary: fc.tuple(one) },
    fc.tuple(one, one),
  );
  return parts.map((all) => Object.assign({}, ...all) as OracleWhen);
};

const escalationRef = fc.record({ squad, escalation: fc.constantFrom('e0', 'e1') });
const scheduleRef = fc.record({ squad, schedule: fc.constantFrom('s0', 's1') });

const target: fc.Arbitrary<OracleTarget> = fc.oneof(
  { weight: 5, arbitrary: scheduleRef },
  {
    weight: 3,
    arbitrary: scheduleRef.chain((ref) =>
      fc.constantFrom('next' as const, 'previous' as const).map((take) => ({ ...ref, take })),
    ),
  },
  { weight: 1, arbitrary: fc.record({ person }) },
  { weight: 1, arbitrary: fc.record({ channel: fc.constantFrom('default', 'incidents'), squad }) },
  {
    weight: 2,
    arbitrary: fc.record({ squad, take: fc.constantFrom('everyone' as const, 'admins' as const, 'random' as const) }),
  },
  { weight: 2, arbitrary: fc.record({ squad }) },
  { weight: 2, arbitrary: escalationRef },
);

const after = fc.oneof(fc.constantFrom(0, 5, 10, 15, 30), fc.integer({ min: 0, max: 90 }));

const escalation: fc.Arbitrary<OracleEscalation> = fc.record(
  {
    steps: fc.array(fc.record({ after, open: seldom(4), notify: fc.array(target, { minLength: 1, maxLength: 2 }) }), {
      minLength: 1,
      maxLength: 4,
    }),
    repeat: fc.record({
      times: fc.integer({ min: 1, max: 3 }),
      every: fc.integer({ min: 1, max: 60 }),
      reset: fc.boolean(),
      close: fc.boolean(),
    }),
  },
  { requiredKeys: ['steps'] },
);

const route: fc.Arbitrary<OracleRoute> = fc.oneof(
  { weight: 1, arbitrary: fc.constant('none' as const) },
  { weight: 6, arbitrary: escalationRef },
  { weight: 2, arbitrary: scheduleRef },
  { weight: 1, arbitrary: fc.record({ squad }) },
);

const holding: fc.Arbitrary<OracleHolding> = fc
  .record({
    delay: fc.oneof(
      fc.record({ for: fc.integer({ min: 1, max: 90 }) }),
      fc.record({ time: fc.constantFrom('00:00', '02:30', '08:00', '14:15') }),
      fc.record({ time: fc.constantFrom('02:00', '09:00'), weekday: fc.integer({ min: 1, max: 7 }) }),
    ),
    restart: fc.record({ every: fc.integer({ min: 5, max: 60 }), times: fc.integer({ min: 1, max: 3 }) }),
    autoClose: fc.integer({ min: 10, max: 240 }),
    suppress: fc.constant(true),
  })
  .chain((all) =>
    fc
      .constantFrom('delay', 'restart', 'autoClose', 'restart', 'autoClose', 'suppress')
      .map((key) => ({ [key]: all[key as 'delay'] })),
  );

const policy = (about: number): fc.Arbitrary<OraclePolicy> =>
  fc
    .tuple(
      when(about),
      fc.record(
        { priority, prefix: fc.constantFrom('batch ', '[x] '), tags: fc.record({ kind }) },
        { requiredKeys: [] },
      ),
      fc.boolean(),
      fc.option(holding, { freq: 1 }),
    )
    .map(([when, set, goesOn, held]) => ({ when, set, continue: goesOn, ...held }));

const someSquad = (about: number): fc.Arbitrary<OracleSquad> =>
  fc.record({
    members: fc.uniqueArray(person, { maxLength: 4 }),
    admins: fc.uniqueArray(person, { maxLength: 1 }),
    zone: zones,
    schedules: fc.record({ s0: schedule(about), s1: schedule(about) }),
    escalations: fc.record({ e0: escalation, e1: escalation }),
    routing: fc.array(fc.record({ when: when(about), to: route }), { minLength: 1, maxLength: 4 }),
    policies: fc.array(policy(about), { maxLength: 3 }),
    notifications: fc.array(
      fc.tuple(when(about), holding).map(([when, held]) => ({ when, ...held })),
      { maxLength: 1 },
    ),
  });

const somePerson = (about: number): fc.Arbitrary<OracleWorld['people'][string]> => {
  const rule = fc.record(
    {
      priorities,
      hours: hoursNear(about),
      steps: fc.array(
        fc.record({
          after: fc.integer({ min: 0, max: 20 }),
          by: fc.constantFrom('email' as const, 'sms' as const, 'voice' as const, 'mobile' as const),
        }),
        { minLength: 1, maxLength: 3 },
      ),
    },
    { requiredKeys: ['steps'] },
  );
  return fc.record({ zone: zones, rules: fc.array(rule, { maxLength: 2 }) });
};

/** Squads that call each other in any way, circles included, around a night in which a clock is changed. */
export const world: fc.Arbitrary<{ readonly world: OracleWorld; readonly about: number }> = fc
  .constantFrom(...nights)
  .chain(([zone, text]) => {
    const about = Date.parse(text);
    return fc
      .record({
        zone: fc.constant(zone),
        squads: fc.record({ a: someSquad(about), b: someSquad(about), c: someSquad(about) }),
        people: fc.record({
          ana: somePerson(about),
          bo: somePerson(about),
          cy: somePerson(about),
          dee: somePerson(about),
        }),
        semantics: fc.record({
          hourlyTurns: fc.constantFrom('elapsed' as const, 'wall' as const),
          overridesInMaskedHours: fc.boolean(),
          stepsAsk: fc.constantFrom('firing' as const, 'firing' as const, 'opening' as const),
          emptySteps: fc.constantFrom('wait' as const, 'wait' as const, 'skip' as const),
        }),
      })
      .map((world) => ({ world, about }));
  });

/** An alert of squad `a`. */
export const alert = (about: number): fc.Arbitrary<OracleAlert> =>
  fc
    .tuple(
      fc.record({
        application: fc.constantFrom('shop', 'bank', 'post'),
        types: fc.subarray(['worker', 'queue']),
        priority,
        title: fc.constantFrom('a | slow', 'cards fail', 'x'),
        tags: fc.oneof(fc.constant({}), fc.record({ kind })) as fc.Arbitrary<Record<string, string>>,
        groups: fc.oneof(fc.constant({}), fc.constant({ region: 'eu' })) as fc.Arbitrary<Record<string, string>>,
      }),
      fc.option(hoursNear(about), { freq: 1 }),
      seldom(8),
    )
    .map(([facts, hours, isActive]) => ({ squad: 'a', ...facts, ...(hours && isActive ? { active: hours } : {}) }));

/** When somebody acknowledges, and when it closes; often neither. */
export const life = fc.record(
  { acknowledged: fc.integer({ min: 1, max: 120 }), closed: fc.integer({ min: 1, max: 180 }) },
  { requiredKeys: [] },
);
