import { logicalName } from '../../graph/logical-name.ts';
import type { Amendment } from '../../providers/live.ts';
import { vendorOf } from '../../providers/rest-vendor.ts';
import { engineFailure } from '../workspace/engine-failure.ts';
import { parallel, type Unit } from './unit.ts';

/** What the plugins cannot bring about, as things are now; of some objects only, by logical name, when these are `selected`. */
export async function amendmentsOf(
  unit: Unit,
  selected: ReadonlySet<string> | undefined,
): Promise<readonly Amendment[]> {
  const found: Amendment[] = [];
  const { project, now } = unit.session.options;
  const ids = new Map(unit.state?.resources.map(({ name, id }) => [name, id]));
  const nodes = [...unit.nodes, ...unit.byApi].filter(
    ({ identity }) => selected === undefined || selected.has(logicalName(identity)),
  );
  for (const [name, { api }] of unit.accounts)
    found.push(
      ...((await api.amendments?.({
        project: project.uid,
        unit: unit.name,
        nodes: nodes.filter(({ type }) => vendorOf(type) === name),
        isWhole: selected === undefined,
        idOf: (identity) => unit.results.get(identity)?.id ?? ids.get(logicalName(identity)),
        now,
      })) ?? []),
    );
  return found;
}

/** Brings into the state what amendments have changed of objects that the plugin knows. */
export async function readAgain(unit: Unit, amendments: readonly Amendment[]): Promise<void> {
  const identities = new Set(amendments.map(({ identity }) => identity));
  const known = unit.nodes.filter(({ identity }) => identities.has(identity));
  if (known.length === 0) return;
  const targets = known.map(({ type, identity }) => unit.stack.urn(type, logicalName(identity)));
  const providers = await unit.ports();
  const result = await unit.stack.run({ verb: 'refresh', providers, parallel, targets, event: () => undefined });
  if (result.code !== 0) throw engineFailure(`reading what was amended in ${unit.name}`, result);
}
