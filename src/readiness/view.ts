import type { ApprovalState } from '../approvals/state.ts';
import type { Finding } from '../findings/finding.ts';
import type { Place } from '../definitions/problem.ts';
import { child, nodeAt, type Path, type YamlNode } from '../definitions/source/node.ts';
import type { ApplicationType, Category, Document, ResolvedAlert } from '../definitions/types.ts';
import type { Coverage } from '../oncall/coverage/coverage.ts';
import type { OnCallModel, OnCallSquad, Span } from '../oncall/model.ts';
import type { AlertFacts } from '../oncall/routing/alert-facts.ts';
import type { Exemption } from './exemptions.ts';
import type { ReadinessPolicy } from './policy.ts';

/** What the tests of one alert prove. */
export interface TestEvidence {
  readonly fires: boolean;
  readonly staysQuiet: boolean;
  readonly recovers: boolean;
  readonly noData: boolean;
  /** What `alerts test` said: undefined when it was not run, or refused to judge. */
  readonly passed?: boolean;
  /** Whether some case could not be judged, so that what is not proven is not known to be missing. */
  readonly undecided?: boolean;
  /** Whether every case was judged as the vendor documents it, or from states that the case itself gives. */
  readonly exact?: boolean;
}

/** Everything that checks know of one application; judged in the environments that page. */
export interface ReadinessView {
  readonly id: string;
  readonly document: Document<'Application'>;
  readonly tier: number | undefined;
  readonly types: readonly ApplicationType[];
  /** One per id, in the first environment that pages and has it; disabled ones are left out. */
  readonly alerts: readonly ResolvedAlert[];
  readonly squad: Document<'Squad'>;
  readonly onCallSquad: OnCallSquad;
  readonly onCall: OnCallModel;
  /** The next two weeks: what is judged of schedules and routing. */
  readonly ahead: Span;
  /** What all schedules come to in these two weeks. */
  readonly coverage: Coverage;
  /** What routing knows of its alerts that page. */
  readonly pages: readonly AlertFacts[];
  readonly project: Document<'Project'>;
  /** OpenSLO documents about it. */
  readonly slos: readonly Document<'OpenSLO'>[];
  /** By alert id. */
  readonly tests: ReadonlyMap<string, TestEvidence>;
  /** By alert id, for those that page; undefined when approvals are not asked for. */
  readonly approvals?: ReadonlyMap<string, ApprovalState>;
  /** Why reviews that would count could not be read: an approval that is not on record may be among them. */
  readonly reviewsUnknown?: string;
  /** What lint says of it and its alerts. */
  readonly findings: readonly Finding[];
  /** Tiers of all applications by id, for dependencies. */
  readonly applications: ReadonlyMap<string, number | undefined>;
  /** Every exemption that selects it, also those that have ended. */
  readonly exemptions: readonly Exemption[];
  readonly policy: ReadinessPolicy;
  /** `YYYY-MM-DD` in the project's zone. */
  readonly today: string;
}

/** Where a field of the application is written; the application's id when it is missing. */
export function placeIn({ document }: { readonly document: Document }, path: Path): Place {
  return nodeAt(document.root, path) ?? child(document.root, 'id') ?? document.root;
}

/** Where an alert, or a field of it, is written. */
export function placeOf(alert: ResolvedAlert, path: Path = []): YamlNode {
  return alert.origin(path).node;
}

/** Alerts that call somebody: critical goes to on-call. */
export function paging(view: ReadinessView): ResolvedAlert[] {
  return view.alerts.filter((alert) => alert.pages);
}

/** Alerts of any of these categories. */
export function ofCategory(view: ReadinessView, ...categories: readonly Category[]): ResolvedAlert[] {
  return view.alerts.filter(({ category }) => category !== undefined && categories.includes(category));
}

/** A list field of the application. */
export function listIn({ document }: ReadinessView, field: string): readonly string[] {
  return (document.data[field] as string[] | undefined) ?? [];
}
