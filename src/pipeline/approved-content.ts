import type { ApprovedContent } from '../approvals/digest.ts';
import { routeInputs } from '../approvals/route-inputs.ts';
import { child, toData } from '../definitions/source/node.ts';
import type { ResolvedAlert } from '../definitions/types.ts';
import type { OnCallModel } from '../oncall/model.ts';
import type { CompileContext } from '../providers/provider.ts';
import type { FactsOf } from './alert-facts.ts';
import { forAlert } from './application.ts';
import { connectionsOf } from './compile-context.ts';
import type { DefinitionLookup } from './shard.ts';
import type { LoadedDocument } from '../definitions/load/load-file.ts';

/** What the content of an alert is put together from. */
export interface ContentSources {
  readonly lookup: DefinitionLookup;
  readonly project: LoadedDocument;
  readonly model: OnCallModel;
  readonly factsOf: FactsOf;
  readonly context: (environment: string) => CompileContext;
  /** Documents of the tests of an alert, as data. */
  testsOf(alert: ResolvedAlert): readonly Readonly<Record<string, unknown>>[];
}

/**
 * What is approved of one alert.
 * @param alerts the alert as it is in every environment that pages
 */
export function approvedContent(alerts: readonly ResolvedAlert[], sources: ContentSources): ApprovedContent {
  const per = (of: (alert: ResolvedAlert) => unknown): Record<string, unknown> =>
    Object.fromEntries(alerts.map((alert) => [alert.environment, of(alert)]));
  const [first] = alerts;
  return {
    definition: per((alert) => definitionOf(alert, sources)),
    template: templatesOf(alerts, sources.lookup),
    route: per((alert) => routeInputs(sources.model, sources.factsOf(alert))),
    test: first ? sources.testsOf(first).map((data) => ({ ...data })) : [],
    runbook: per((alert) => runbookOf(alert, sources.lookup)),
  };
}

/** The resolved alert with what it stands on: members of a composite, an objective, settings of connections. */
function definitionOf(alert: ResolvedAlert, sources: ContentSources, within: readonly string[] = []): unknown {
  const { title, squad, reaches, tags, source } = alert;
  const context = forAlert(alert, sources.context(alert.environment));
  const members = Object.entries((source.fields['members'] ?? {}) as Readonly<Record<string, unknown>>);
  const memberOf = (reference: unknown): unknown => {
    const member = context.alert(String(reference));
    if (!member || !('data' in member) || within.includes(member.identity)) return reference;
    return definitionOf(member, sources, [...within, alert.identity]);
  };
  return {
    title,
    squad,
    reaches,
    tags,
    data: alertData(alert),
    ...(members.length > 0
      ? { members: Object.fromEntries(members.map(([name, reference]) => [name, memberOf(reference)])) }
      : {}),
    ...(source.vendor === 'slo' ? { slo: context.slo(String(source.fields['id']))?.data } : {}),
    connections: connectionsFor(alert, sources.project),
  };
}

/**
 * Overrides are applied already, and the runbook is a part of its own. Suppressions silence rules, not alerts: policy judges them, and takes
 * them away where they do not count.
 */
function alertData(alert: ResolvedAlert): Record<string, unknown> {
  const { runbook: _, overrides: __, suppress: ___, ...data } = alert.data;
  return data;
}

/** Settings of the connections that an alert is measured through. Names of secrets say nothing about it. */
function connectionsFor({ source, environment }: ResolvedAlert, project: LoadedDocument): Record<string, unknown> {
  const connections = Object.entries(connectionsOf(project, environment));
  const named = source.fields['connection'];
  const used = connections.filter(([name, { vendor }]) =>
    named === undefined ? vendor === source.vendor : name === named,
  );
  return Object.fromEntries(used.map(([name, settings]) => [name, withoutSecrets(settings)]));
}

function withoutSecrets(settings: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(settings).filter(([, value]) => typeof value !== 'object' || value === null),
  );
}

/** What each template on the way says of the alert, as written: its parameters, defaults, uses and the alert itself. */
function templatesOf(alerts: readonly ResolvedAlert[], lookup: DefinitionLookup): Record<string, unknown> {
  const ids = new Set(alerts.flatMap(({ templates }) => templates.map((template) => template.id)));
  const id = alerts[0]?.id ?? '';
  return Object.fromEntries([...ids].sort().map((template) => [template, templateOf(template, id, lookup)]));
}

function templateOf(template: string, alert: string, lookup: DefinitionLookup): unknown {
  const { parameters, defaults, use, alerts } = lookup.find('Template', template)?.document.data ?? {};
  // A prefix of `as:` is not part of the id that the template knows.
  const known = Object.entries((alerts ?? {}) as Readonly<Record<string, unknown>>).filter(
    ([id]) => alert === id || alert.endsWith(`.${id}`),
  );
  return withoutNotes({ parameters, defaults, use, alerts: Object.fromEntries(known) });
}

/** A runbook is a part of its own, by its content: where its file lies says nothing. Suppressions are policy, as above. */
function withoutNotes(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNotes);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([key]) => key !== 'runbook' && key !== 'suppress');
  return Object.fromEntries(entries.map(([key, member]) => [key, withoutNotes(member)]));
}

/** A runbook as written in place, or the whole text of its file: people read more of it than its three parts. */
function runbookOf(alert: ResolvedAlert, lookup: DefinitionLookup): unknown {
  const node = child(alert.root, 'runbook');
  if (node?.kind !== 'scalar' || typeof node.value !== 'string') return node ? toData(node) : undefined;
  const file = lookup.readText(node.file.path, node.value);
  return 'reason' in file ? { unreadable: true } : { text: file.text.replace(/\r\n/g, '\n') };
}
