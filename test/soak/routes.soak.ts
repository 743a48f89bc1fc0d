import { expect, it } from 'vitest';
import { checkRoutes, checkSweeps } from '../support/routing/checks.ts';

it('100,000 routes are what the oracle says', { timeout: 3_600_000 }, () => {
  const seed = Number(process.env['SOAK_SEED'] ?? 1);
  expect(checkRoutes({ runs: 2000, seed }).called).toBeGreaterThan(10_000);
});

it('sweeps over 1,000 worlds are silent exactly when the oracle finds nobody in time', { timeout: 3_600_000 }, () => {
  const seed = Number(process.env['SOAK_SEED'] ?? 1);
  expect(checkSweeps({ runs: 1000, seed }).silent).toBeGreaterThan(10_000);
});
