import type { Fix, Location, Severity } from '../findings/finding.ts';
import type { Path, YamlNode } from '../definitions/source/node.ts';
import type { DefinitionReference } from '../definitions/link/references.ts';
import type { Document, ResolvedAlert } from '../definitions/types.ts';

/** Where a rule applies by default; `off` in a preset leaves it to the configuration. */
export interface RulePresets {
  readonly recommended: Severity | 'off';
  readonly strict: Severity | 'off';
  /** For definitions fresh from `alerts import`: what would drown a first run is lower or off. */
  readonly import: Severity | 'off';
}

/**
 * A small tree of definitions in which the rule must (bad) or must not (good) report; runs as the rule's test and stands on its
 * page. `alert`, `application`, `squad` and `project` are YAML that is merged into a standard, clean tree: the alert
 * `checkout-api/card-errors` of squad `payments` (`null` removes a field). `files` adds or replaces whole files.
 */
export interface RuleExample {
  /** What makes it bad or good, when the YAML does not say it. */
  readonly because?: string;
  readonly alert?: string;
  readonly application?: string;
  readonly squad?: string;
  readonly project?: string;
  readonly files?: Readonly<Record<string, string>>;
  /** For fixable rules: a text that the fixed file must contain. */
  readonly fixed?: string;
}

/** One place to report. `at` is a path in the visited definition or a node; a path that is missing points at its nearest ancestor. */
export interface Report<MessageId extends string> {
  readonly message: MessageId;
  readonly at: Path | YamlNode;
  /** Point at the key instead of the value. */
  readonly key?: boolean;
  readonly data?: Readonly<Record<string, string | number>>;
  readonly help?: string;
  readonly fix?: Fix;
  readonly related?: readonly { readonly message: string; readonly location: Location }[];
}

/** An application with its alerts in every environment. */
export interface ApplicationView {
  readonly document: Document<'Application'>;
  readonly id: string;
  readonly squad: string;
  readonly tier?: number;
  readonly types: readonly string[];
  readonly data: Readonly<Record<string, unknown>>;
  /** Every alert in every environment it exists in. */
  readonly alerts: readonly ResolvedAlert[];
}

/** What a rule that visits one definition may know besides it. */
export interface RuleContext<MessageId extends string> {
  report(report: Report<MessageId>): void;
  readonly project: Document<'Project'>;
  /** Interpreted project data. */
  readonly environments: readonly string[];
  pagingEnvironment(environment: string): boolean;
  /** The application that is visited, or to which the visited alert belongs. */
  readonly application?: ApplicationView;
  /** The squad document that owns what is visited. */
  readonly squad?: Document<'Squad'>;
  /** Any squad, person or SLO by its id. */
  find(kind: 'Squad' | 'Person' | 'OpenSLO' | 'Template', id: string): Document | undefined;
  /** Today in the project's zone as `YYYY-MM-DD`; injected, so that tests never depend on the clock. */
  readonly today: string;
  /** Text of the visited document's file, for fixes. */
  text(node: YamlNode): string;
}

/** The facts of one alert in one environment that rules over the whole catalog may use; serialisable. */
export interface AlertSummary {
  readonly identity: string;
  readonly environment: string;
  readonly application: string;
  readonly id: string;
  readonly squad: string;
  readonly title: string;
  readonly priority: string;
  readonly category?: string;
  readonly tier?: number;
  readonly pages: boolean;
  readonly covers: readonly string[];
  readonly tags: Readonly<Record<string, string>>;
  /** `vendor.type`. */
  readonly source: string;
  /** A name of query, scope, grouping and comparison without thresholds: equal for two alerts on the same signal. */
  readonly signal: string;
  /** `signal` plus the thresholds. */
  readonly fingerprint: string;
  readonly groups: readonly string[];
  /** The tag or facet of each group, by alias. */
  readonly facets: Readonly<Record<string, string>>;
  /** The vendor whose resource it became; absent when it did not compile. */
  readonly evaluator?: string;
  /** Identities of a composite's members. */
  readonly members: readonly string[];
  readonly slo?: string;
  readonly runbookFile?: string;
  readonly template?: string;
  readonly disabled: boolean;
  readonly location: Location;
}

/** Everything that rules over the whole catalog see. */
export interface CatalogView {
  readonly alerts: readonly AlertSummary[];
  readonly documents: readonly DocumentSummary[];
  readonly environments: readonly string[];
}

/** A document without its content. */
export interface DocumentSummary {
  readonly kind: string;
  readonly id: string;
  readonly location: Location;
  /** Every reference that it makes to another definition. */
  readonly references: readonly DefinitionReference[];
  /** Facts by name that catalog rules need: tier, dependencies, members, escalation and schedule ids… */
  readonly facts: Readonly<Record<string, unknown>>;
}

/** What a catalog rule reports: places are locations, since nodes are not at hand. */
export interface CatalogReport<MessageId extends string> {
  readonly message: MessageId;
  readonly location: Location;
  readonly subject?: string;
  readonly data?: Readonly<Record<string, string | number>>;
  readonly help?: string;
  readonly related?: readonly { readonly message: string; readonly location: Location }[];
}

/** The functions by which a rule looks at definitions; each is called for every definition of its kind. */
export interface RuleVisitors<MessageId extends string> {
  alert?(alert: ResolvedAlert, context: RuleContext<MessageId>): void;
  application?(application: ApplicationView, context: RuleContext<MessageId>): void;
  squad?(squad: Document<'Squad'>, context: RuleContext<MessageId>): void;
  project?(project: Document<'Project'>, context: RuleContext<MessageId>): void;
  /** Person, Template, Downtime, Exemption, AlertTest and OpenSLO documents. */
  document?(document: Document, context: RuleContext<MessageId>): void;
  /** Once per run, over summaries. */
  catalog?(catalog: CatalogView, report: (report: CatalogReport<MessageId>) => void, today: string): void;
}

/** A lint rule: one file, whose metadata also makes its page, its tests and the presets. */
export interface Rule<MessageId extends string = string> {
  /** `area/slug`, equal to the file's path below `rules/`. */
  readonly id: string;
  /** What it demands, one sentence. */
  readonly summary: string;
  /** What goes wrong without it, in one to three sentences. */
  readonly why: string;
  readonly presets: RulePresets;
  /** Message id to text with `{name}` placeholders: what happened and what to do. */
  readonly messages: Readonly<Record<MessageId, string>>;
  readonly fixable?: boolean;
  readonly examples: { readonly bad: readonly RuleExample[]; readonly good: readonly RuleExample[] };
  readonly visit: RuleVisitors<MessageId>;
}

/** Gives a rule its type without widening its message ids. */
export function defineRule<const MessageId extends string>(rule: Rule<MessageId>): Rule<MessageId> {
  return rule;
}
