import type { Group } from '../../definitions/types.ts';
import type { Value } from '../../graph/types.ts';

export type Inputs = Readonly<Record<string, Value>>;

/** What texts may say about the value that fired: each with its translation, absent when the monitor has none. */
export interface TextVariables {
  readonly value?: string;
  readonly threshold?: string;
  readonly warnThreshold?: string;
}

/** What a kind of source contributes to its monitor; names, texts, tags and handles are added for all kinds alike. */
export interface Monitor {
  readonly type: string;
  readonly query: Value;
  /** Further inputs: thresholds, windows, missing data, notification grouping. */
  readonly inputs: Inputs;
  /** Whether the monitor can be in the state WARN. */
  readonly warns: boolean;
  /** `notifies`: it tells of missing data; `shows`: its state becomes NO DATA in silence; `never`. */
  readonly noData: 'notifies' | 'shows' | 'never';
  readonly variables: TextVariables;
  readonly groups: readonly Group[];
  /** Input path to definition paths, for the inputs above. */
  readonly derivedFrom: Readonly<Record<string, readonly string[]>>;
  /** Silent monitors that this one is made of. */
  readonly parts?: readonly Part[];
}

/** A silent monitor that only a composite reads. */
export interface Part {
  /** Appended to the identity: `value`, `floor-requests`. */
  readonly name: string;
  /** What it watches, for its title. */
  readonly label: string;
  readonly type: string;
  readonly query: string;
  readonly inputs: Inputs;
  readonly derivedFrom: Readonly<Record<string, readonly string[]>>;
}
