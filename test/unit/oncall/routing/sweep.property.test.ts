import { expect, it } from 'vitest';
import { checkClasses, checkSweeps } from '../../../support/routing/checks.ts';

it('is silent exactly when the oracle finds nobody in time: 9,000 instants', { timeout: 180_000 }, () => {
  const seen = checkSweeps({ runs: 100, seed: 1 });
  expect(seen.silent).toBeGreaterThan(1000);
  expect(seen.called).toBeGreaterThan(1000);
});

it('puts alerts into one class only when they are called for alike', { timeout: 60_000 }, () => {
  expect(checkClasses({ runs: 20, seed: 1 })).toBeGreaterThan(20);
});
