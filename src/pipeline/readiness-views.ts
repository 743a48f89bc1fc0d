import { runCase, type Verdict } from '../alert-tests/run-case.ts';
import { coverageOf as provenBy } from '../alert-tests/strength/coverage.ts';
import type { Document, Kind, ResolvedAlert } from '../definitions/types.ts';
import { coverageOf } from '../oncall/coverage/coverage.ts';
import type { Location } from '../findings/finding.ts';
import type { OnCallModel, OnCallSquad } from '../oncall/model.ts';
import { Exemptions } from '../readiness/exemptions.ts';
import { readinessPolicy } from '../readiness/policy.ts';
import type { ReadinessView, TestEvidence } from '../readiness/view.ts';
import { alertFactsOf, type FactsOf } from './alert-facts.ts';
import { boundTests } from './bound-tests.ts';
import { onCallModelOf } from './on-call-model.ts';
import type { Run } from './run.ts';
import type { DefinitionLookup } from './shard.ts';
import { testReach } from './test-reach.ts';
import { testSubjects, type Answers, type Subjects } from './test-subjects.ts';

/** Everything that the gate judges. */
export interface ReadinessInput {
  readonly views: readonly ReadinessView[];
  readonly exemptions: Exemptions;
  readonly project: Document<'Project'>;
  /** Applications that cannot be judged, since they or their squads cannot be read. */
  readonly unreadable: readonly DefinitionFacts[];
}

interface DefinitionFacts {
  readonly id: string;
  readonly location: Location;
}

const fortnight = 14 * 86_400_000;

interface Shared {
  readonly run: Run;
  readonly lookup: DefinitionLookup;
  readonly project: Document<'Project'>;
  readonly model: OnCallModel;
  readonly subjects: Subjects;
  readonly factsOf: FactsOf;
  readonly exemptions: Exemptions;
  readonly common: Pick<
    ReadinessView,
    'onCall' | 'ahead' | 'coverage' | 'project' | 'applications' | 'policy' | 'today'
  >;
}

/**
 * What checks know of each application that is `wanted`; undefined without a project that can be read.
 * @param answers what promtool and PostgreSQL answer; without them tests that ask decide nothing
 */
export function readinessViews(
  run: Run,
  wanted: (application: string) => boolean,
  answers: Answers = {},
): ReadinessInput | undefined {
  const shared = share(run, answers);
  if (!shared) return undefined;
  const chosen = run.index.all('Application').filter(({ facts }) => wanted(facts.id));
  const judged = chosen.map(({ facts }) => ({ facts, view: viewOf(facts.id, shared) }));
  return {
    views: judged.flatMap(({ view }) => view ?? []),
    exemptions: shared.exemptions,
    project: shared.project,
    unreadable: judged.filter(({ view }) => view === undefined).map(({ facts }) => facts),
  };
}

function share(run: Run, answers: Answers): Shared | undefined {
  const lookup = run.shard.lookup(new Map());
  const project = lookup.project();
  const model = onCallModelOf(lookup);
  if (!project || !model) return undefined;
  const ahead = { from: run.now.getTime(), until: run.now.getTime() + fortnight };
  const tiers = run.index
    .all('Application')
    .map(({ facts }): [string, number | undefined] => [facts.id, facts.facts['tier'] as number | undefined]);
  return {
    run,
    lookup,
    project: project.document as Document<'Project'>,
    model,
    subjects: testSubjects(run, answers),
    factsOf: alertFactsOf(lookup, project),
    exemptions: new Exemptions(documentsOf(run, lookup, 'Exemption')),
    common: {
      onCall: model,
      ahead,
      coverage: coverageOf(model, ahead),
      project: project.document as Document<'Project'>,
      applications: new Map(tiers),
      policy: readinessPolicy(project.document.data),
      today: run.today,
    },
  };
}

function viewOf(id: string, shared: Shared): ReadinessView | undefined {
  const { run, lookup, model, subjects, factsOf, common } = shared;
  const document = lookup.find('Application', id);
  const squadId = lookup.ownerOf(id);
  const squad = squadId === undefined ? undefined : lookup.find('Squad', squadId);
  const onCallSquad = squadId === undefined ? undefined : model.squads.get(squadId);
  if (!document || !squad || !onCallSquad || document.broken || squad.broken) return undefined;
  const all = subjects.alerts(id);
  const alerts = judged(all, subjects);
  const tier = document.document.data['tier'] as number | undefined;
  const types = (document.document.data['types'] as ReadinessView['types'] | undefined) ?? [];
  const tags = (document.document.data['tags'] ?? {}) as Record<string, unknown>;
  const environment = subjects.usual ?? '';
  const facts = { environment, squad: squad.document.id, application: id, alert: '', types, tags };
  return {
    ...common,
    id,
    document: document.document as Document<'Application'>,
    tier,
    types,
    alerts,
    squad: squad.document as Document<'Squad'>,
    onCallSquad: onCallSquad as OnCallSquad,
    pages: alerts.map(factsOf).filter(({ silence }) => silence === undefined),
    slos: documentsOf(run, lookup, 'OpenSLO', (data) => serviceOf(data) === id) as Document<'OpenSLO'>[],
    tests: evidenceOf(id, shared),
    findings: run.findings.filter(({ subject }) => subject === id || subject?.startsWith(`${id}/`) === true),
    exemptions: shared.exemptions.about({ ...facts, ...(tier === undefined ? {} : { tier }) }, alerts.map(factsOf)),
  };
}

/** One per id, in the first environment that pages and has it; what is switched off proves nothing. */
function judged(alerts: readonly ResolvedAlert[], { environments, paging }: Subjects): ResolvedAlert[] {
  const chosen = new Map<string, ResolvedAlert>();
  for (const environment of environments.filter(paging))
    for (const alert of alerts)
      if (alert.environment === environment && !alert.disabled && !chosen.has(alert.id)) chosen.set(alert.id, alert);
  return [...chosen.values()];
}

function documentsOf(
  run: Run,
  lookup: DefinitionLookup,
  kind: Kind,
  wanted: (data: Readonly<Record<string, unknown>>) => boolean = () => true,
): Document[] {
  return run.index.all(kind).flatMap(({ facts }) => {
    const found = lookup.find(kind, facts.id);
    return found && !found.broken && wanted(found.document.data) ? [found.document] : [];
  });
}

function serviceOf({ spec }: Readonly<Record<string, unknown>>): unknown {
  return (spec as Readonly<Record<string, unknown>> | undefined)?.['service'];
}

/** What tests prove of the alerts of an application, its own and those of its templates, each run on the virtual clock. */
function evidenceOf(application: string, { run, lookup, subjects }: Shared): Map<string, TestEvidence> {
  const verdicts = new Map<string, Verdict[]>();
  const reach = testReach(run);
  const alerts = subjects.alerts(application);
  for (const { test, alert } of documentsOf(run, lookup, 'AlertTest').flatMap((document) =>
    boundTests(document, alerts, subjects),
  )) {
    const subject = subjects.compile(alert);
    const known = verdicts.get(alert.id) ?? [];
    verdicts.set(alert.id, [...known, ...test.cases.map((one) => runCase(test, one, subject, { reach }))]);
  }
  return new Map([...verdicts].map(([id, all]) => [id, evidence(`${application}/${id}`, all)]));
}

function evidence(name: string, verdicts: readonly Verdict[]): TestEvidence {
  const { fires, quiet, recovers, noData, meaningless } = provenBy(name, verdicts);
  const failures = verdicts.flatMap((verdict) => verdict.failures);
  const undecided = failures.some(({ kind }) => kind === 'refused');
  const isBroken = failures.some(({ kind }) => kind !== 'refused');
  return {
    fires,
    staysQuiet: quiet,
    recovers,
    noData: noData || meaningless.noData !== undefined,
    ...(undecided ? { undecided } : {}),
    ...(isBroken || !undecided ? { passed: !isBroken } : {}),
    exact: verdicts.every(({ fidelity }) => fidelity !== 'approximate'),
  };
}
