/** Plain JSON data. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** An output of another node that is known only after it exists, e.g. the id of a composite's member. */
export interface Reference {
  readonly $ref: string;
  readonly output: string;
}

/** Texts and references joined to one string when the references are known. */
export interface Join {
  readonly $join: readonly (string | Reference)[];
}

/** A value of a resource's inputs: JSON in which references may stand anywhere. */
export type Value =
  string | number | boolean | null | Reference | Join | readonly Value[] | { readonly [key: string]: Value };

/** What the engine must do differently for one node; all default to false or empty. */
export interface NodeOptions {
  readonly ignoreChanges?: readonly string[];
  readonly replaceOnChanges?: readonly string[];
  readonly deleteBeforeReplace?: boolean;
  readonly protect?: boolean;
  /** The vendor keeps the object when its definition goes. */
  readonly retainOnDelete?: boolean;
  /** Identities of nodes of the same unit that come first, though nothing of them is used. */
  readonly dependsOn?: readonly string[];
}

/** One resource of a vendor, typed by the vendor's Pulumi token. */
export interface ResourceNode {
  /** `environment/application/alert`, further resources of an alert append `#part`; never a title. */
  readonly identity: string;
  /** Pulumi type token, e.g. `datadog:index/monitor:Monitor`. */
  readonly type: string;
  /** What a person calls it in the vendor's UI: a monitor's title. */
  readonly title: string;
  readonly inputs: { readonly [key: string]: Value };
  /** Identities that this object had before (renames within the unit). */
  readonly aliases: readonly string[];
  /** The squad that owned it before, when it was transferred. */
  readonly transferredFrom?: string;
  readonly options?: NodeOptions;
  readonly squad: string;
  /** Absent for on-call objects and other resources of a squad. */
  readonly application?: string;
  readonly environment?: string;
  /** `P1` to `P5`, for plans; absent where a resource has none. Not part of what is applied. */
  readonly priority?: string;
  /**
   * Why each input is what it is: input path (`monitorThresholds.critical`) to the layers whose values went into it, e.g.
   * `template http-service`. A path stands for everything below it.
   */
  readonly origins: { readonly [inputPath: string]: readonly string[] };
  /** Layer to a digest of what that layer contributed to this node; tells which layer caused a change. */
  readonly layers: { readonly [layer: string]: string };
  /** Where the definition starts: `file:line`, relative to the definitions' root. */
  readonly source: string;
}

/** What is planned and applied together: one Pulumi stack. */
export interface Unit {
  /** `production.payments`, or `oncall`. */
  readonly name: string;
  readonly environment?: string;
  readonly squad?: string;
  /** Sorted by identity. */
  readonly nodes: readonly ResourceNode[];
}

/** The compiled, provider-typed, deterministic resources of all units, sorted by name. */
export interface ResourceGraph {
  readonly version: 1;
  readonly project: { readonly id: string; readonly uid: string };
  readonly units: readonly Unit[];
}
