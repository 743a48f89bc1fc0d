import type { ResourceNode } from './types.ts';
import type { Json } from './types.ts';

/** The version of the document that this build writes and the newest that it reads. */
export const recordedGraphVersion = 1;

/** Says that a file is ours. */
export const recordedGraphKind = 'alerts/recorded-graph';

/**
 * Everything besides the vendor that decides whether a unit has to be run again. A unit whose parts all equal the recorded ones
 * is not run; the first part that differs says why it is.
 */
export interface FingerprintParts {
  /** `hashUnit` of the unit's nodes. */
  readonly graph: string;
  /** Version of `alerts`, which holds the compilers. */
  readonly tool: string;
  /** Versions of the Pulumi packages, by name. */
  readonly providers: Readonly<Record<string, string>>;
  /** Base addresses of the vendors' APIs, by connection. */
  readonly endpoints: Readonly<Record<string, string>>;
  /** Keyed hashes of resolved secrets, by connection and field: `datadog.apiKey`. Never the secret, never its plain hash. */
  readonly secrets: Readonly<Record<string, string>>;
  /** Ids that this unit takes from others, by identity and output: `oncall/payments/schedule/run.id`. */
  readonly foreign: Readonly<Record<string, string>>;
}

/** A node as it was applied. */
export interface RecordedNode extends Pick<
  ResourceNode,
  'identity' | 'type' | 'title' | 'squad' | 'application' | 'environment' | 'inputs' | 'options' | 'origins' | 'layers'
> {
  /** `hashNode` of type, inputs and options. */
  readonly hash: string;
  /** The vendor's id of the object. */
  readonly id?: string;
  /** Outputs that other units may use; never secret. */
  readonly outputs?: { readonly [name: string]: Json };
}

/** All of a recorded unit but its nodes. */
export interface RecordedHeader {
  readonly version: typeof recordedGraphVersion;
  readonly project: { readonly id: string; readonly uid: string };
  readonly unit: string;
  /** Commit of the definitions that were applied, when they lie in a repository. */
  readonly commit?: string;
  /** When it was applied, as an ISO instant. */
  readonly appliedAt?: string;
  readonly fingerprint: FingerprintParts;
}

/** What was applied of one unit: written after each complete, unfiltered success. */
export interface RecordedUnit extends RecordedHeader {
  /** Sorted by identity. */
  readonly nodes: readonly RecordedNode[];
}
