import { describe, test } from 'vitest';
import { deathOf, survives } from './death.ts';

describe('a run that is killed loses nothing and doubles nothing', () => {
  test.each([1, 2, 3, 4, 5, 6, 7, 8].map((seed) => ({ seed, ...deathOf(seed) })))(
    'seed $seed: $when change $at, sparing $spare, state lost: $stateLost',
    { timeout: 120_000 },
    async (death) => survives(death),
  );
});
