import type { Resource } from './resource.ts';
import { type Properties, type Value, defaultsKey, isProperties, isZero, unknown } from './values.ts';

/** How a property changes. */
export interface Difference {
  /** `monitorThresholds.critical`, `tags[0]` */
  readonly path: string;
  readonly kind: 'add' | 'delete' | 'update';
  readonly replaces: boolean;
}

/**
 * What differs between the state of an object and what its inputs ask for, as Terraform plans: what is left out has its default, keeps
 * what the vendor chose, or is nothing; and nothing, empty and zero are one.
 */
export function differences(resource: Resource, state: Properties, inputs: Properties): Difference[] {
  const names = new Set([...Object.keys(state), ...Object.keys(inputs), ...Object.keys(resource.defaults)]);
  for (const name of ['id', defaultsKey]) names.delete(name);
  const planned = Object.fromEntries([...names].map((name) => [name, plannedValue(resource, name, state, inputs)]));
  return [...names].sort().flatMap((name) => {
    const compare = new Comparison(resource, planned, resource.replaces.has(name));
    return compare.values([name], state[name] ?? null, planned[name] ?? null);
  });
}

function plannedValue(resource: Resource, name: string, state: Properties, inputs: Properties): Value {
  if (inputs[name] !== undefined) return inputs[name];
  if (resource.computed.has(name)) return state[name] ?? null;
  const excluded = resource.conflicts.some(([one, other]) => one === name && inputs[other] !== undefined);
  return excluded ? (state[name] ?? null) : (resource.defaults[name] ?? null);
}

class Comparison {
  readonly #resource: Resource;
  readonly #planned: Properties;
  readonly #replaces: boolean;

  constructor(resource: Resource, planned: Properties, replaces: boolean) {
    this.#resource = resource;
    this.#planned = planned;
    this.#replaces = replaces;
  }

  values(path: readonly string[], state: Value, planned: Value): Difference[] {
    if (isZero(state) && isZero(planned)) return [];
    if (this.#resource.same(path, state, planned, this.#planned)) return [];
    if (isProperties(state) && isProperties(planned)) return this.#objects(path, state, planned);
    if (Array.isArray(state) && Array.isArray(planned)) return this.#lists(path, state as Value[], planned as Value[]);
    if (state === planned && planned !== unknown) return [];
    const kind = isZero(state) ? 'add' : isZero(planned) ? 'delete' : 'update';
    return [{ path: written(path), kind, replaces: this.#replaces }];
  }

  #objects(path: readonly string[], state: Properties, planned: Properties): Difference[] {
    const names = new Set([...Object.keys(state), ...Object.keys(planned)]);
    names.delete(defaultsKey);
    return [...names]
      .sort()
      .flatMap((name) => this.values([...path, name], state[name] ?? null, planned[name] ?? null));
  }

  #lists(path: readonly string[], state: readonly Value[], planned: readonly Value[]): Difference[] {
    const isSet = this.#resource.sets.has(path.at(-1) ?? '');
    const [before, after] = isSet ? [ordered(state), ordered(planned)] : [state, planned];
    const length = Math.max(before.length, after.length);
    return Array.from({ length }, (_, index) => index).flatMap((index) =>
      this.values([...path, String(index)], before[index] ?? null, after[index] ?? null),
    );
  }
}

function ordered(list: readonly Value[]): Value[] {
  return [...list].sort((a, b) => String(a).localeCompare(String(b)));
}

function written(path: readonly string[]): string {
  return path.map((part, index) => (/^\d+$/.test(part) ? `[${part}]` : index === 0 ? part : `.${part}`)).join('');
}
