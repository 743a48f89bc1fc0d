import type { ResourceGraph, ResourceNode, Unit } from '../../../src/graph/types.ts';
import { unitNameOf } from '../../../src/graph/unit-name.ts';

/** A Datadog monitor as the compiler makes it. */
export function monitor(identity: string, changes: Partial<ResourceNode> = {}): ResourceNode {
  const [environment = '', application = '', alert = ''] = identity.split('/');
  return {
    identity,
    type: 'datadog:index/monitor:Monitor',
    title: `${application} | payments | ${alert}`,
    inputs: {
      name: `${application} | payments | ${alert}`,
      type: 'query alert',
      query: `avg(last_5m):avg:http.latency{app:${application}} > 0.4`,
      message: 'Latency is high.\n\nRunbook:\n1. Look.\n2. Roll back.\n',
      monitorThresholds: { critical: '0.4' },
      tags: ['alerts:acme', 'squad:payments'],
    },
    aliases: [],
    squad: 'payments',
    application,
    environment,
    priority: 'P2',
    origins: {
      query: ['template http-service'],
      monitorThresholds: ['alert', 'template http-service'],
      message: ['alert'],
    },
    layers: { alert: 'a1', 'template http-service': 't1' },
    source: `payments/${application}.yaml:7`,
    ...changes,
  };
}

/** A graph of these nodes, in the units that they belong to. */
export function graphWith(...nodes: readonly ResourceNode[]): ResourceGraph {
  const units = new Map<string, ResourceNode[]>();
  for (const node of nodes) units.set(unitNameOf(node), [...(units.get(unitNameOf(node)) ?? []), node]);
  return {
    version: 1,
    project: { id: 'acme', uid: '7f3c9a52e1' },
    units: [...units].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, members]): Unit => ({ name, nodes: members })),
  };
}

/** The unit of a graph that has one. */
export function onlyUnit(graph: ResourceGraph): Unit {
  const [unit, ...others] = graph.units;
  if (!unit || others.length > 0) throw new Error('not one unit');
  return unit;
}
