import { owningSquad } from '../definitions/link/check-references.ts';
import type { Definition, DefinitionIndex } from '../definitions/link/definition-index.ts';
import type { LoadedDocument } from '../definitions/load/load-file.ts';
import { problemAt } from '../definitions/problem.ts';
import { resolveWindow } from '../definitions/resolve/downtime-window.ts';
import { selects } from '../definitions/resolve/select.ts';
import { nodeAt } from '../definitions/source/node.ts';
import type { Finding } from '../findings/finding.ts';
import { canonicalJson, sha256 } from '../graph/canonical.ts';
import { digestNode } from '../graph/digest.ts';
import type { Json, ResourceNode } from '../graph/types.ts';
import type { AlertSummary } from '../lint/rule.ts';
import { compileDowntime } from '../providers/compile-alert.ts';
import type { CompileContext, CompiledResource, ResolvedDowntime } from '../providers/provider.ts';
import type { AnalysisSettings, FileAnalysis } from './analysis.ts';
import { addProblem } from './compile-problem.ts';
import { environmentsOf } from './lint-environment.ts';
import type { Shard } from './shard.ts';

/** What one downtime became. */
export interface CompiledDowntime {
  readonly path: string;
  readonly findings: readonly Finding[];
  readonly nodes: readonly ResourceNode[];
  /** Applications of the alerts that it silences. */
  readonly applications: readonly string[];
}

/**
 * Analyses with what the downtimes of their files became. A downtime depends on all alerts, so it is compiled from their summaries each time and is
 * never kept.
 */
export function withDowntimes(
  analyses: readonly FileAnalysis[],
  shard: Shard,
  index: DefinitionIndex,
  settings: AnalysisSettings & { readonly now: Date },
): readonly FileAnalysis[] {
  const alerts = analyses.flatMap((analysis) => analysis.alerts);
  const downtimes = downtimesOf(alerts, shard, index, settings.now);
  if (downtimes.length === 0) return analyses;
  return analyses.map((analysis): FileAnalysis => {
    const own = downtimes.filter(({ path }) => path === analysis.path);
    if (own.length === 0) return analysis;
    const names = own.flatMap(({ applications }) => applications).map((id) => [`Application/${id}`, ''] as const);
    return {
      ...analysis,
      dependencies: { ...Object.fromEntries(names), ...analysis.dependencies },
      findings: [...analysis.findings, ...own.flatMap(({ findings }) => findings)],
      ...(analysis.nodes ? { nodes: [...analysis.nodes, ...own.flatMap(({ nodes }) => nodes).map(digestNode)] } : {}),
    };
  });
}

/** Every downtime that is not over, compiled in each environment in which it silences something. */
export function downtimesOf(
  alerts: readonly AlertSummary[],
  shard: Shard,
  index: DefinitionIndex,
  now: Date,
): CompiledDowntime[] {
  const project = index.project;
  if (!project || project.facts.broken) return [];
  return index.all('Downtime').flatMap((definition) => {
    const document = shard
      .load(definition.file.path)
      .documents.find(({ document: { kind, id } }) => kind === 'Downtime' && id === definition.facts.id);
    return document && !document.broken ? [compileOne(document, project, alerts, index, shard, now)] : [];
  });
}

function compileOne(
  loaded: LoadedDocument,
  project: Definition,
  alerts: readonly AlertSummary[],
  index: DefinitionIndex,
  shard: Shard,
  now: Date,
): CompiledDowntime {
  const { document } = loaded;
  const path = document.file.path;
  const timezone = String(project.facts.facts['timezone'] ?? 'UTC');
  const silenced = isOver(document.data, timezone, now) ? [] : selected(document.data, alerts, index);
  const nothing = { path, findings: [], nodes: [], applications: [] };
  if (silenced.length === 0) return nothing;
  const squad = ownerOf(document.data, path, index);
  const subject = `downtime ${document.id}`;
  if (squad === undefined) {
    const message = `The downtime "${document.id}" has no squad: select one squad, or put it into the folder of the squad that does the work.`;
    return { ...nothing, findings: [problemAt('link/no-owner', document.root, message, { subject })] };
  }
  const findings: Finding[] = [];
  const seen = new Set<string>();
  const context = contextOf(project);
  const { line } = document.file.position(document.root.start);
  const source = `${shard.lookup(new Map()).relative(path)}:${line}`;
  const nodes = environmentsOf(project.facts.facts).flatMap((environment) =>
    vendorsOf(silenced, environment).flatMap(([vendor, some]) => {
      const identity = `${environment}/-/downtime/${document.id}`;
      const silencedHere = some.map((alert) => ({ ...alert, groups: alert.facets }));
      const downtime = {
        identity,
        id: document.id,
        environment,
        squad,
        timezone,
        data: document.data,
        alerts: silencedHere,
      };
      const { resources, problems } = compileDowntime(vendor, downtime, context);
      for (const problem of problems)
        addProblem(
          problem,
          document.root,
          (at) => ({ node: nodeAt(document.root, at) ?? document.root, layer: '' }),
          subject,
          seen,
          findings,
        );
      if (problems.some(({ severity }) => severity === 'error')) return [];
      return resources.map((resource) => toNode(resource, downtime, source));
    }),
  );
  return { path, findings, nodes, applications: [...new Set(silenced.map(({ application }) => application))] };
}

function toNode(resource: CompiledResource, downtime: ResolvedDowntime, source: string): ResourceNode {
  const layer = `downtime ${downtime.id}`;
  return {
    identity: `${downtime.identity}${resource.part === undefined ? '' : `#${resource.part}`}`,
    type: resource.type,
    title: resource.title,
    inputs: resource.inputs,
    aliases: [],
    squad: downtime.squad,
    environment: downtime.environment,
    origins: Object.fromEntries(Object.keys(resource.derivedFrom).map((input) => [input, [layer]])),
    layers: { [layer]: sha256(canonicalJson(downtime.data as Json)).slice(0, 16) },
    source,
  };
}

/** Whether the last window has ended: the vendor's object has ended with it. */
function isOver(data: Readonly<Record<string, unknown>>, timezone: string, now: Date): boolean {
  const window = resolveWindow(data['window'] as Readonly<Record<string, unknown>>, timezone);
  return !('shown' in window) && window.end !== undefined && window.end <= now.getTime();
}

/** Alerts that `when` selects, as far as definitions can tell: those that have the groups, at whatever hour and by whatever title. */
function selected(
  data: Readonly<Record<string, unknown>>,
  alerts: readonly AlertSummary[],
  index: DefinitionIndex,
): AlertSummary[] {
  const { hours: _hours, title: _title, group = {}, ...fixed } = data['when'] as Readonly<Record<string, unknown>>;
  const groups = Object.keys(group as object);
  const applications = new Map(index.all('Application').map(({ facts }) => [facts.id, facts.facts]));
  return alerts.filter((alert) => {
    const types = (applications.get(alert.application)?.['types'] as string[] | undefined) ?? [];
    return (
      selects(fixed, { ...alert, alert: alert.id, types }) && groups.every((alias) => alert.groups.includes(alias))
    );
  });
}

/** Alerts of one environment by the vendor that evaluates them. */
function vendorsOf(alerts: readonly AlertSummary[], environment: string): [string, AlertSummary[]][] {
  const byVendor = new Map<string, AlertSummary[]>();
  for (const alert of alerts) {
    if (alert.environment !== environment || alert.evaluator === undefined) continue;
    byVendor.set(alert.evaluator, [...(byVendor.get(alert.evaluator) ?? []), alert]);
  }
  return [...byVendor].map(([vendor, some]) => [vendor, some.sort((a, b) => (a.identity < b.identity ? -1 : 1))]);
}

/** The one squad that `when` names, or whose applications it names; else the squad of the folder; where there is none, the first named. */
function ownerOf(data: Readonly<Record<string, unknown>>, path: string, index: DefinitionIndex): string | undefined {
  const { squad, application } = data['when'] as Readonly<Record<string, unknown>>;
  const owners = (application === undefined ? [] : [application].flat()).map((id) => {
    const definition = index.find('Application', String(id));
    return definition && owningSquad(definition, index);
  });
  const named = new Set(squad === undefined ? owners : [squad].flat().map(String));
  const [first] = [...named].filter((id) => id !== undefined && index.find('Squad', id));
  return named.size === 1 && first !== undefined ? first : (index.ownerOf(path) ?? first);
}

/** A downtime is made of its own document and of alerts: it looks nothing else up. */
function contextOf({ facts }: Definition): CompileContext {
  return {
    project: { id: facts.id, uid: String(facts.facts['uid'] ?? '') },
    connections: {},
    squad: () => undefined,
    onCallHandle: () => undefined,
    alert: () => undefined,
    slo: () => undefined,
  };
}
