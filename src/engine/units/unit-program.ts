import { logicalName } from '../../graph/logical-name.ts';
import type { ResourceNode } from '../../graph/types.ts';
import { nameOfUrn } from '../wire/events.ts';
import type { GraphProgram } from '../wire/register-graph.ts';
import type { Registered } from '../wire/resource-monitor.ts';
import type { Unit } from './unit.ts';

/** What the engine is told of a unit. */
export function programOf(unit: Unit, importIds: ReadonlyMap<string, string>): GraphProgram {
  const entries = unit.state?.deployment.resources?.filter(({ delete: gone }) => gone !== true) ?? [];
  const before = new Map(entries.map(({ urn, inputs }) => [nameOfUrn(urn), inputs as ResourceNode['inputs']]));
  return {
    nodes: unit.nodes.map((node) => clearing(unit, node, before)),
    importIds,
    versionOf: (type) => unit.accountOf(type)?.provider.version ?? '',
    foreign: unit.session.foreign,
    registered: (node, result) => registered(unit, node, result),
  };
}

/** A node with what removes inputs that it had before and that its plugin would leave as they are. */
function clearing(unit: Unit, node: ResourceNode, before: ReadonlyMap<string, ResourceNode['inputs']>): ResourceNode {
  const clears = unit.accountOf(node.type)?.provider.clears?.[node.type] ?? {};
  const names = [node.identity, ...node.aliases].map(logicalName);
  const had = names.map((name) => before.get(name)).find((inputs) => inputs !== undefined) ?? {};
  const gone = Object.entries(clears).filter(([input]) => input in had && !(input in node.inputs));
  return gone.length === 0 ? node : { ...node, inputs: { ...node.inputs, ...Object.fromEntries(gone) } };
}

function registered(unit: Unit, node: ResourceNode, { id, result }: Registered): void {
  if (result !== 'done' || id === '') return;
  unit.results.set(node.identity, { id });
  if (node.environment === undefined) unit.session.publish(node.identity, id, {});
}
