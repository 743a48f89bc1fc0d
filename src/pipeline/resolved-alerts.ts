import type { Document, ResolvedAlert } from '../definitions/types.ts';
import type { ResourceGraph, ResourceNode, Unit } from '../graph/types.ts';
import { compareText } from '../findings/finding.ts';
import { unitNameOf } from '../graph/unit-name.ts';
import { applicationView, compileApplication, compileSlos, resolveApplication } from './application.ts';
import { compileContext } from './compile-context.ts';
import { downtimesOf } from './downtimes.ts';
import { compileOnCall } from './on-call.ts';
import type { DefinitionLookup } from './shard.ts';
import type { Run } from './run.ts';

/** The alerts of one application in every environment, with origins; nothing for an application that has findings of its own. */
export function alertsOf(run: Run, application: string): ResolvedAlert[] {
  const { lookup, project, squadOf } = access(run);
  const document = lookup.find('Application', application);
  const squad = squadOf(application);
  if (!project || !document || !squad || document.broken || squad.broken) return [];
  return resolveApplication(document, squad, project, lookup, []);
}

/** Whose resources are compiled. */
export interface Owners {
  readonly applications: ReadonlySet<string>;
  /** Squads whose on-call objects and downtimes are compiled. */
  readonly squads: ReadonlySet<string>;
}

/** The owners of some objects. */
export function ownersOf(objects: readonly { readonly application?: string; readonly squad: string }[]): Owners {
  const applications = objects.map(({ application }) => application).filter((id) => id !== undefined);
  const squads = objects.filter(({ application }) => application === undefined).map(({ squad }) => squad);
  return { applications: new Set(applications), squads: new Set(squads) };
}

/** The compiled resources of applications, of their SLOs, and of squads with downtimes; all of them unless owners are named. */
export function compileNodes(run: Run, owners?: Owners): ResourceNode[] {
  const { lookup, project, squadOf } = access(run);
  if (!project || project.broken) return [];
  const context = compileContext(project, lookup);
  const nodes: ResourceNode[] = [];
  for (const { facts } of run.index.all('Application')) {
    if (owners && !owners.applications.has(facts.id)) continue;
    const document = lookup.find('Application', facts.id);
    const squad = squadOf(facts.id);
    if (!document || !squad || document.broken || squad.broken) continue;
    const view = applicationView(
      document.document as Document<'Application'>,
      squad.document.id,
      resolveApplication(document, squad, project, lookup, []),
    );
    nodes.push(...compileApplication(view, context, lookup, []));
  }
  for (const { facts } of run.index.all('OpenSLO')) {
    if (owners && !owners.applications.has(String(facts.facts['service']))) continue;
    const document = lookup.find('OpenSLO', facts.id);
    if (document && !document.broken) nodes.push(...compileSlos(document, project, lookup, []));
  }
  for (const { facts } of run.index.all('Squad')) {
    if (owners && !owners.squads.has(facts.id)) continue;
    const squad = lookup.find('Squad', facts.id);
    if (squad && !squad.broken) nodes.push(...compileOnCall(squad, project, context, lookup, []));
  }
  for (const { facts } of run.index.all('Person')) {
    const person = lookup.find('Person', facts.id);
    if (!person || person.broken) continue;
    const compiled = compileOnCall(person, project, context, lookup, []);
    nodes.push(...compiled.filter(({ squad }) => !owners || owners.squads.has(squad)));
  }
  const alerts = run.analyses.flatMap((analysis) => analysis.alerts);
  for (const downtime of downtimesOf(alerts, run.shard, run.index, run.now))
    nodes.push(...downtime.nodes.filter(({ squad }) => !owners || owners.squads.has(squad)));
  return nodes;
}

/** The graph of all units, deterministic. */
export function graphOf(run: Run, nodes: readonly ResourceNode[]): ResourceGraph {
  const project = run.index.project;
  const units = new Map<string, ResourceNode[]>();
  for (const node of nodes) {
    const name = unitNameOf(node);
    units.set(name, [...(units.get(name) ?? []), node]);
  }
  const sorted = [...units].sort(([a], [b]) => compareText(a, b));
  return {
    version: 1,
    project: { id: project?.facts.id ?? '', uid: String(project?.facts.facts['uid'] ?? '') },
    units: sorted.map(([name, members]): Unit => {
      const first = members[0] as ResourceNode;
      return {
        name,
        ...(first.environment === undefined ? {} : { environment: first.environment, squad: first.squad }),
        nodes: members.sort((a, b) => compareText(a.identity, b.identity)),
      };
    }),
  };
}

function access(run: Run): {
  lookup: DefinitionLookup;
  project: ReturnType<DefinitionLookup['project']>;
  squadOf: (application: string) => ReturnType<DefinitionLookup['find']>;
} {
  const lookup = run.shard.lookup(new Map());
  return {
    lookup,
    project: lookup.project(),
    squadOf: (application) => {
      const id = lookup.ownerOf(application);
      return id === undefined ? undefined : lookup.find('Squad', id);
    },
  };
}
