import { expect, it } from 'vitest';
import { checkDuties, checkEveryMinute, checkHours } from '../support/oncall/checks.ts';
import { checkZones } from '../support/oncall/zone-checks.ts';

const seed = Number(process.env['SOAK_SEED'] ?? Date.now() % 1_000_000);
const patient = { timeout: 3_600_000 };

it(`places a hundred thousand local times as Temporal does (seed ${seed})`, patient, () => {
  expect(() => checkZones({ runs: 100_000, seed })).not.toThrow();
});

it(`knows hours at a hundred thousand instants (seed ${seed})`, patient, () => {
  expect(() => checkHours({ runs: 5_000, seed })).not.toThrow();
});

it(`knows who is on call at two hundred thousand instants (seed ${seed})`, patient, () => {
  expect(() => checkDuties({ runs: 4_000, seed })).not.toThrow();
});

it(`knows who is on call in every minute of 300 nights (seed ${seed})`, patient, () => {
  expect(() => checkEveryMinute({ runs: 300, seed })).not.toThrow();
});
