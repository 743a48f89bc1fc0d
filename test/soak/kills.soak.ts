import { describe, test } from 'vitest';
import { deathOf, survives, type Death } from '../engine/death.ts';

/** As in the tests, but also some time after a change, and with a vendor whose lists lag. */
function harderDeathOf(seed: number): Death {
  return { ...deathOf(seed), lateMs: (seed * 13) % 40, hiddenMs: seed % 5 === 0 ? 10_000 : 0 };
}

describe('fifty runs that are killed lose nothing and double nothing', () => {
  const seeds = Array.from({ length: 50 }, (_, index) => index + 1);
  test.each(seeds.map((seed) => ({ seed, ...harderDeathOf(seed) })))(
    'seed $seed: $when change $at and $lateMs ms, sparing $spare, state lost: $stateLost, hidden for $hiddenMs ms',
    { timeout: 180_000 },
    async (death) => survives(death),
  );
});
