import type { ResolvedAlert } from '../../definitions/types.ts';
import type { Compiled, CompileContext, CompiledResource } from '../provider.ts';
import { apm } from './apm.ts';
import { burn } from './burn.ts';
import { check } from './check.ts';
import { composite } from './composite.ts';
import { messageOf } from './message.ts';
import { metric } from './metric.ts';
import type { Inputs, Monitor, Part } from './monitor.ts';
import { closeInputs, renotifyInputs } from './options.ts';
import { raw } from './raw.ts';
import { report, sourcePath, type Scope } from './scope.ts';
import { event, logs } from './search.ts';
import { tagsOf } from './tags.ts';
import { sentence } from './texts.ts';

/** The type of a monitor's resource. */
export const monitorType = 'datadog:index/monitor:Monitor';

const kinds: Readonly<Record<string, (scope: Scope) => Monitor | undefined>> = {
  metric, logs, apm, check, event, composite, raw, burn,
}; // prettier-ignore

/** An alert as Datadog monitors: one, or the composite that notifies and its silent parts. */
export function compile(alert: ResolvedAlert, context: CompileContext): Compiled {
  const scope: Scope = { alert, context, problems: [] };
  checkLeftovers(scope, alert.source.fields, sourcePath(alert));
  const monitor = kinds[alert.source.vendor === 'slo' ? 'burn' : alert.source.type]?.(scope);
  if (!monitor) return { resources: [], problems: scope.problems };
  const title = titleOf(scope, monitor);
  const parts = (monitor.parts ?? []).map((part) => silentPart(scope, part, title));
  return { resources: [main(scope, monitor, title), ...parts], problems: scope.problems };
}

function main(scope: Scope, monitor: Monitor, title: string): CompiledResource {
  const { alert } = scope;
  const inputs: Inputs = {
    name: title,
    type: monitor.type,
    query: monitor.query,
    message: messageOf(scope, monitor),
    priority: alert.priority.slice(1),
    tags: tagsOf(alert, undefined, scope.context, scope.problems),
    includeTags: monitor.groups.length === 0,
    ...monitor.inputs,
    ...renotifyInputs(scope, monitor),
    ...closeInputs(scope, monitor),
    ...assets(alert),
  };
  return {
    type: monitorType,
    title,
    inputs,
    get derivedFrom() {
      return origins({ ...commonOrigins, ...monitor.derivedFrom }, inputs);
    },
  };
}

/** A part only feeds its composite: no handle, no repetition, and a text that says so. */
function silentPart(scope: Scope, part: Part, title: string): CompiledResource {
  const { alert } = scope;
  const name = `${title} (${part.label})`;
  const inputs: Inputs = {
    name,
    type: part.type,
    query: part.query,
    message: `Part of ${alert.application}/${alert.id}, which notifies in its place. Managed by alerts.`,
    priority: alert.priority.slice(1),
    tags: tagsOf(alert, part.name, scope.context, []),
    includeTags: true,
    ...Object.fromEntries(Object.entries(part.inputs).filter(([key]) => key !== 'notifyBies')),
  };
  return {
    part: part.name,
    type: monitorType,
    title: name,
    inputs,
    get derivedFrom() {
      return origins({ ...commonOrigins, message: [], ...part.derivedFrom }, inputs);
    },
  };
}

/** Datadog trims names and keeps the rest; the length is our limit. */
function titleOf(scope: Scope, monitor: Monitor): string {
  const texts = { problems: scope.problems, groups: monitor.groups, variables: monitor.variables };
  const title = sentence({ ...texts, problems: [] }, scope.alert.title, []).trim();
  checkLeftovers(scope, scope.alert.title, ['description']);
  if (title.length > 255)
    report(scope, 'datadog/name-length', ['description'], `The title has ${title.length} characters; 255 at most.`, {
      help: 'Shorten the description.',
    });
  return title;
}

/** Runbook links have a place of their own. https://docs.datadoghq.com/api/latest/monitors/#create-a-monitor, assets */
function assets(alert: ResolvedAlert): Inputs {
  const runbooks = alert.links.filter((link) => /run-?book|playbook|procédure/i.test(link.title));
  if (runbooks.length === 0) return {};
  return { assets: runbooks.map(({ title, url }) => ({ category: 'runbook', name: title, url })) };
}

function checkLeftovers(scope: Scope, value: unknown, path: readonly (string | number)[]): void {
  if (typeof value === 'string') {
    const found = /\$\{[^}]*\}?/.exec(value);
    if (found)
      report(scope, 'datadog/interpolation-leftover', path, `"${found[0]}" is not filled: nothing has this name.`);
  } else if (typeof value === 'object' && value !== null)
    for (const [key, inner] of Object.entries(value)) checkLeftovers(scope, inner, [...path, key]);
}

const commonOrigins: Readonly<Record<string, readonly string[]>> = {
  name: ['description', 'groups.by'],
  message: [
    'message', 'description', 'impact', 'priority', 'squad', 'runbook', 'dashboard', 'links', 'notify', 'groups.by', 'condition.noData',
    'condition.warning', 'disabled', 'mode',
  ],
  priority: ['priority'],
  tags: ['category', 'active', 'tags'],
  includeTags: ['groups.by'],
  renotifyInterval: ['renotify.every'],
  renotifyOccurrences: ['renotify.max'],
  renotifyStatuses: ['renotify', 'notify'],
  timeoutH: ['autoClose'],
  assets: ['links'],
}; // prettier-ignore

/** Only for inputs that are there. */
function origins(all: Readonly<Record<string, readonly string[]>>, inputs: Inputs): Record<string, readonly string[]> {
  const present = ([path]: readonly [string, unknown]): boolean => {
    const [head = '', ...rest] = path.split('.');
    const input = inputs[head];
    return rest.length === 0
      ? input !== undefined
      : typeof input === 'object' && input !== null && (rest[0] ?? '') in input;
  };
  return Object.fromEntries(Object.entries(all).filter(present));
}
