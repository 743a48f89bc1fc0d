import { createHash } from 'node:crypto';
import type { ResolvedAlert } from '../definitions/types.ts';
import type { AlertSummary, ApplicationView } from '../lint/rule.ts';
import type { CompileContext } from '../providers/provider.ts';
import { vendorOf } from '../providers/rest-vendor.ts';
import { forAlert } from './application.ts';
import type { DefinitionLookup } from './shard.ts';

/**
 * The facts of one alert for rules over the whole catalog.
 * @param type of the resource that it became
 */
export function summarise(
  alert: ResolvedAlert,
  view: ApplicationView,
  context: CompileContext,
  lookup: DefinitionLookup,
  type: string | undefined,
): AlertSummary {
  const { condition } = alert;
  const groups = alert.groups?.by.map((group) => group.facet) ?? [];
  const signal = nameOf([
    alert.source.vendor,
    alert.source.type,
    normalised(alert.source.fields),
    [...groups].sort(),
    'is' in condition ? condition.is : condition.kind,
  ]);
  const runbookFile = alert.runbook?.from;
  const node = alert.origin(['description']).node;
  return {
    identity: alert.identity,
    environment: alert.environment,
    application: alert.application,
    id: alert.id,
    squad: alert.squad,
    title: alert.title,
    priority: alert.priority,
    ...(alert.category ? { category: alert.category } : {}),
    ...(view.tier === undefined ? {} : { tier: view.tier }),
    pages: alert.pages,
    covers: alert.covers,
    tags: alert.tags,
    source: `${alert.source.vendor}.${alert.source.type}`,
    signal,
    fingerprint: nameOf([signal, condition]),
    groups: alert.groups?.by.map((group) => group.alias) ?? [],
    facets: Object.fromEntries(alert.groups?.by.map(({ alias, facet }) => [alias, facet]) ?? []),
    ...(type === undefined ? {} : { evaluator: vendorOf(type) }),
    members: membersOf(alert, context),
    ...(alert.source.vendor === 'slo' ? { slo: String(alert.source.fields['id']) } : {}),
    ...(runbookFile === undefined ? {} : { runbookFile: lookup.relative(runbookFile) }),
    ...(alert.template ? { template: alert.template.id } : {}),
    disabled: alert.disabled !== undefined,
    location: node.file.locate(node),
  };
}

function membersOf(alert: ResolvedAlert, context: CompileContext): string[] {
  const members =
    alert.source.type === 'composite'
      ? (alert.source.fields['members'] as Record<string, string> | undefined)
      : undefined;
  return Object.values(members ?? {}).flatMap((reference) => forAlert(alert, context).alert(reference)?.identity ?? []);
}

/** Texts with white space folded, so that the same query written in two ways is the same signal. */
function normalised(value: unknown): unknown {
  if (typeof value === 'string')
    return value
      .replace(/\s+/g, ' ')
      .replace(/\s*([,:{}()])\s*/g, '$1')
      .trim();
  if (Array.isArray(value)) return value.map(normalised);
  if (value && typeof value === 'object')
    return Object.fromEntries(
      Object.entries(value)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([key, inner]) => [key, normalised(inner)]),
    );
  return value;
}

/** A short name for what only ever is compared: thousands of queries in full would be most of the cache. */
function nameOf(value: unknown): string {
  return createHash('sha1').update(JSON.stringify(value)).digest('base64url').slice(0, 20);
}
