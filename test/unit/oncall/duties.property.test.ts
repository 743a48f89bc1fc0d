import { expect, it } from 'vitest';
import { checkDuties, checkEveryMinute, checkHours } from '../../support/oncall/checks.ts';

it('hours: 2,000 instants', { timeout: 300_000 }, () => {
  expect(() => checkHours({ runs: 100, seed: 1 })).not.toThrow();
});

it('who is on call, who is beside, from when until when: 10,000 instants', { timeout: 300_000 }, () => {
  expect(() => checkDuties({ runs: 200, seed: 1 })).not.toThrow();
});

it('every minute of two days around a night in which the clock is changed', { timeout: 300_000 }, () => {
  expect(() => checkEveryMinute({ runs: 10, seed: 1 })).not.toThrow();
});
