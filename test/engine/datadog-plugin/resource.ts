import type { Clients } from './api.ts';
import type { Properties, Value } from './values.ts';

/** What the plugin knows of a resource type. Properties have the names and shapes of `@pulumi/datadog`. */
export interface Resource {
  /** Values of what is left out. */
  readonly defaults: Properties;
  /** What the vendor chooses when it is left out. */
  readonly computed: ReadonlySet<string>;
  /** What the vendor never hears of: its state is what was last said. */
  readonly local: ReadonlySet<string>;
  /** Whose change makes the object anew. */
  readonly replaces: ReadonlySet<string>;
  /** Lists whose order says nothing. */
  readonly sets: ReadonlySet<string>;
  /** Pairs that exclude each other. */
  readonly conflicts: readonly (readonly [string, string])[];
  /** What inputs must be beyond their types: property path and reason. */
  problems(inputs: Properties): readonly Problem[];
  /** Whether a difference between state and plan at a path is none. */
  same(path: readonly string[], state: Value, planned: Value, all: Properties): boolean;
  /** Asks the vendor whether inputs are fine, as far as they are known; `CustomizeDiff` of the provider. */
  validate(clients: Clients, inputs: Properties, id: string | undefined): Promise<void>;
  create(clients: Clients, inputs: Properties): Promise<Stored>;
  /** Undefined when it is gone. `before` is the state, empty on import. */
  read(clients: Clients, id: string, before: Properties): Promise<Properties | undefined>;
  update(clients: Clients, id: string, inputs: Properties): Promise<Properties>;
  delete(clients: Clients, id: string, state: Properties): Promise<void>;
}

/** What is wrong with an input. */
export interface Problem {
  readonly property: string;
  readonly reason: string;
}

/** An object at the vendor. */
export interface Stored {
  readonly id: string;
  readonly state: Properties;
}
