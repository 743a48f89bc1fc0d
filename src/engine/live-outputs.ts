import { logicalName } from '../graph/logical-name.ts';
import { vendorOf } from '../providers/rest-vendor.ts';
import type { Session } from './session.ts';
import { restVendors } from './vendors/rest.generated.ts';
import { nameOfUrn } from './wire/events.ts';
import { Stack } from './workspace/stack.ts';

/** What a vendor gave an object that somebody needs: the address that a job reports to. In clear, though it may be a secret. */
export interface ObjectOutput {
  readonly unit: string;
  readonly identity: string;
  readonly output: string;
  readonly value: string;
}

/**
 * Outputs of applied objects, from the state alone.
 * @param includes whether a unit is asked for
 * @throws EngineFailure when a state cannot be read
 */
export async function objectOutputs(session: Session, includes: (unit: string) => boolean): Promise<ObjectOutput[]> {
  const found: ObjectOutput[] = [];
  const { id } = session.options.project;
  for (const { header, nodes } of session.recorded.filter((file) => includes(file.header.unit))) {
    const named = new Map<string, { readonly identity: string; readonly outputs: readonly string[] }>();
    for (const { identity, type } of nodes()) {
      const outputs = await outputsOf(type);
      if (outputs.length > 0) named.set(logicalName(identity), { identity, outputs });
    }
    if (named.size === 0) continue;
    const stack = await Stack.open(session.engine, session.folder.workspace(header.unit), id, header.unit);
    for (const { urn, outputs: values } of await stack.inClear()) {
      const { identity, outputs } = named.get(nameOfUrn(urn)) ?? { identity: '', outputs: [] };
      for (const output of outputs) {
        const value = values[output];
        if (value !== undefined) found.push({ unit: header.unit, identity, output, value: String(value) });
      }
    }
  }
  return found.sort((a, b) => (`${a.identity} ${a.output}` < `${b.identity} ${b.output}` ? -1 : 1));
}

/** Names of what a type's objects get from the vendor. */
async function outputsOf(type: string): Promise<string[]> {
  const { rest } = (await restVendors[vendorOf(type)]?.()) ?? {};
  return Object.keys(rest?.resources[type]?.shape.outputs ?? {});
}
