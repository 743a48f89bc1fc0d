import { expect, test } from 'vitest';
import { vendorOf } from '../../../src/providers/rest-vendor.ts';
import { liveProviders } from '../../../src/engine/vendors/registry.ts';
import { readTree } from '../../../src/definitions/load/tree.ts';
import { compileNodes } from '../../../src/pipeline/resolved-alerts.ts';
import { run } from '../../../src/pipeline/run.ts';
import { integrationActionType } from '../../../src/providers/opsgenie/resource-types.ts';
import { providers } from '../../../src/providers/registry.ts';
import { isDelivered, resourceTypeOf } from '../../../src/providers/resource-type.ts';
import { testNow } from '../../support/tree.ts';

test('whatever can be applied is found again when its state is lost: every type says by what', async () => {
  const compiled = compileNodes(await run(readTree('alerts', process.cwd()), { now: testNow }));
  const nodes = compiled.filter(({ type }) => !isDelivered(type));
  const missing: string[] = [];
  for (const { type, inputs, identity } of nodes) {
    const { live } = (await liveProviders[vendorOf(type)]?.()) ?? {};
    const adoption = resourceTypeOf(type)?.adoption;
    if (adoption === undefined || !live) missing.push(`${identity}: nothing is declared for ${type}`);
    // What the API itself is asked for is compared with what lives there, whatever a state says; actions of integrations are written, never made.
    else if (
      type !== integrationActionType &&
      !live.byApi?.has(type) &&
      adoption !== 'none' &&
      live.adoptionKey(type, inputs) === undefined
    )
      missing.push(`${identity}: ${type} has no key`);
  }
  expect(missing).toEqual([]);
}, 60_000);

test('no type that can be applied is left without a way back', () => {
  const types = providers.filter(({ name }) => name in liveProviders).map(({ resourceTypes }) => resourceTypes);
  const none = types.flatMap((one) => Object.entries(one)).filter(([, { adoption }]) => adoption === 'none');
  // One of this kind needs the engine's own checkpoints for its unit; none exists.
  expect(none.map(([type]) => type)).toEqual([]);
});
