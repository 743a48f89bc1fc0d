import type { Resource } from './resource.ts';
import type { ResourceSpec } from './schema/types.ts';
import { type Properties, type Value, defaultsKey, isProperties, isZero } from './values.ts';

/**
 * Inputs that stand for a state: what was said before, with the values of now; on import, when nothing was, all that can be said and is
 * neither nothing nor a default. As `extractInputsFromOutputs` of the bridge of Terraform providers has it.
 */
export function inputsOf(resource: Resource, spec: ResourceSpec, before: Properties, state: Properties): Properties {
  const imported = Object.keys(before).length === 0;
  const settable = Object.keys(spec.inputProperties).filter((name) => state[name] !== undefined);
  if (!imported) {
    const said = settable.filter((name) => before[name] !== undefined);
    const kept = said.map((name) => [name, shaped(before[name] ?? null, state[name] ?? null)]);
    return { ...Object.fromEntries(kept), [defaultsKey]: before[defaultsKey] ?? [] };
  }
  const isDefault = (name: string): boolean => state[name] === resource.defaults[name];
  const kept = settable.filter((name) => resource.defaults[name] !== undefined || !isZero(state[name]));
  const wanted = kept.filter((name) => !excluded(resource, state, name));
  return {
    ...Object.fromEntries(wanted.map((name) => [name, state[name] ?? null])),
    [defaultsKey]: wanted.filter(isDefault).sort(),
  };
}

/** Whether a property may not be said beside another one that is. */
function excluded(resource: Resource, state: Properties, name: string): boolean {
  return resource.conflicts.some(([one, other]) => one === name && !isZero(state[other]));
}

/** Objects keep the properties that were said, and those that are not zero. */
function shaped(before: Value, state: Value): Value {
  if (!isProperties(before) || !isProperties(state)) return state;
  const names = Object.keys(state).filter((name) => before[name] !== undefined || !isZero(state[name]));
  const kept = names.map((name) => [name, shaped(before[name] ?? null, state[name] ?? null)]);
  const { [defaultsKey]: defaults } = before;
  return { ...Object.fromEntries(kept), ...(defaults === undefined ? {} : { [defaultsKey]: defaults }) };
}
