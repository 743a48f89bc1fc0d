import fc from 'fast-check';
import { expect } from 'vitest';
import type { OnCallModel } from '../../../src/oncall/model.ts';
import type { AlertFacts } from '../../../src/oncall/routing/alert-facts.ts';
import { alertClasses } from '../../../src/oncall/routing/alert-classes.ts';
import { routeAlert, type RouteAnswer } from '../../../src/oncall/routing/route-alert.ts';
import { sweepAlert, timesOf } from '../../../src/oncall/routing/sweep.ts';
import { instantNear } from '../oncall/arbitraries.ts';
import type { Effort } from '../oncall/checks.ts';
import { alert, life, world } from './arbitraries.ts';
import { asFacts, asModel } from './as-model.ts';
import { whoIsCalled, type OracleAlert, type OracleAnswer, type OracleLife, type OracleMinute } from './oracle.ts';

const day = 86_400_000;
/** The oracle looks no further; delays until a day of the week end later. */
const minutes = 600;

const question = world.chain(({ world, about }) =>
  fc.record({
    world: fc.constant(world),
    questions: fc.array(fc.record({ alert: alert(about), life, at: instantNear(about, 2 * day) }), {
      minLength: 50,
      maxLength: 50,
    }),
  }),
);

/** Fifty instants a run: who is called in which minute, in which ways, with which title and priority. */
export function checkRoutes({ runs, seed }: Effort): { readonly called: number; readonly minutes: number } {
  const seen = { called: 0, minutes: 0 };
  fc.assert(
    fc.property(question, ({ world, questions }) => {
      const model = asModel(world);
      for (const { alert, life, at } of questions) {
        const expected = whoIsCalled(world, alert, at, life, minutes);
        const answer = ask(model, alert, at, life);
        compare(answer, expected);
        if (answer.steps.some(({ people }) => people.length > 0)) seen.called += 1;
        seen.minutes += expected.minutes.size;
      }
    }),
    { numRuns: runs, seed },
  );
  return seen;
}

function ask(model: OnCallModel, alert: OracleAlert, at: number, life: OracleLife): RouteAnswer {
  return routeAlert(model, asFacts(alert), at, {
    ...(life.acknowledged === undefined ? {} : { acknowledgedAfter: life.acknowledged }),
    ...(life.closed === undefined ? {} : { closedAfter: life.closed }),
  });
}

function compare(answer: RouteAnswer, expected: OracleAnswer): void {
  expect([answer.title, answer.priority]).toEqual([expected.title, expected.priority]);
  expect(answer.routing?.target ? answer.routing.rules.length : 0).toBe(expected.rule);
  const whole = !answer.notes.some((note) => note.includes('left out'));
  const last = whole ? minutes : (answer.steps.at(-1)?.minute ?? 0) - 1;
  const steps = new Map(
    answer.steps.filter(({ minute }) => minute <= last).map(({ minute, ...step }) => [minute, linesOf(step)]),
  );
  const wanted = [...expected.minutes]
    .filter(([minute]) => minute <= last)
    .map(([minute, one]) => [minute, oracleLines(one)] as const);
  expect(steps).toEqual(new Map(wanted));
}

function linesOf({
  people,
  channel = '',
  called,
}: Pick<RouteAnswer['steps'][number], 'people' | 'channel' | 'called'>): string[] {
  const ways = called.flatMap(({ person, ways }) => ways.map(({ by, minute }) => `${person} ${by} ${minute}`));
  return [[...people].sort().join(), channel.split(', ').filter(Boolean).sort().join(), ways.sort().join()];
}

function oracleLines({ people, channels, ways }: OracleMinute): string[] {
  return [[...people].sort().join(), [...channels].sort().join(), [...ways].sort().join()];
}

const sweepQuestion = world.chain(({ world, about }) =>
  fc.record({
    world: fc.constant(world),
    about: fc.constant(about),
    alerts: fc.array(alert(about), { minLength: 3, maxLength: 3 }),
    within: fc.constantFrom(0, 5, 30, 60),
    ats: fc.array(instantNear(about, 2 * day), { minLength: 30, maxLength: 30 }),
  }),
);

/** Ninety instants a run: a sweep calls silent exactly when the oracle finds nobody who is contacted in time. */
export function checkSweeps({ runs, seed }: Effort): { readonly silent: number; readonly called: number } {
  const seen = { silent: 0, called: 0 };
  fc.assert(
    fc.property(sweepQuestion, ({ world, about, alerts, within, ats }) => {
      const model = asModel(world);
      const range = { from: about - 2 * day, until: about + 2 * day + 1 };
      const times = timesOf(model, range, within * 60);
      for (const alert of alerts) {
        const spans = sweepAlert(asFacts(alert), { model, range, within: within * 60, times });
        spans.forEach(({ from, until }, index) => {
          expect(from).toBeLessThan(until);
          expect(from).toBeGreaterThanOrEqual(spans[index - 1]?.until ?? range.from);
        });
        for (const at of ats) {
          const { minutes } = whoIsCalled(world, alert, at, {}, within + 1);
          const ways = [...minutes.values()].flatMap((one) => one.ways.map((way) => Number(way.split(' ')[2])));
          const called = ways.some((minute) => minute <= within);
          seen[called ? 'called' : 'silent'] += 1;
          expect(!spans.some(({ from, until }) => from <= at && at < until), new Date(at).toISOString()).toBe(called);
        }
      }
    }),
    { numRuns: runs, seed },
  );
  return seen;
}

/** Alerts of one class are called for alike. */
export function checkClasses({ runs, seed }: Effort): number {
  let shared = 0;
  const many = world.chain(({ world, about }) =>
    fc.record({
      world: fc.constant(world),
      alerts: fc.array(alert(about), { minLength: 12, maxLength: 12 }),
      ats: fc.array(instantNear(about, 2 * day), { minLength: 4, maxLength: 4 }),
    }),
  );
  fc.assert(
    fc.property(many, ({ world, alerts, ats }) => {
      const model = asModel(world);
      const facts = alerts.map((one, index) => ({ ...asFacts(one), identity: String(index) }));
      for (const { identities } of alertClasses(model, facts)) {
        shared += identities.length - 1;
        for (const at of ats) {
          const steps = identities.map((id) =>
            JSON.stringify(
              routeAlert(model, facts[Number(id)] as AlertFacts, at).steps.map(({ minute, called }) => [
                minute,
                called,
              ]),
            ),
          );
          expect(new Set(steps).size).toBe(1);
        }
      }
    }),
    { numRuns: runs, seed },
  );
  return shared;
}
