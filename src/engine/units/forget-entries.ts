import { nameOfUrn } from '../wire/events.ts';
import type { DeployedResource } from '../workspace/checkpoint.ts';
import type { Unit } from './unit.ts';

/** Takes entries out of the state; the objects live on and are adopted by another unit. */
export async function forgetEntries(unit: Unit, names: ReadonlySet<string>): Promise<void> {
  await unit.session.waitFor(unit.stack);
  const deployment = (await unit.stack.state())?.deployment;
  if (!deployment) return;
  const gone = new Set((deployment.resources ?? []).filter((r) => names.has(nameOfUrn(r.urn))).map(({ urn }) => urn));
  const resources = (deployment.resources ?? [])
    .filter(({ urn }) => !gone.has(urn))
    .map((resource) => withoutDependencies(resource, gone));
  await unit.stack.importState({ ...deployment, resources }, `${unit.stack.folder}/state.json`);
  unit.state = await unit.stack.state();
}

function withoutDependencies(resource: DeployedResource, gone: ReadonlySet<string>): DeployedResource {
  const keep = (urns: unknown): unknown => (Array.isArray(urns) ? urns.filter((urn) => !gone.has(String(urn))) : urns);
  const byProperty = resource['propertyDependencies'] as Record<string, unknown> | undefined;
  return {
    ...resource,
    ...(resource['dependencies'] === undefined ? {} : { dependencies: keep(resource['dependencies']) }),
    ...(byProperty
      ? { propertyDependencies: Object.fromEntries(Object.entries(byProperty).map(([key, urns]) => [key, keep(urns)])) }
      : {}),
  };
}
