import fc from 'fast-check';
import { expect } from 'vitest';
import type { OnCallModel } from '../../../src/oncall/model.ts';
import { routeAlert, type RouteAnswer } from '../../../src/oncall/routing/route-alert.ts';
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
