import type { ResolvedAlert } from '../../definitions/types.ts';
import type { Value } from '../../graph/types.ts';
import type { CompileContext, CompiledResource } from '../provider.ts';
import type { Problems } from './constraints.ts';
import { messageOf, titleOf } from './message.ts';
import { lifeOptions } from './options.ts';

export const monitorType = 'datadog:index/monitor:Monitor';
export const sloType = 'datadog:index/serviceLevelObjective:ServiceLevelObjective';

/** What the inputs that every monitor has derive from. */
export const commonOrigins: Readonly<Record<string, readonly string[]>> = {
  name: ['description', 'groups.by'],
  message: [
    'message',
    'description',
    'impact',
    'runbook',
    'dashboard',
    'links',
    'notify',
    'priority',
    'squad',
    'groups',
    'disabled',
    'mode',
  ],
  priority: ['priority'],
  tags: ['tags', 'category', 'active'],
  renotifyInterval: ['renotify.every'],
  renotifyOccurrences: ['renotify.max'],
  renotifyStatuses: ['renotify', 'notify'],
  timeoutH: ['autoClose'],
  assets: ['dashboard'],
};

/** The inputs that every monitor has. `silent` parts of a composite tell nobody. */
export function commonInputs(
  alert: ResolvedAlert,
  context: CompileContext,
  problems: Problems,
  silent?: string,
): Record<string, Value> {
  const title = titleOf(alert, problems);
  return {
    name: silent === undefined ? title : `${title} (${silent})`,
    message:
      silent === undefined
        ? messageOf(alert, context, problems)
        : `Part of the alert ${alert.identity}: ${silent}. It notifies nobody by itself.`,
    priority: alert.priority.slice(1),
    tags: tagsOf(
      { ...alert, category: alert.category ?? '', active: typeof alert.active === 'string' ? alert.active : '' },
      context,
      problems,
    ),
    includeTags: true,
    ...(silent === undefined ? lifeOptions(alert, problems) : {}),
  };
}

/** Facts that become tags. */
interface Tagged {
  readonly identity: string;
  readonly environment: string;
  readonly application: string;
  readonly squad: string;
  readonly category?: string;
  readonly active?: string;
  readonly tags?: Readonly<Record<string, string>>;
}

/**
 * Tags, sorted: ownership for people, and the marker by which the object is found again (`GET /api/v1/monitor?monitor_tags=`): project,
 * unit and identity.
 */
export function tagsOf(one: Tagged, context: CompileContext, problems: Problems): string[] {
  const own = Object.entries(one.tags ?? {}).map(([key, value]) => `${key}:${value}`);
  for (const tag of own)
    if (tag.length > 200 || /[\s,]/.test(tag))
      problems.add(
        'tag',
        ['tags', tag.slice(0, tag.indexOf(':'))],
        `The tag "${tag}" has spaces, commas or more than 200 characters, which Datadog rewrites.`,
      );
  const tags = [
    ...own,
    `alerts_identity:${one.identity}`,
    `alerts_project:${context.project.uid}`,
    `alerts_unit:${one.environment}.${one.squad}`,
    'managed-by:alerts',
    `env:${one.environment}`,
    `service:${one.application}`,
    `team:${one.squad}`,
    ...(one.category ? [`category:${one.category}`] : []),
    ...(one.active ? [`active:${one.active.replaceAll(' ', '-')}`] : []),
  ];
  return [...new Set(tags)].sort();
}

/** The value of Datadog's `env` tag: the connection's `env`, else the environment's name. */
export function envTag(environment: string, context: CompileContext): string {
  const connection = Object.values(context.connections).find((one) => one['vendor'] === 'datadog');
  return String(connection?.['env'] ?? environment);
}

/** A monitor with its origins. */
export function monitor(
  inputs: Record<string, Value>,
  derivedFrom: Readonly<Record<string, readonly string[]>>,
  part?: string,
): CompiledResource {
  const known = Object.fromEntries(
    Object.entries({ ...commonOrigins, ...derivedFrom }).filter(
      ([path]) => path.split('.')[0] !== undefined && (path.split('.')[0] ?? '') in inputs,
    ),
  );
  return {
    ...(part === undefined ? {} : { part }),
    type: monitorType,
    title: String(inputs['name']),
    inputs,
    derivedFrom: known,
  };
}
