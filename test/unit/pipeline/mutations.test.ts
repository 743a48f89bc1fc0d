import { it } from 'vitest';
import { checkMutations } from '../../support/mutation-check.ts';

it('survives a thousand mutations of the organisation', { timeout: 300_000 }, () => checkMutations(1000, 20261123));
