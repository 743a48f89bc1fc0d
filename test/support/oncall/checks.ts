import fc from 'fast-check';
import { expect } from 'vitest';
import { dutiesIn, onCallAt, type Duty } from '../../../src/oncall/schedule/duties.ts';
import { neighboursAt } from '../../../src/oncall/schedule/neighbours.ts';
import { hoursIn, withinHours } from '../../../src/oncall/time/hours.ts';
import { hoursNear, instantNear, nights, scheduleAtNight, semantics } from './arbitraries.ts';
import { asHours, asSchedule, asSemantics } from './as-model.ts';
import { isWithin, whoIsBeside, whoIsOn } from './oracle.ts';

const hour = 3_600_000;
const minute = 60_000;

/** How often a property is tried, and from which seed. */
export interface Effort {
  readonly runs: number;
  readonly seed: number;
}

const parameters = ({ runs, seed }: Effort): { numRuns: number; seed: number } => ({ numRuns: runs, seed });

const night = fc.constantFrom(...nights).chain(([zone, text]) => {
  const about = Date.parse(text);
  return fc.record({
    zone: fc.constant(zone),
    hours: hoursNear(about),
    ats: fc.array(instantNear(about, 72 * hour), { minLength: 20, maxLength: 20 }),
  });
});

/** Twenty instants a run: `withinHours` and `hoursIn` say what the oracle says. */
export function checkHours(effort: Effort): void {
  fc.assert(
    fc.property(night, ({ zone, hours, ats }) => {
      const range = { from: Math.min(...ats), until: Math.max(...ats) + 1 };
      const model = asHours(hours);
      const spans = hoursIn(model, zone, range);
      // Long ranges are answered from what was worked out before.
      const wide = { from: range.from - 40 * 24 * hour, until: range.until + 40 * 24 * hour };
      const [once, again] = [hoursIn(model, zone, wide), hoursIn(model, zone, wide)];
      expect(again).toEqual(once);
      spans.forEach(({ from, until }, index) => {
        expect(from).toBeLessThan(until);
        expect(from).toBeGreaterThan(spans[index - 1]?.until ?? range.from - 1);
      });
      for (const at of ats) {
        const expected = isWithin(hours, zone, at);
        expect(withinHours(model, zone, at), new Date(at).toISOString()).toBe(expected);
        expect(once.some(({ from, until }) => from <= at && at < until)).toBe(expected);
        expect(spans.some(({ from, until }) => from <= at && at < until)).toBe(expected);
      }
    }),
    parameters(effort),
  );
}

const scheduleAndInstants = scheduleAtNight.chain(({ schedule, about }) =>
  fc.record({
    schedule: fc.constant(schedule),
    semantics,
    ats: fc.array(instantNear(about, 72 * hour), { minLength: 50, maxLength: 50 }),
  }),
);

/** Fifty instants a run: who is on call, who is beside, and in which duty. */
export function checkDuties(effort: Effort): void {
  fc.assert(
    fc.property(scheduleAndInstants, ({ schedule, semantics, ats }) => {
      const [model, decided] = [asSchedule(schedule), asSemantics(semantics)];
      const name = ({ override, rotation, person }: Duty): string =>
        `${override ? `override ${model.overrides.indexOf(override)}` : rotation}:${person}`;
      const oracle = (at: number): string[] => whoIsOn(schedule, at, semantics);
      for (const [index, at] of ats.entries()) {
        const duties = onCallAt(model, at, decided);
        expect(duties.map(name).sort(), new Date(at).toISOString()).toEqual(oracle(at));
        for (const which of ['next', 'previous'] as const)
          expect(neighboursAt(model, at, which, decided)).toEqual(
            whoIsBeside(schedule, at, which === 'next' ? 1 : -1, semantics),
          );
        if (index % 10 === 0) for (const duty of duties) checkBounds(duty, name(duty), at, oracle);
      }
    }),
    parameters(effort),
  );
}

/** Somebody is on at the ends of a duty and within it, and not on just outside. */
function checkBounds({ from, until }: Duty, name: string, at: number, oracle: (at: number) => string[]): void {
  expect(oracle(from)).toContain(name);
  expect(oracle(from - minute)).not.toContain(name);
  expect(oracle(Math.floor((from + at) / 2))).toContain(name);
  if (until === Infinity) return expect(oracle(at + 400 * 24 * hour)).toContain(name);
  expect(oracle(until - minute)).toContain(name);
  expect(oracle(until)).not.toContain(name);
  expect(oracle(Math.floor((at + until) / 2))).toContain(name);
}

/** Every minute of the two days around a night: the duties of a range cover exactly what the oracle says. */
export function checkEveryMinute(effort: Effort): void {
  fc.assert(
    fc.property(scheduleAtNight, semantics, ({ schedule, about }, semantics) => {
      const model = asSchedule(schedule);
      const range = { from: about - 24 * hour, until: about + 24 * hour };
      const duties = dutiesIn(model, range, asSemantics(semantics));
      expect(duties.map(({ from }) => from)).toEqual(duties.map(({ from }) => from).sort((a, b) => a - b));
      for (let at = range.from; at < range.until; at += minute) {
        const on = duties.filter(({ from, until }) => from <= at && at < until);
        const names = on.map(
          ({ override, rotation, person }) =>
            `${override ? `override ${model.overrides.indexOf(override)}` : rotation}:${person}`,
        );
        const expected = whoIsOn(schedule, at, semantics);
        if (names.sort().join() !== expected.join()) expect(names, new Date(at).toISOString()).toEqual(expected);
      }
    }),
    parameters(effort),
  );
}
