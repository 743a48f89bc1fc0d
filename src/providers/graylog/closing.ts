import { isQuiet } from '../../definitions/resolve/quiet.ts';
import { selects, type SelectorFacts } from '../../definitions/resolve/select.ts';
import { formatDuration, parseDuration } from '../../definitions/values/duration.ts';
import type { MeasurementCondition, ResolvedAlert } from '../../definitions/types.ts';
import type { CompiledResource } from '../provider.ts';
import {
  aliasOf,
  backendUrl,
  callsByRequest,
  notificationId,
  notificationOf,
  squadOf,
  variableOf,
} from './delivery.ts';
import { markedDescription } from './marker.ts';
import { report, type Scope } from './scope.ts';
import { oppositeOf } from './search.ts';
import { eventDefinitionType } from './shapes.ts';
import { jsonTemplate, plainTitle } from './texts.ts';

type Fields = Readonly<Record<string, unknown>>;

/** The part that closes. */
const part = 'closing';

/**
 * What closes the alert that Graylog has opened at the on-call backend, since an event has no end: a second definition with the opposite condition,
 * whose events ask the backend to close; else a policy of the squad, which is checked here. The first works where an execution always has a
 * value (a count without groups is zero when nothing is found) and where the address of the request is always the same.
 */
export function closingOf(
  scope: Scope,
  definition: CompiledResource,
  condition: MeasurementCondition | undefined,
): CompiledResource[] {
  const { alert } = scope;
  if (!alert.notify.critical.includes('on-call')) return [];
  const closer = policyThatCloses(scope);
  checkAutoClose(scope, closer);
  const isByItself = condition !== undefined && alert.autoClose === undefined && canClose(scope);
  if (!isByItself && closer === undefined && alert.autoClose === undefined) reportOpen(scope);
  return isByItself && !isQuiet(alert) ? [closingDefinition(scope, definition, condition), closingRequest(scope)] : [];
}

function canClose(scope: Scope): boolean {
  const { alert } = scope;
  const compute = String(alert.source.fields['compute'] ?? '');
  return !alert.groups && /^(count$|unique)/.test(compute) && callsByRequest(scope);
}

function closingDefinition(
  scope: Scope,
  definition: CompiledResource,
  condition: MeasurementCondition,
): CompiledResource {
  const { alert, context } = scope;
  const title = `${plainTitle(alert)} (${part})`;
  const identity = `${alert.identity}#${part}`;
  const { fieldSpec: _, keySpec: __, ...search } = oppositeOf(definition.inputs, condition);
  return {
    ...definition,
    part,
    type: eventDefinitionType,
    title,
    inputs: {
      ...search,
      title,
      description: markedDescription('Closes what the alert has opened.', { ...alert, identity }, context.project),
      alert: false,
      // The backend is asked again now and then, in case it was away when it was asked first.
      gracePeriodMs: Math.max(Number(search['executeEveryMs']), askAgain),
      notifications: [notificationId(scope, `${part}-request`)],
    },
  };
}

/** Milliseconds between two requests to close while all is well. */
const askAgain = 5 * 60_000;

/** https://docs.opsgenie.com/docs/alert-api, close alert */
function closingRequest(scope: Scope): CompiledResource {
  const alias = aliasOf(scope).map(String).join('');
  return notificationOf(scope, {
    part: `${part}-request`,
    inputs: {
      kind: 'http',
      url: `${backendUrl(scope)}/v2/alerts/${encodeURIComponent(alias)}/close?identifierType=alias`,
      credential: variableOf(scope, 'onCallKey'),
      body: `{"source":"graylog","note":${jsonTemplate(['The search finds nothing wrong any more.'])}}`,
    },
  });
}

/** A policy of the squad that is reached, and after how many seconds it closes. */
interface Closer {
  readonly id: string;
  readonly after: number;
}

/** Policies come before notification policies, and of each the first that selects the alert counts: docs/format.md, holding back. */
function policyThatCloses({ alert, context }: Scope): Closer | undefined {
  const squad = context.squad(squadOf(alert)) ?? {};
  const facts = factsOf(alert);
  const all = ['policies', 'notifications'].flatMap((list) =>
    Object.entries((squad[list] ?? {}) as Readonly<Record<string, Fields>>),
  );
  for (const [id, { when, autoClose }] of all) {
    const after = parseDuration(autoClose);
    if (after !== undefined && isSelected(when as Fields | undefined, facts)) return { id, after };
  }
  return undefined;
}

/** What depends on the hour, the title or a group does not close every alert. */
function isSelected(when: Fields | undefined, facts: SelectorFacts): boolean {
  if (['hours', 'title', 'group'].some((key) => when?.[key] !== undefined)) return false;
  return selects(when, facts);
}

function factsOf(alert: ResolvedAlert): SelectorFacts {
  const { environment, squad, application, id, priority, category, tags } = alert;
  return {
    environment,
    squad,
    application,
    alert: id,
    priority,
    tags,
    types: [],
    ...(category === undefined ? {} : { category }),
  };
}

function checkAutoClose(scope: Scope, closer: Closer | undefined): void {
  const { alert } = scope;
  if (alert.autoClose === undefined || closer?.after === alert.autoClose) return;
  const wanted = formatDuration(alert.autoClose);
  const squad = squadOf(alert);
  report(
    scope,
    'graylog/auto-close',
    ['autoClose'],
    closer
      ? `The policy "${closer.id}" of the squad "${squad}" closes this alert after ${formatDuration(closer.after)}, not after ${wanted}.`
      : `No policy of the squad "${squad}" closes this alert, and Graylog cannot.`,
    {
      help: `Write "notifications: { close-${alert.id}: { when: { alert: ${alert.application}/${alert.id} }, autoClose: ${wanted} } }" in the squad, before others that select it.`,
    },
  );
}

function reportOpen(scope: Scope): void {
  const { alert } = scope;
  const why = alert.groups
    ? 'a search by groups does not see a group end'
    : callsByRequest(scope)
      ? 'only a count without groups can be seen to end'
      : 'mails close nothing';
  report(
    scope,
    'graylog/never-closes',
    ['notify', 'critical'],
    `Nothing closes this alert once it is open (${why}), and while it is open the next one calls nobody.`,
    {
      severity: 'warning',
      help: `Say "autoClose: 1h", and let a policy of the squad "${squadOf(alert)}" do it: "notifications: { close-graylog: { when: { application: ${alert.application} }, autoClose: 1h } }".`,
    },
  );
}
