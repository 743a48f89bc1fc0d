import type { ResourceNode } from '../../../src/graph/types.ts';

/** A monitor of the project `p1`, for tests that need one. */
export function monitorNode(identity: string, more: Partial<ResourceNode> = {}): ResourceNode {
  const [environment = '', application = ''] = identity.split('/');
  return {
    identity,
    type: 'datadog:index/monitor:Monitor',
    title: `title of ${identity}`,
    inputs: { name: `title of ${identity}`, query: `query of ${identity}`, tags: [`alerts_identity:${identity}`] },
    aliases: [],
    squad: 'payments',
    application,
    environment,
    origins: {},
    layers: {},
    source: 'payments/checkout.yaml:7',
    ...more,
  };
}
