import type { Path, YamlNode } from './source/node.ts';
import type { SourceFile } from './source/source-file.ts';
import type { Seconds } from './values/duration.ts';
import type { Bindings } from './values/interpolate.ts';

/** The kinds of documents of the format. */
export const kinds = [
  'Project',
  'Person',
  'Squad',
  'Application',
  'Template',
  'Downtime',
  'Exemption',
  'AlertTest',
  'OpenSLO',
] as const;
export type Kind = (typeof kinds)[number];

/** One YAML document that passed its schema. `data` is the plain form of `root`. */
export interface Document<K extends Kind = Kind> {
  readonly kind: K;
  readonly id: string;
  readonly file: SourceFile;
  readonly root: YamlNode;
  readonly data: Record<string, unknown>;
}

/** Where a resolved value was written, and in which layer of the precedence. */
export interface Origin {
  readonly node: YamlNode;
  /** `project`, `squad payments`, `template http-service`, `application checkout-api`, `alert`, `override`… */
  readonly layer: string;
}

export type Priority = 'P1' | 'P2' | 'P3' | 'P4' | 'P5';
export const priorities: readonly Priority[] = ['P1', 'P2', 'P3', 'P4', 'P5'];

export const categories = [
  'availability', 'errors', 'latency', 'traffic', 'saturation', 'heartbeat', 'backlog', 'dead-letter', 'consumers', 'certificate',
  'slo-burn', 'business', 'no-data', 'capacity', 'data-quality', 'security',
] as const; // prettier-ignore
export type Category = (typeof categories)[number];

export const applicationTypes = [
  'http-service',
  'worker',
  'queue',
  'cron',
  'database',
  'third-party',
  'frontend',
  'data-pipeline',
  'platform',
] as const;
export type ApplicationType = (typeof applicationTypes)[number];

/** Who hears of a transition. */
export type NotifyTarget = 'on-call' | { readonly channel: string };

/** Targets per transition, after defaults and `paging: never`. An empty list is `none`. */
export interface Notify {
  readonly critical: readonly NotifyTarget[];
  readonly warning: readonly NotifyTarget[];
  readonly noData: readonly NotifyTarget[];
  readonly recovery: readonly NotifyTarget[];
}

/** The three parts of a runbook; `expectedTime` is the theoretical time to resolution. */
export interface Runbook {
  readonly trigger: string;
  readonly resolution: readonly string[];
  readonly expectedTime?: Seconds;
  /** The Markdown file it came from, relative to the definitions' root. */
  readonly from?: string;
}

/** One dimension that splits an alert: `alias` in texts, `facet` in the vendor's query. */
export interface Group {
  readonly alias: string;
  readonly facet: string;
}

export interface Groups {
  readonly by: readonly Group[];
  /** Aliases on which notifications are grouped; a subset of `by`. */
  readonly notify?: readonly string[];
  readonly limit?: number;
  readonly newGroupDelay?: Seconds;
}

export type Comparison = 'above' | 'at-least' | 'below' | 'at-most';
export type Reduce = 'avg' | 'sum' | 'min' | 'max' | 'last';
export type NoData = 'ok' | 'keep' | 'notify' | 'resolve';

/** A threshold on a measured value. Thresholds are numbers in the query's unit, lengths of time are seconds. */
export interface MeasurementCondition {
  readonly kind: 'measurement';
  readonly is: Comparison;
  readonly critical?: number;
  readonly warning?: number;
  readonly recovery?: number;
  readonly warningRecovery?: number;
  readonly over?: Seconds;
  readonly for?: Seconds;
  readonly reduce?: Reduce;
  readonly delay?: Seconds;
  /** Query name to the value under which there is no verdict. */
  readonly atLeast?: Readonly<Record<string, number>>;
  readonly noData?: NoData;
  readonly fullWindow?: boolean;
}

/** Consecutive failures of a service check. */
export interface CheckCondition {
  readonly kind: 'check';
  readonly failures: number;
  readonly warningFailures?: number;
  readonly recoveries?: number;
  readonly noData?: NoData;
}

/** Black-box probe: down for so long, seen from so many places. */
export interface ProbeCondition {
  readonly kind: 'probe';
  readonly downFor?: Seconds;
  readonly confirmations?: number;
}

export interface HeartbeatCondition {
  readonly kind: 'heartbeat';
  readonly missingFor: Seconds;
}

export interface CertificateCondition {
  readonly kind: 'certificate';
  readonly expiresWithin: Seconds;
}

/** Error budget burn over two windows; `burn` is a multiple of the budget's even consumption. */
export interface BurnCondition {
  readonly kind: 'burn';
  readonly burn: number;
  readonly long: Seconds;
  readonly short: Seconds;
}

export interface CompositeCondition {
  readonly kind: 'composite';
  readonly noData?: NoData;
}

/** Nothing is compared: the source decides alone, such as a filter of Graylog or a query in the vendor's own words. */
export interface NoCondition {
  readonly kind: 'none';
}

export type Condition =
  | MeasurementCondition | CheckCondition | ProbeCondition | HeartbeatCondition | CertificateCondition | BurnCondition | CompositeCondition | NoCondition; // prettier-ignore

/**
 * What is measured: the vendor, the kind within the vendor (`metric`, `queue`…), and the fields as written (interpolated).
 * The vendor's folder knows their type; its schema has validated them.
 */
export interface Source {
  /** `datadog`, `rabbitmq`, `graylog`…; `slo` for a burn rate on an OpenSLO document. */
  readonly vendor: string;
  readonly type: string;
  readonly fields: Readonly<Record<string, unknown>>;
  /** The unit that thresholds are in, when the source declares or implies one. */
  readonly unit?: string;
}

export interface Suppression {
  readonly rule: string;
  readonly reason?: string;
  readonly until?: string;
}

/** One use of a template by an application: `parameters` are the values of `${name}` in it. */
export interface TemplateUse {
  readonly id: string;
  readonly parameters: Bindings;
}

/** An alert as it is in one environment, after templates, defaults, overrides and interpolation. */
export interface ResolvedAlert {
  /** `environment/application/alert`. */
  readonly identity: string;
  readonly environment: string;
  readonly application: string;
  readonly id: string;
  /** The squad that owns the unit: the application's. */
  readonly squad: string;
  /** Who is reached, when not simply `squad`: another squad, or one per group value. */
  readonly reaches: { readonly squad: string } | { readonly fromGroup: string; readonly otherwise: string };
  /** Built from the project's pattern; holds `{{group.x}}` unrendered. */
  readonly title: string;
  readonly description: string;
  readonly impact?: string;
  readonly priority: Priority;
  readonly category?: Category;
  readonly covers: readonly string[];
  readonly source: Source;
  readonly condition: Condition;
  readonly groups?: Groups;
  readonly notify: Notify;
  /** `notify` before `paging: never` turned `on-call` into the default channel. */
  readonly notifyAsWritten: Notify;
  readonly pages: boolean;
  readonly message?: string;
  readonly runbook?: Runbook;
  readonly dashboard?: string;
  readonly links: readonly { readonly title: string; readonly url: string }[];
  readonly tags: Readonly<Record<string, string>>;
  readonly renotify?: { readonly every?: Seconds; readonly max?: number };
  readonly autoClose?: Seconds;
  /** Name of hours, or hours written in place, in which the alert is active. */
  readonly active?: unknown;
  readonly reviewed?: string;
  readonly renamedFrom: readonly string[];
  readonly transferredFrom?: string;
  readonly disabled?: { readonly reason: string; readonly until?: string };
  readonly shadowUntil?: string;
  /** The template that brought it, with its prefix, if any. */
  readonly template?: { readonly id: string; readonly as?: string };
  /** Every template that says something of it, the one that brings it first. */
  readonly templates: readonly TemplateUse[];
  /** Interpolated data of the whole alert after merging, for what has no field here. */
  readonly data: Readonly<Record<string, unknown>>;
  /** The merged tree; its nodes say where each value was written. */
  readonly root: YamlNode;
  /** Where the value at `path` was written: the nearest ancestor's origin when it has none of its own. */
  origin(path: Path): Origin;
  /** Whether anything was written at `path` (a default counts). */
  has(path: Path): boolean;
}
