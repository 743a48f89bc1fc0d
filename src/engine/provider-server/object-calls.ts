import type { Json } from '../../graph/types.ts';
import {
  RestRefusal,
  camelCase,
  type Fields,
  type RestObject,
  type RestResource,
} from '../../providers/rest-vendor.ts';
import type { AccountClient } from './rest-client.ts';
import { unknownValue } from '../wire/values.ts';
import { isId } from './understood.ts';
import { differencesBetween, type PropertyDifference } from './detailed-diff.ts';
import { hasUnknown, reconciled } from './normal-form.ts';

/** What the engine keeps of an object. */
export interface ObjectState {
  readonly id: string;
  readonly inputs: Fields;
  /** Inputs and outputs. */
  readonly state: Fields;
}

/** An object that was created and could not be read back. */
export class HalfKnownError extends Error {
  readonly object: ObjectState;

  constructor(object: ObjectState, cause: Error) {
    super(`It was created as ${object.id}, but reading it back failed: ${cause.message}`, { cause });
    this.object = object;
  }
}

/** What is done to objects of one type: the vendor's calls, in the engine's terms. */
export class ObjectCalls {
  readonly #resource: RestResource;
  readonly #client: () => AccountClient;

  /** @param client asked for only by what reaches the vendor */
  constructor(resource: RestResource, client: () => AccountClient) {
    this.#resource = resource;
    this.#client = client;
  }

  differences(old: Fields, updated: Fields): PropertyDifference[] {
    return differencesBetween(old, updated, this.#resource.shape.inputs);
  }

  /** @throws HalfKnownError, RestRefusal, VendorUnreachableError */
  async create(inputs: Fields): Promise<ObjectState> {
    refuseUnknown(inputs);
    const id = await this.#explaining(() => this.#resource.create(inputs, this.#client().finishing));
    if (!isId(id)) throw new Error('The vendor accepted it and did not tell its id: the next run looks for it.');
    try {
      const live = await this.#resource.read(id, this.#client().finishing);
      if (!live) throw new Error('the vendor does not know it.');
      return { id, inputs, state: this.#stateOf(inputs, live) };
    } catch (error) {
      throw new HalfKnownError({ id, inputs, state: inputs }, error as Error);
    }
  }

  /** What a creation would give. */
  foreseen(inputs: Fields): Fields {
    return { ...inputs, ...this.#outputsOf(() => unknownValue) };
  }

  /** What an update would give: outputs stay. */
  foreseenUpdate(before: Fields, inputs: Fields): Fields {
    return { ...inputs, ...this.#outputsOf((name) => before[name]) };
  }

  /**
   * The object as it lives, in the words of what is known of it; undefined when it is gone.
   * @param known inputs and state; empty for an import
   */
  async read(id: string, known: { readonly inputs: Fields; readonly state: Fields }): Promise<ObjectState | undefined> {
    const live = await this.#explaining(() => this.#resource.read(id, this.#client()));
    if (!live) return undefined;
    const { inputs } = this.#resource.shape;
    return {
      id: live.id,
      inputs: reconciled(known.inputs, live.properties, inputs),
      state: this.#stateOf(known.state, live),
    };
  }

  /** The state after a change. */
  async update(id: string, before: ObjectState, inputs: Fields): Promise<Fields> {
    refuseUnknown(inputs);
    const changed = new Set(this.differences(before.inputs, inputs).map(({ input }) => input));
    const wanted = withDefaults(inputs, this.#resource);
    if (changed.size > 0)
      await this.#explaining(() => this.#resource.update(id, wanted, changed, this.#client().finishing));
    const live = await this.#explaining(() => this.#resource.read(id, this.#client().finishing));
    if (!live) throw new Error(`The vendor does not know ${id} any more: plan again, it will be created anew.`);
    return this.#stateOf(inputs, live);
  }

  remove(id: string): Promise<void> {
    return this.#explaining(() => this.#resource.remove(id, this.#client().finishing));
  }

  #stateOf(written: Fields, live: RestObject): Fields {
    const inputs = reconciled(written, live.properties, this.#resource.shape.inputs);
    return { ...inputs, ...this.#outputsOf((name) => live.properties[name]) };
  }

  #outputsOf(valueOf: (name: string) => Json | undefined): Fields {
    const names = Object.keys(this.#resource.shape.outputs ?? {});
    return Object.fromEntries(
      names
        .map((name) => [name, valueOf(name)] as const)
        .filter((entry): entry is [string, Json] => entry[1] !== undefined),
    );
  }

  /** Puts our property before each of the vendor's reasons. */
  async #explaining<T>(ask: () => Promise<T>): Promise<T> {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof RestRefusal)) throw error;
      const { propertyOf = camelCase } = this.#resource;
      const reasons = Object.entries(error.fault.fields ?? {}).map(
        ([field, reason]) => `${propertyOf(field)}: ${reason}`,
      );
      if (reasons.length === 0) throw error;
      throw new RestRefusal(`${error.message.replace(/\.$/, '')} (${reasons.join('; ')}).`, error.status, error.fault);
    }
  }
}

/** Inputs as the vendor is to have them: what is not said is set to its default, so that what was said before goes. */
function withDefaults(inputs: Fields, { shape }: RestResource): Fields {
  const defaults = Object.entries(shape.inputs)
    .filter(([name, property]) => inputs[name] === undefined && property.default !== undefined)
    .map(([name, property]) => [name, property.default as Json] as const);
  return { ...inputs, ...Object.fromEntries(defaults) };
}

function refuseUnknown(inputs: Fields): void {
  const unknown = Object.keys(inputs).find((name) => hasUnknown(inputs[name]));
  if (unknown !== undefined)
    throw new Error(`The value of ${unknown} is not known: what it refers to was not applied.`);
}
