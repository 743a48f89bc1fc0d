import { it } from 'vitest';
import { checkMutations } from '../support/mutation-check.ts';

it('survives ten thousand mutations of the organisation', { timeout: 3_600_000 }, () =>
  checkMutations(10_000, Number(process.env['SOAK_SEED'] ?? 1)),
);
