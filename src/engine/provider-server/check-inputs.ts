import { nearestName } from '../../findings/nearest-name.ts';
import type { Json } from '../../graph/types.ts';
import type { Fields, Properties, Property, PropertyFault, RestResource } from '../../providers/rest-vendor.ts';
import { unknownValue } from '../wire/values.ts';
import { hasUnknown } from './normal-form.ts';

/** What is wrong with inputs, before the vendor is asked. What is not known yet is not judged. */
export function inputFaults(inputs: Fields, resource: RestResource): PropertyFault[] {
  const faults = faultsOfMembers(inputs, resource.shape.inputs, '');
  if (faults.length > 0) return faults;
  const known = Object.fromEntries(Object.entries(inputs).filter(([, value]) => !hasUnknown(value)));
  return [...(resource.check?.(known) ?? [])];
}

function faultsOfMembers(members: Fields, properties: Properties, path: string): PropertyFault[] {
  const prefix = path === '' ? '' : `${path}.`;
  const names = Object.keys(properties);
  const unexpected = Object.keys(members)
    .filter((name) => !Object.hasOwn(properties, name) && !name.startsWith('__'))
    .map((name) => {
      const near = nearestName(name, names);
      return { path: `${prefix}${name}`, reason: `There is no such property${near ? `; did you mean ${near}?` : '.'}` };
    });
  const wrong = Object.entries(properties).flatMap(([name, property]) =>
    faultsOf(members[name], property, `${prefix}${name}`),
  );
  return [...unexpected, ...wrong];
}

function faultsOf(value: Json | undefined, property: Property, path: string): PropertyFault[] {
  if (value === unknownValue) return [];
  if (value === undefined || value === null) return property.required ? [{ path, reason: 'It is required.' }] : [];
  const reason = faultOfType(value, property) ?? faultOfChoice(value, property);
  if (reason !== undefined) return [{ path, reason }];
  const items = property.items ?? { type: 'string', description: '' };
  if (Array.isArray(value) && property.type !== 'json')
    return value.flatMap((item: Json, at) => faultsOf(item, items, `${path}[${at}]`));
  if (property.type === 'object' && property.properties)
    return faultsOfMembers(value as Fields, property.properties, path);
  if (property.type === 'map')
    return Object.entries(value).flatMap(([name, item]) =>
      faultsOf(item as Json, items, `${path}[${JSON.stringify(name)}]`),
    );
  return [];
}

function faultOfType(value: Json, { type }: Property): string | undefined {
  const isObject = typeof value === 'object' && !Array.isArray(value);
  const fits = {
    string: typeof value === 'string',
    integer: Number.isInteger(value),
    number: typeof value === 'number',
    boolean: typeof value === 'boolean',
    list: Array.isArray(value),
    set: Array.isArray(value),
    map: isObject,
    object: isObject,
    json: true,
  }[type];
  return fits ? undefined : `It has to be a ${type}.`;
}

function faultOfChoice(value: Json, { oneOf }: Property): string | undefined {
  if (!oneOf || oneOf.includes(value as string | number)) return undefined;
  return `It has to be one of ${oneOf.join(', ')}.`;
}
