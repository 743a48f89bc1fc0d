import { canonicalJson } from '../../graph/canonical.ts';
import type { Json, Value } from '../../graph/types.ts';
import type { LiveApi, LiveObject, RestLiveProvider } from '../../providers/live.ts';
import {
  alertsPlugin,
  type RestClient,
  type RestObject,
  type RestResource,
  type RestVendor,
} from '../../providers/rest-vendor.ts';
import { normalForm } from './normal-form.ts';
import { settingsOf } from './settings.ts';
import { isId, understood } from './understood.ts';

/** A vendor of our own provider as the engine's side sees every vendor. */
export function restLive(rest: RestVendor): RestLiveProvider {
  return {
    package: alertsPlugin.plugin,
    vendor: rest.name,
    version: alertsPlugin.version,
    secrets: Object.keys(rest.settings).filter((field) => rest.settings[field]?.secret),
    concurrency: rest.limits.concurrency,
    listsLag: rest.listsLag,
    listsByType: true,
    rest,
    optionalSecrets: Object.keys(rest.settings).filter((field) => rest.settings[field]?.optional),
    access: (connection, secrets, env) => {
      const settings = settingsOf(rest, { connection, secrets, env });
      return { ...rest.access(settings), settings, pluginEnv: {} };
    },
    adoptionKey: (type, inputs) => rest.resources[type]?.key(inputs),
    isRefusal: (reason) => / answered 4\d\d to [A-Z]+ \//.test(reason),
    fixedInputs: (type, inputs) => fixedOf(rest.resources[type], inputs),
    keyOfIdentity: (identity) => identity,
  };
}

/** Live objects of an account of a vendor of our own provider. */
export function restApi(rest: RestVendor, client: RestClient): LiveApi {
  const every = (types: Iterable<string>): Promise<LiveObject[]> => understood(rest.title, () => readEvery(types));
  const readEvery = async (types: Iterable<string>): Promise<LiveObject[]> => {
    const asking = askingOnce(client);
    const found: LiveObject[] = [];
    for (const type of types) {
      const resource = rest.resources[type];
      for (const object of (await resource?.list(asking)) ?? [])
        if (resource) found.push(await liveObject(type, resource, object, asking));
    }
    return found;
  };
  const ours = (project: string) => (object: LiveObject) =>
    object.marker === undefined || object.marker.project === project;
  return {
    list: async (project, _unit, types = new Set(Object.keys(rest.resources))) =>
      (await every(types)).filter(ours(project)).filter(({ key }) => key !== undefined),
    listAll: every,
    find: (type, id) =>
      understood(rest.title, async () => {
        const resource = rest.resources[type];
        const object = await resource?.read(id, client);
        return resource && object && liveObject(type, resource, object, client);
      }),
    findByKey: async (project, type, key) =>
      (await every([type])).filter((object) => object.key === key).filter(ours(project)),
    remove: async (type, id) => rest.resources[type]?.remove(id, client),
  };
}

/** Asks for each list and each object once: several types need the same parents. */
function askingOnce(client: RestClient): RestClient {
  const answers = new Map<string, Promise<unknown>>();
  const once = <T>(key: string, ask: () => Promise<T>): Promise<T> => {
    let answer = answers.get(key) as Promise<T> | undefined;
    if (!answer) answers.set(key, (answer = ask()));
    return answer;
  };
  return {
    ...client,
    find: (path, request) => once(`${path} ${JSON.stringify(request ?? {})}`, () => client.find(path, request)),
    pages: (path, first, read) => once(`${path} all ${JSON.stringify(first)}`, () => client.pages(path, first, read)),
  };
}

async function liveObject(
  type: string,
  resource: RestResource,
  object: RestObject,
  client: RestClient,
): Promise<LiveObject> {
  if (!isId(object.id)) throw new TypeError('an object has no id');
  const marker = object.marker ?? (await resource.owner?.(object, client));
  const key =
    marker?.identity ?? (resource.shape.adoption === 'unique-name' ? resource.key(object.properties) : undefined);
  return {
    type,
    id: object.id,
    title: resource.title(object.properties),
    fixed: fixedOf(resource, object.properties),
    ...(key === undefined ? {} : { key }),
    ...(marker ? { marker } : {}),
  };
}

/** Inputs that another object would be needed for, comparable; those that are not known, or not told by a list, are left out. */
function fixedOf(resource: RestResource | undefined, inputs: Readonly<Record<string, Value>>): Record<string, string> {
  const fixed: Record<string, string> = {};
  for (const [name, property] of Object.entries(resource?.shape.inputs ?? {})) {
    const value = inputs[name];
    if (!property.replaces || property.unreadable || value === undefined || isReferring(value)) continue;
    const form = normalForm(value as Json, property);
    if (form !== undefined) fixed[name] = canonicalJson(form);
  }
  return fixed;
}

function isReferring(value: Value): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return '$ref' in value || '$join' in value || Object.values(value).some((member) => isReferring(member as Value));
}
