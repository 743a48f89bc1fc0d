import type { LoadedDocument } from '../definitions/load/load-file.ts';
import { interpolateNode } from '../definitions/resolve/interpolate-node.ts';
import { expandAlerts } from '../definitions/resolve/expand.ts';
import { resolveAlert } from '../definitions/resolve/alert.ts';
import { scopeBindings, type Scope } from '../definitions/resolve/scope.ts';
import { nodeAt, toData } from '../definitions/source/node.ts';
import type { Document, ResolvedAlert } from '../definitions/types.ts';
import type { Finding } from '../findings/finding.ts';
import type { ResourceNode } from '../graph/types.ts';
import type { ApplicationView } from '../lint/rule.ts';
import { compileAlert, compileSlo } from '../providers/compile-alert.ts';
import type { CompileContext, CompiledResource, ResolvedSlo } from '../providers/provider.ts';
import { addProblem } from './compile-problem.ts';
import { layerDigests, originsOf } from './layers.ts';
import { environmentsOf } from './lint-environment.ts';
import type { DefinitionLookup } from './shard.ts';
import { sourceCatalog } from './source-catalog.ts';

/** Every alert of an application in every environment, sorted by identity. */
export function resolveApplication(
  document: LoadedDocument,
  squad: LoadedDocument,
  project: LoadedDocument,
  lookup: DefinitionLookup,
  findings: Finding[],
): ResolvedAlert[] {
  const seen = new Set<string>();
  const alerts = environmentsOf(project.document.data).flatMap((environment) => {
    const scope = scopeOf(document, squad, project, environment, lookup);
    const resolved = [...expandAlerts(scope).values()].map((expanded) => resolveAlert(expanded, scope, sourceCatalog));
    for (const finding of scope.findings) {
      const key = JSON.stringify([finding.rule, finding.location, finding.message]);
      if (!seen.has(key)) findings.push(finding);
      seen.add(key);
    }
    return resolved.filter((alert) => alert !== undefined);
  });
  return alerts.sort((a, b) => (a.identity < b.identity ? -1 : 1));
}

function scopeOf(
  document: LoadedDocument,
  squad: LoadedDocument,
  project: LoadedDocument,
  environment: string,
  lookup: DefinitionLookup,
): Scope {
  const squadId = squad.document.id;
  const bindings = scopeBindings(project, environment, { application: document.document.id, squad: squadId });
  return { project, squad, squadId, application: document, environment, bindings, lookup, findings: [] };
}

/** An application as rules see it. */
export function applicationView(
  document: Document<'Application'>,
  squad: string,
  alerts: readonly ResolvedAlert[],
): ApplicationView {
  const tier = document.data['tier'] as number | undefined;
  return {
    document,
    id: document.id,
    squad,
    ...(tier === undefined ? {} : { tier }),
    types: (document.data['types'] as string[] | undefined) ?? [],
    data: document.data,
    alerts,
  };
}

/** Compiles every alert of an application. Problems become findings at the place that wrote the value. */
export function compileApplication(
  view: ApplicationView,
  context: (environment: string) => CompileContext,
  lookup: DefinitionLookup,
  findings: Finding[],
): ResourceNode[] {
  const seen = new Set<string>();
  return view.alerts.flatMap((alert) => {
    const compiled = compileAlert(alert, forAlert(alert, context(alert.environment)));
    for (const problem of compiled.problems)
      addProblem(problem, alert.root, (path) => alert.origin(path), `${view.id}/${alert.id}`, seen, findings);
    if (compiled.problems.some((problem) => problem.severity === 'error')) return [];
    const start = alert.origin([]).node;
    const position = start.file.position(start.start);
    const source = `${lookup.relative(start.file.path)}:${position.line}`;
    return compiled.resources.map((resource) => toNode(resource, alert, view, source));
  });
}

/** Names of other alerts are relative: to the alert's template prefix first, then to its application. */
export function forAlert(alert: ResolvedAlert, context: CompileContext): CompileContext {
  const dot = alert.id.lastIndexOf('.');
  const prefix = alert.id.slice(0, dot + 1);
  return {
    ...context,
    alert: (reference) => {
      if (reference.includes('/')) return context.alert(reference);
      const near = prefix === '' ? undefined : context.alert(`${alert.application}/${prefix}${reference}`);
      return near ?? context.alert(`${alert.application}/${reference}`);
    },
  };
}

function toNode(resource: CompiledResource, alert: ResolvedAlert, view: ApplicationView, source: string): ResourceNode {
  const suffix = resource.part === undefined ? '' : `#${resource.part}`;
  return {
    identity: `${alert.identity}${suffix}`,
    type: resource.type,
    title: resource.title,
    inputs: resource.inputs,
    aliases: earlierIdentities(alert, view.data).map((alias) => `${alias}${suffix}`),
    ...(alert.transferredFrom === undefined ? {} : { transferredFrom: alert.transferredFrom }),
    ...(resource.options ? { options: resource.options } : {}),
    priority: alert.priority,
    squad: alert.squad,
    application: alert.application,
    environment: alert.environment,
    // Only what differs in a plan is asked why; for most nodes of most runs nobody ever does.
    get origins() {
      return originsOf(alert, resource.derivedFrom);
    },
    get layers() {
      return layerDigests(alert);
    },
    source,
  };
}

/**
 * Earlier identities: the alert's own, and those that follow from earlier ids of the application.
 * @param application the data of its document
 */
export function earlierIdentities(alert: ResolvedAlert, application: Readonly<Record<string, unknown>>): string[] {
  const earlier = (application['renamedFrom'] as string[] | undefined) ?? [];
  const own = alert.renamedFrom.map(
    (name) => `${alert.environment}/${name.includes('/') ? name : `${alert.application}/${name}`}`,
  );
  return [...own, ...earlier.map((application) => `${alert.environment}/${application}/${alert.id}`)];
}

/** Compiles an OpenSLO document of kind SLO in every environment. */
export function compileSlos(
  document: LoadedDocument,
  project: LoadedDocument,
  lookup: DefinitionLookup,
  findings: Finding[],
  contexts?: (environment: string) => CompileContext,
): ResourceNode[] {
  if (document.document.data['kind'] !== 'SLO') return [];
  const seen = new Set<string>();
  return environmentsOf(project.document.data).flatMap((environment) => {
    const slo = resolveSlo(document, project, environment, lookup, findings);
    if (!slo) return [];
    const compiled = compileSlo(slo, contexts?.(environment) ?? bareContext(project));
    const root = document.document.root;
    for (const problem of compiled.problems)
      addProblem(
        problem,
        root,
        (path) => ({ node: nodeAt(root, path) ?? root, layer: '' }),
        `SLO ${document.document.id}`,
        seen,
        findings,
      );
    const position = root.file.position(root.start);
    return compiled.resources.map((resource) => ({
      identity: slo.identity,
      type: resource.type,
      title: resource.title,
      inputs: resource.inputs,
      aliases: earlierApplications(slo.application, lookup).map(
        (application) => `${environment}/${application}/slo/${slo.id}`,
      ),
      squad: slo.squad,
      application: slo.application,
      environment,
      origins: Object.fromEntries(Object.keys(resource.derivedFrom).map((path) => [path, [`SLO ${slo.id}`]])),
      layers: { [`SLO ${slo.id}`]: root.file.digest.slice(0, 16) },
      source: `${lookup.relative(root.file.path)}:${position.line}`,
    }));
  });
}

/** Earlier ids of an application: its SLOs were named after them. */
function earlierApplications(application: string, lookup: DefinitionLookup): string[] {
  return (lookup.find('Application', application)?.document.data['renamedFrom'] as string[] | undefined) ?? [];
}

function bareContext(project: LoadedDocument): CompileContext {
  const data = project.document.data;
  return {
    project: { id: project.document.id, uid: String(data['uid'] ?? '') },
    connections: {},
    squad: () => undefined,
    onCallHandle: () => undefined,
    alert: () => undefined,
    slo: () => undefined,
  };
}

/** An SLO in one environment; undefined when its application does not exist. */
export function resolveSlo(
  document: LoadedDocument,
  project: LoadedDocument,
  environment: string,
  lookup: DefinitionLookup,
  findings: Finding[],
): ResolvedSlo | undefined {
  const application = String((document.document.data['spec'] as Record<string, unknown> | undefined)?.['service']);
  const squad = lookup.ownerOf(application);
  if (squad === undefined) return undefined;
  const bindings = scopeBindings(project, environment, { application, squad });
  const data = toData(interpolateNode(document.document.root, bindings, findings)) as Record<string, unknown>;
  const id = document.document.id;
  return { identity: `${environment}/${application}/slo/${id}`, id, environment, application, squad, data };
}
