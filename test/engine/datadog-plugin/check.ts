import type { Problem, Resource } from './resource.ts';
import { type ObjectSpec, type PackageSchema, type PropertySpec, objectOf } from './schema/types.ts';
import { type Properties, type Value, defaultsKey, isProperties, unknown } from './values.ts';

/** What is wrong with inputs: unknown and missing properties, wrong types, what excludes each other, and what the type itself says. */
export function checkInputs(schema: PackageSchema, type: string, resource: Resource, inputs: Properties): Problem[] {
  const spec = schema.resources[type];
  if (!spec) throw new Error(`There is no resource type ${type}.`);
  const object: ObjectSpec = { type: 'object', properties: spec.inputProperties, required: spec.requiredInputs };
  const problems = checkObject(schema, object, inputs, '');
  for (const [one, other] of resource.conflicts) {
    if (inputs[one] === undefined || inputs[other] === undefined) continue;
    problems.push({ property: one, reason: `Conflicting configuration arguments: "${one}" conflicts with ${other}` });
  }
  return problems.length > 0 ? problems : [...resource.problems(inputs)];
}

function checkObject(schema: PackageSchema, spec: ObjectSpec, value: Properties, path: string): Problem[] {
  const at = (name: string): string => (path === '' ? name : `${path}.${name}`);
  const missing = spec.required
    .filter((name) => value[name] === undefined || value[name] === null)
    .map((name) => ({ property: at(name), reason: `Missing required property '${name}'` }));
  const wrong = Object.entries(value).flatMap(([name, one]) => {
    if (name === defaultsKey) return [];
    const property = spec.properties[name];
    if (property) return checkValue(schema, property, one, at(name));
    return [{ property: at(name), reason: `Invalid or unknown key: an unexpected argument "${name}" was provided` }];
  });
  return [...missing, ...wrong];
}

function checkValue(schema: PackageSchema, spec: PropertySpec, value: Value, path: string): Problem[] {
  if (value === unknown || value === null) return [];
  const object = objectOf(schema, spec);
  if (object) {
    return isProperties(value) ? checkObject(schema, object, value, path) : [mismatch('object', value, path)];
  }
  if (spec.type === 'array') {
    if (!Array.isArray(value)) return [mismatch('array', value, path)];
    const { items = {} } = spec;
    return value.flatMap((one: Value, index) => checkValue(schema, items, one, `${path}[${index}]`));
  }
  if (spec.type === 'object') return isProperties(value) ? [] : [mismatch('object', value, path)];
  return typeof value === spec.type ? [] : [mismatch(String(spec.type), value, path)];
}

function mismatch(expected: string, value: Value, property: string): Problem {
  const got = Array.isArray(value) ? 'array' : typeof value;
  return { property, reason: `expected ${expected} type, got ${JSON.stringify(value)} of type ${got}` };
}

/** Inputs with the defaults that nothing excludes, and the names of those, as the bridge of Terraform providers writes them. */
export function withDefaults(resource: Resource, inputs: Properties): Properties {
  const excluded = resource.conflicts.flatMap(([one, other]) => (inputs[other] === undefined ? [] : [one]));
  const added = Object.entries(resource.defaults).filter(
    ([name]) => inputs[name] === undefined && !excluded.includes(name),
  );
  return { ...Object.fromEntries(added), ...noted(inputs), [defaultsKey]: added.map(([name]) => name).sort() };
}

/** Objects within have their own list of defaults, which is empty here. */
function noted(value: Properties): Properties {
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, notedValue(one)]));
}

function notedValue(value: Value): Value {
  if (Array.isArray(value)) return value.map(notedValue);
  return isProperties(value) ? { ...noted(value), [defaultsKey]: [] } : value;
}
