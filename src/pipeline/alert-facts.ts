import type { LoadedDocument } from '../definitions/load/load-file.ts';
import type { ResolvedAlert } from '../definitions/types.ts';
import { BuildContext } from '../oncall/build/context.ts';
import { hoursOf } from '../oncall/build/hours.ts';
import { onCallProject } from '../oncall/build/model.ts';
import type { AlertFacts, Silence } from '../oncall/routing/alert-facts.ts';
import type { Hours } from '../oncall/model.ts';
import type { DefinitionLookup } from './shard.ts';

const transitions = ['critical', 'noData', 'warning', 'recovery'] as const;

/** Turns resolved alerts into what routing knows of them. */
export type FactsOf = (alert: ResolvedAlert) => AlertFacts;

/** Facts of alerts for routing, with the project's hours read once. */
export function alertFactsOf(lookup: DefinitionLookup, project: LoadedDocument): FactsOf {
  const readText: DefinitionLookup['readText'] = (from, path) => lookup.readText(from, path);
  const { hours } = onCallProject(project.document, readText);
  const context = new BuildContext(project.document, hours, readText, []);
  const activeOf = (active: unknown): Hours | undefined => hoursOf(active, ['hours'], context);
  return (alert) => {
    const application = lookup.find('Application', alert.application)?.document.data ?? {};
    return factsOf(alert, application, activeOf(alert.active));
  };
}

function factsOf(alert: ResolvedAlert, application: Readonly<Record<string, unknown>>, active?: Hours): AlertFacts {
  const transition = transitions.find((one) => alert.notifyAsWritten[one].includes('on-call')) ?? 'critical';
  const silence = silenceOf(alert, transition);
  const tier = application['tier'] as number | undefined;
  return {
    identity: alert.identity,
    environment: alert.environment,
    squad: alert.squad,
    application: alert.application,
    alert: alert.id,
    types: (application['types'] as string[] | undefined) ?? [],
    ...(tier === undefined ? {} : { tier }),
    ...(alert.category === undefined ? {} : { category: alert.category }),
    priority: alert.priority,
    tags: alert.tags,
    title: alert.title,
    description: alert.description,
    vendor: alert.source.vendor,
    reaches: alert.reaches,
    groups: {},
    transition,
    notify: alert.notify[transition],
    ...(silence ? { silence } : {}),
    ...(active ? { active } : {}),
  };
}

function silenceOf(
  { disabled, shadowUntil, notify, notifyAsWritten }: ResolvedAlert,
  transition: (typeof transitions)[number],
): Silence | undefined {
  if (disabled) return { kind: 'disabled', ...disabled };
  if (shadowUntil !== undefined) return { kind: 'shadow', until: shadowUntil };
  if (notify[transition].includes('on-call')) return undefined;
  return { kind: notifyAsWritten[transition].includes('on-call') ? 'environment' : 'notify' };
}
