import { problemAt } from '../problem.ts';
import { validate } from '../schema/validate.ts';
import { child, toData, type MapNode, type YamlNode } from '../source/node.ts';
import type { Category, Groups, Priority, ResolvedAlert, Source } from '../types.ts';
import { parseDuration } from '../values/duration.ts';
import { resolveCondition } from './condition.ts';
import { layerData, type AlertLayer, type ExpandedAlert } from './expand.ts';
import { interpolateNode } from './interpolate-node.ts';
import { layered, merge } from './merge.ts';
import { isPaging, resolveNotify, withoutPaging } from './notify.ts';
import { withOrigins } from './resolved.ts';
import { resolveRunbook } from './runbook.ts';
import type { Scope } from './scope.ts';
import { selects, type SelectorFacts } from './select.ts';
import type { SourceCatalog } from './source-types.ts';

/**
 * One alert in the scope's environment: layers merged by precedence, texts filled, values typed. Undefined when it does not exist
 * there or when a finding (reported in the scope) says why nothing can be concluded from it.
 */
export function resolveAlert(expanded: ExpandedAlert, scope: Scope, sources: SourceCatalog): ResolvedAlert | undefined {
  const merged = mergeLayers(expanded, scope);
  const environments = child(merged, 'environments');
  if (environments?.kind === 'list' && !(toData(environments) as unknown[]).includes(scope.environment))
    return undefined;
  const subject = `${scope.application.document.id}/${expanded.id}`;
  const root = fillDescription(merged, scope);
  const data = toData(root) as Record<string, unknown>;
  const violations = validate('Alert', root, data, { lenient: false, subject });
  scope.findings.push(...violations.map((violation) => violation.finding));
  if (violations.length > 0) return undefined;
  const source = readSource(data['source'] as Record<string, unknown>, sources);
  const facts = sources[source.vendor]?.[source.type];
  if (!sourceComplete(root, source, facts?.required ?? [], scope, subject)) return undefined;
  const condition = resolveCondition(
    root,
    source.vendor === 'slo' ? 'burn' : (facts?.condition ?? 'none'),
    source.unit,
    (finding) => scope.findings.push(finding),
    subject,
  );
  if (!condition) return undefined;
  return build(expanded, scope, root, data, source, condition, subject);
}

function build(
  expanded: ExpandedAlert,
  scope: Scope,
  root: MapNode,
  data: Record<string, unknown>,
  source: Source,
  condition: ResolvedAlert['condition'],
  subject: string,
): ResolvedAlert {
  const application = scope.application.document.id;
  const priority = (data['priority'] as Priority | undefined) ?? 'P3';
  const notifyAsWritten = resolveNotify(data['notify'], priority);
  const notify = neverPages(scope) ? withoutPaging(notifyAsWritten) : notifyAsWritten;
  const groups = readGroups(data['groups'] as Record<string, unknown> | undefined);
  const description = String(data['description']);
  const runbook = resolveRunbook(
    child(root, 'runbook'),
    scope.lookup,
    (finding) => scope.findings.push(finding),
    subject,
  );
  const written = data['squad'];
  const tags = Object.fromEntries(
    Object.entries({
      ...(scope.application.document.data['tags'] as object | undefined),
      ...(data['tags'] as object | undefined),
    }).map(([key, value]) => [key, String(value)]),
  );
  const renotify = data['renotify'] as { every?: string; max?: number } | undefined;
  const values = {
    identity: `${scope.environment}/${application}/${expanded.id}`,
    environment: scope.environment,
    application,
    id: expanded.id,
    squad: scope.squadId,
    reaches:
      typeof written === 'string'
        ? { squad: written }
        : ((written as ResolvedAlert['reaches'] | undefined) ?? { squad: scope.squadId }),
    title: buildTitle(scope, description, groups),
    description,
    impact: data['impact'] as string | undefined,
    priority,
    category: data['category'] as Category | undefined,
    covers: (data['covers'] as string[] | undefined) ?? [],
    source,
    condition,
    groups,
    notify,
    notifyAsWritten,
    pages: isPaging(notify) && data['disabled'] === undefined && data['mode'] === undefined,
    message: data['message'] as string | undefined,
    runbook,
    dashboard: data['dashboard'] as string | undefined,
    links: (data['links'] as ResolvedAlert['links'] | undefined) ?? [],
    tags,
    renotify: renotify && { every: parseDuration(renotify.every), max: renotify.max },
    autoClose: parseDuration(data['autoClose']),
    active: data['active'],
    reviewed: data['reviewed'] as string | undefined,
    renamedFrom: (data['renamedFrom'] as string[] | undefined) ?? [],
    transferredFrom: (data['transferredFrom'] ?? scope.application.document.data['transferredFrom']) as
      string | undefined,
    disabled: data['disabled'] as ResolvedAlert['disabled'],
    shadowUntil: (data['mode'] as { shadow?: string } | undefined)?.shadow,
    template: expanded.template,
    templates: expanded.templates,
    data,
    root,
  };
  return withOrigins(values as Parameters<typeof withOrigins>[0], 'alert');
}

/** Project < squad < template < application < alert; then overrides, which select on the values before any default. */
function mergeLayers(expanded: ExpandedAlert, scope: Scope): MapNode {
  const bodies = expanded.layers.map(({ layer, body }) => layered(body, layer));
  const base = bodies.reduce((lower, body, index) => merge(lower, body, expanded.layers[index]?.layer ?? 'alert'));
  const facts = selectorFacts(expanded, base, scope);
  let result: MapNode = { ...base, entries: new Map() };
  const addDefaults = (node: YamlNode | undefined, layer: string): void => {
    for (const set of selectedSets(node, facts))
      result = merge(result, interpolateNode(set, scope.bindings, scope.findings) as MapNode, `${layer} defaults`);
  };
  addDefaults(child(scope.project.document.root, 'defaults'), 'project');
  addDefaults(scope.squad && child(scope.squad.document.root, 'defaults'), `squad ${scope.squadId}`);
  const fromTemplates = expanded.layers.filter(({ layer }) => layer !== 'alert');
  const templateDefaults = new Set<YamlNode>();
  for (const { layer, defaults } of fromTemplates) {
    if (!defaults || templateDefaults.has(defaults)) continue;
    templateDefaults.add(defaults);
    addDefaults(defaults, layer);
  }
  const add = ({ layer, body }: AlertLayer): void => {
    result = merge(result, body, layer);
  };
  fromTemplates.forEach(add);
  addDefaults(child(scope.application.document.root, 'defaults'), `application ${scope.application.document.id}`);
  expanded.layers.filter(({ layer }) => layer === 'alert').forEach(add);
  for (const set of selectedSets(child(result, 'overrides'), facts))
    result = merge(result, interpolateNode(set, scope.bindings, scope.findings) as MapNode, 'override');
  return result;
}

function selectedSets(list: YamlNode | undefined, facts: SelectorFacts): MapNode[] {
  if (list?.kind !== 'list') return [];
  return list.items.flatMap((item) => {
    const when = child(item, 'when');
    const set = child(item, 'set');
    return set?.kind === 'map' && selects(when && toData(when), facts) ? [set] : [];
  });
}

function selectorFacts(expanded: ExpandedAlert, base: MapNode, scope: Scope): SelectorFacts {
  const application = scope.application.document.data;
  const data = layerData(base);
  return {
    environment: scope.environment,
    squad: scope.squadId,
    application: scope.application.document.id,
    alert: expanded.id,
    types: (application['types'] as string[] | undefined) ?? [],
    tier: application['tier'] as number,
    category: data['category'] as string,
    priority: data['priority'] as string,
    tags: { ...(application['tags'] as object | undefined), ...(data['tags'] as object | undefined) },
  };
}

function fillDescription(merged: MapNode, scope: Scope): MapNode {
  const description = child(merged, 'description');
  if (description?.kind !== 'scalar') return merged;
  const bindings = new Map(scope.bindings).set('description', String(description.value));
  if (typeof description.value === 'string' && description.value.includes('${description}')) {
    scope.findings.push(problemAt('template/cycle', description, 'The description cannot contain itself.'));
    return merged;
  }
  return interpolateNode(merged, bindings, []) as MapNode;
}

function readSource(written: Record<string, unknown>, sources: SourceCatalog): Source {
  const [vendor = '', value] = Object.entries(written)[0] ?? [];
  if (vendor === 'slo') return { vendor, type: 'burn', fields: { id: value } };
  const types = sources[vendor] ?? {};
  const flat = '' in types;
  const [type = '', fields] = flat ? ['', value] : (Object.entries((value ?? {}) as Record<string, unknown>)[0] ?? []);
  const known = (fields ?? {}) as Record<string, unknown>;
  const unit = (known['unit'] as string | undefined) ?? types[type]?.unit?.(known);
  return { vendor, type, fields: known, ...(unit === undefined ? {} : { unit }) };
}

/** Fields of a source may come from several layers, so what is missing shows only after merging. */
function sourceComplete(
  root: MapNode,
  source: Source,
  required: readonly string[],
  scope: Scope,
  subject: string,
): boolean {
  const missing = required.filter((field) => source.fields[field] === undefined);
  const name = `${source.vendor}${source.type ? `.${source.type}` : ''}`;
  if (missing.length > 0)
    scope.findings.push(
      problemAt(
        'schema/required',
        child(root, 'source') ?? root,
        `The source ${name} lacks ${missing.map((field) => `"${field}"`).join(' and ')}.`,
        { subject },
      ),
    );
  return missing.length === 0;
}

function readGroups(written: Record<string, unknown> | undefined): Groups | undefined {
  const by = written?.['by'];
  if (!written || by === undefined) return undefined;
  const groups = Array.isArray(by)
    ? (by as string[]).map((facet) => ({ alias: facet, facet }))
    : Object.entries(by as Record<string, string>).map(([alias, facet]) => ({ alias, facet }));
  const newGroupDelay = parseDuration(written['newGroupDelay']);
  return {
    by: groups,
    ...(written['notify'] ? { notify: written['notify'] as string[] } : {}),
    ...(written['limit'] === undefined ? {} : { limit: written['limit'] as number }),
    ...(newGroupDelay === undefined ? {} : { newGroupDelay }),
  };
}

/** The project's pattern, then the groups, then the environment unless it is the first that pages. */
function buildTitle(scope: Scope, description: string, groups: Groups | undefined): string {
  const data = scope.project.document.data;
  const pattern = (data['title'] as string | undefined) ?? '${application} | ${squad} | ${description}';
  const values = new Map(scope.bindings).set('description', description);
  const title = pattern.replace(/\$\{([A-Za-z][A-Za-z0-9_-]*)\}/g, (whole, name: string) =>
    String(values.get(name) ?? whole),
  );
  const grouped = groups ? ` | ${groups.by.map((group) => `{{group.${group.alias}}}`).join(', ')}` : '';
  const environments = Object.keys((data['environments'] as object | undefined) ?? {});
  const first = environments.find((name) => !environmentNeverPages(data, name)) ?? environments[0];
  return `${title}${grouped}${scope.environment === first ? '' : ` [${scope.environment}]`}`;
}

function neverPages(scope: Scope): boolean {
  return environmentNeverPages(scope.project.document.data, scope.environment);
}

/** Whether the project says that nobody is called from an environment. */
export function environmentNeverPages(project: Readonly<Record<string, unknown>>, environment: string): boolean {
  const environments = project['environments'] as Record<string, { paging?: string } | null> | undefined;
  return environments?.[environment]?.paging === 'never';
}
