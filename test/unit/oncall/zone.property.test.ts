import { expect, it } from 'vitest';
import { checkZones } from '../../support/oncall/zone-checks.ts';

it('offsets and local times are those of Temporal', { timeout: 300_000 }, () => {
  expect(() => checkZones({ runs: 1500, seed: 1 })).not.toThrow();
});
