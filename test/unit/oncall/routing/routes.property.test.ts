import { expect, it } from 'vitest';
import { checkRoutes } from '../../../support/routing/checks.ts';

it('says what an oracle says that goes through the minutes one by one: 10,000 instants', { timeout: 180_000 }, () => {
  const seen = checkRoutes({ runs: 200, seed: 1 });
  expect(seen.called).toBeGreaterThan(1000);
  expect(seen.minutes).toBeGreaterThan(10_000);
});
