import type { Document, ResolvedAlert, Source, Condition } from '../definitions/types.ts';
import type { Path } from '../definitions/source/node.ts';
import type { ResourceNode, Unit, Value } from '../graph/types.ts';
import type { OnCallModel, OnCallPerson, OnCallSemantics, OnCallSquad } from '../oncall/model.ts';
import type { Severity } from '../findings/finding.ts';

/** A JSON Schema (draft-07) fragment. */
export type Schema = { readonly [key: string]: unknown };

/** The family of conditions that a source takes; decides which fields `condition` may have. */
export type ConditionKind = Condition['kind'] | 'none';

/** One kind of source of a vendor, e.g. `datadog.metric`. */
export interface SourceType {
  /** One sentence for editors and the provider's page. */
  readonly summary: string;
  /** JSON Schema of the fields below `source.<vendor>.<type>`; every property has a description. */
  readonly schema: Schema;
  readonly condition: ConditionKind;
  /**
   * Fields that a complete source has. They are not in the schema, since a patch of a template's alert may name a single field;
   * `compileAlert` checks them.
   */
  readonly required?: readonly string[];
  /** The unit that thresholds are in when the fields declare none: `ratio` for an error rate, `s` for a latency. */
  readonly unit?: (fields: Readonly<Record<string, unknown>>) => string | undefined;
  /** Texts in these fields keep `${}` unless the source says `interpolate: true` (SQL). */
  readonly verbatim?: readonly string[];
}

/** Something in a definition that this vendor cannot express or would refuse. */
export interface CompileProblem {
  /** `datadog/…`: one id per constraint, listed in the provider's `constraints`. */
  readonly constraint: string;
  readonly severity: Severity;
  readonly message: string;
  /** Path within the resolved alert (or SLO document), e.g. `['condition', 'atLeast']`. */
  readonly path: Path;
  readonly help?: string;
  /** Which part of the text at `path` is meant, as offsets. */
  readonly within?: { readonly start: number; readonly end: number };
}

/** A constraint of the vendor that `compile` checks; its page and `alerts explain` are generated from it. */
export interface Constraint {
  readonly id: string;
  readonly summary: string;
  readonly why: string;
  /** The vendor's page or repository file that states it. */
  readonly source: string;
}

/** A resource before the unit, layers and ownership are added: what `compile` returns. */
export interface CompiledResource {
  /** Appended to the alert's identity after `#`; the main resource has none. */
  readonly part?: string;
  readonly type: string;
  readonly title: string;
  readonly inputs: { readonly [key: string]: Value };
  /** Asked for only where a plan explains a change. Input path to the paths of the definition that it derives from: `query` to `source`, `condition.critical`… */
  readonly derivedFrom: { readonly [inputPath: string]: readonly string[] };
  readonly options?: ResourceNode['options'];
}

/** The outcome of compiling one alert: resources, or the same alert in another vendor's words, and every problem. */
export interface Compiled {
  readonly resources: readonly CompiledResource[];
  /** Another vendor evaluates it: compile this source (and condition) there instead. */
  readonly translated?: { readonly source: Source; readonly condition?: Condition };
  readonly problems: readonly CompileProblem[];
}

/** What compiling may look up. Everything in it is part of the key under which results are cached. */
export interface CompileContext {
  readonly project: { readonly id: string; readonly uid: string };
  /** The project's connections, `${}` filled for this environment, without secrets. */
  readonly connections: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** The squads' data by id, for channels and handles. */
  squad(id: string): Readonly<Record<string, unknown>> | undefined;
  /** Ids of all squads, sorted: an owner that follows from a group is told exactly with them. */
  squads?(): readonly string[];
  /** The on-call backend's handle of a squad in this vendor's texts, e.g. `@opsgenie-payments`; undefined without one. */
  onCallHandle(squad: string): string | undefined;
  /** Another alert of the same environment: `alert` of the same application, or `application/alert`. Its groups matter to composites. */
  alert(reference: string):
    | ResolvedAlert
    | {
        readonly identity: string;
        readonly groups?: ResolvedAlert['groups'];
        readonly source: Source;
        /** The squad of its unit; ids of another unit are not known while this one is applied. */
        readonly squad?: string;
      }
    | undefined;
  /** An OpenSLO document of kind SLO by its id, `${}` filled for this environment, with the identity of its resource. */
  slo(id: string):
    | {
        readonly identity: string;
        /** The squad of its unit. */
        readonly squad?: string;
        readonly document: Document<'OpenSLO'>;
        readonly data: Readonly<Record<string, unknown>>;
      }
    | undefined;
}

/** An SLO of one environment, ready to compile. */
export interface ResolvedSlo {
  /** `environment/application/slo/id`. */
  readonly identity: string;
  readonly id: string;
  readonly environment: string;
  readonly application: string;
  readonly squad: string;
  /** The OpenSLO document, `${}` filled. */
  readonly data: Readonly<Record<string, unknown>>;
}

/** What on-call objects are identified by, whoever they belong to. */
export interface OnCallIdentities {
  /** The identity of an on-call object of a squad: `oncall/squad/kind/id`. */
  identityOf(squad: string, kind: string, id: string): string;
  /** The identity of a person's account or another of their objects: `oncall/people/kind/id`. */
  personIdentity(kind: string, id: string): string;
  /** The project's zone. */
  readonly zone: string;
  readonly semantics: OnCallSemantics;
}

/** A connection that `alerts watch` evaluates, in one environment. */
export interface WatchedConnection {
  readonly environment: string;
  readonly connection: string;
  /** Seconds between two looks. */
  readonly step: number;
}

/** A squad, ready to compile for the on-call backend. */
export interface ResolvedSquad extends OnCallIdentities {
  readonly id: string;
  readonly onCall: OnCallSquad;
  /** Brokers that `alerts watch` evaluates, whose owner the squad is, where somebody is called. */
  readonly watches: readonly WatchedConnection[];
  /** Everybody and every squad; takes its time. */
  model(): OnCallModel;
}

/** Somebody whom a squad calls, ready to compile for the on-call backend. */
export interface ResolvedPerson extends OnCallIdentities {
  readonly id: string;
  readonly person: OnCallPerson;
}

/** An on-call object of a squad or a person. */
export interface SquadResource extends Omit<CompiledResource, 'part'> {
  /** `team`, `integration`, `heartbeat`… */
  readonly kind: string;
  /** Unique among the squad's, or all persons', objects of this kind. */
  readonly id: string;
  /** Where its definition starts in the document; its beginning when absent. */
  readonly at?: Path;
}

/** The outcome of compiling a squad or a person. */
export interface CompiledSquad {
  readonly resources: readonly SquadResource[];
  /** Paths are within the document. */
  readonly problems: readonly CompileProblem[];
}

/** An alert that a downtime silences. */
export interface SilencedAlert {
  readonly identity: string;
  readonly application: string;
  readonly id: string;
  readonly squad: string;
  readonly category?: string;
  readonly tags: Readonly<Record<string, string>>;
  /** The tag or facet of each group, by alias. */
  readonly groups: Readonly<Record<string, string>>;
  /** `vendor.type`. */
  readonly source: string;
}

/** A downtime in one environment, ready to compile for the vendor that evaluates the alerts. */
export interface ResolvedDowntime {
  /** `environment/-/downtime/id`. */
  readonly identity: string;
  readonly id: string;
  readonly environment: string;
  /** The squad in whose unit it is applied. */
  readonly squad: string;
  /** The project's zone. */
  readonly timezone: string;
  readonly data: Readonly<Record<string, unknown>>;
  /** The alerts of this vendor that `when` selects, sorted by identity; at least one. */
  readonly alerts: readonly SilencedAlert[];
}

/** How an object of a type is found again at the vendor when our state is lost. */
export type AdoptionKey = 'marker' | 'unique-name' | 'parent-and-position' | 'none';

/** A resource type that a provider emits. */
export interface ResourceType {
  /** Singular noun for plans and pages: `monitor`. */
  readonly noun: string;
  readonly adoption: AdoptionKey;
  /** Inputs whose change makes the vendor's object anew. */
  readonly replacesOn?: readonly string[];
  /** Whether it only keeps others quiet: nothing goes unnoticed when it is deleted. */
  readonly silences?: true;
  /** With what `alerts compile` writes it: an npm package's class, or a plugin alone where no package can be relied on; absent with `byFile`. */
  readonly sdk?:
    { readonly package: string; readonly class: string } | { readonly plugin: string; readonly version: string };
  /** The vendor's plugin does not know it: `alerts apply` asks the API itself, and compiled programs lack it. */
  readonly byApi?: true;
  /** No plugin and no API brings it about: `alerts compile` writes it into a file of the vendor's own, and nothing else delivers it. */
  readonly byFile?: true;
}

/** An update of one object, as a plan has it. */
export interface ForetoldChange {
  readonly type: string;
  readonly title: string;
  /** Inputs as they were applied, and as they are to be. */
  readonly before: ResourceNode['inputs'];
  readonly after: ResourceNode['inputs'];
  /** Inputs of another definition, as they are to be. */
  inputsOf(identity: string): ResourceNode['inputs'] | undefined;
}

/** A vendor: what it can measure, and how alerts become its resources. One folder each. */
export interface Provider {
  readonly name: string;
  /** The vendor's name as it writes it. */
  readonly title: string;
  /** Issue in which compiling arrives, for vendors whose schema is complete but which cannot be compiled yet. */
  readonly compiles: boolean;
  readonly sources: Readonly<Record<string, SourceType>>;
  /** JSON Schema of a connection with `vendor: <name>`, without the `vendor` key itself; absent when it takes none. */
  readonly connection?: Schema;
  readonly resourceTypes: Readonly<Record<string, ResourceType>>;
  readonly constraints: readonly Constraint[];
  /** Pure. Problems are collected, never thrown. */
  compile(alert: ResolvedAlert, context: CompileContext): Compiled;
  /** SLO resources of this vendor; absent when it has none. */
  compileSlo?(slo: ResolvedSlo, context: CompileContext): Compiled;
  /** What silences alerts that this vendor evaluates; absent when it has no such thing, or not yet. Paths of problems are within the document. */
  compileDowntime?(downtime: ResolvedDowntime, context: CompileContext): Compiled;
  /** On-call objects of a squad; absent for vendors that are no on-call backend, or not yet. */
  compileSquad?(squad: ResolvedSquad, context: CompileContext): CompiledSquad;
  /** What a change means for people at the moment at which it is applied, in a sentence; undefined when nothing. */
  foretell?(change: ForetoldChange, now: Date): string | undefined;
  /** On-call objects of somebody whom a squad calls. */
  compilePerson?(person: ResolvedPerson, context: CompileContext): CompiledSquad;
  /** Files that deliver the resources of a unit whose types are `byFile`: path to text, pure. */
  files?(unit: Unit): ReadonlyMap<string, string>;
}
