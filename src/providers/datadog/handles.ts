import type { NotifyTarget, ResolvedAlert } from '../../definitions/types.ts';
import { report, type Scope } from './scope.ts';
import { groupKey } from './texts.ts';

type Transition = keyof ResolvedAlert['notify'];

/** The handles of a transition's targets, ready to stand inside its conditional; empty when nobody is told. */
export function handlesFor(scope: Scope, targets: readonly NotifyTarget[], transition: Transition): string {
  const { reaches } = scope.alert;
  if (targets.length === 0) return '';
  if ('squad' in reaches) return handlesOfSquad(scope, reaches.squad, targets, transition).join(' ');
  return byGroup(scope, reaches, targets, transition);
}

function handlesOfSquad(
  scope: Scope,
  squad: string,
  targets: readonly NotifyTarget[],
  transition: Transition,
): string[] {
  const handles = targets.flatMap((target) =>
    target === 'on-call' ? onCall(scope, squad, transition) : channel(scope, squad, target.channel, transition),
  );
  return [...new Set(handles)];
}

/** One recipient, and not everybody: https://docs.datadoghq.com/monitors/notify/#notifications */
const oneHandle = /^@(?!(?:all|here|channel|everyone)\b)[\w.+-]+(?:@[\w.-]+)?$/i;

function onCall(scope: Scope, squad: string, transition: Transition): string[] {
  const handle = scope.context.onCallHandle(squad);
  if (handle !== undefined && oneHandle.test(handle)) return [handle];
  if (handle !== undefined) {
    const message = `"${handle}" is not the handle of one squad: Datadog would notify others, too.`;
    const help = 'Give the connection in the project\'s "onCall" a handle such as "@opsgenie-${squad}".';
    report(scope, 'datadog/no-handle', ['notify', transition], message, { help });
    return [];
  }
  report(
    scope,
    'datadog/no-handle',
    ['notify', transition],
    'This alert pages, but nothing says how Datadog reaches the on-call backend.',
    { help: 'Name the connection in the project\'s "onCall" and give it a handle, such as "@opsgenie-${squad}".' },
  );
  return [];
}

function channel(scope: Scope, squad: string, name: string, transition: Transition): string[] {
  const channels = scope.context.squad(squad)?.['channels'] as Record<string, Record<string, string>> | undefined;
  const destination = channels?.[name];
  const path = ['notify', transition];
  if (!destination) {
    report(scope, 'datadog/unknown-channel', path, `The squad "${squad}" has no channel "${name}".`);
    return [];
  }
  const handles = addresses(scope, destination);
  if (handles.length === 0) {
    const message = `The channel "${name}" of the squad "${squad}" has no address that Datadog can mention: it knows Slack, Microsoft Teams and e-mail, and names without spaces.`;
    report(scope, 'datadog/unknown-channel', path, message);
  }
  return handles;
}

/**
 * `@slack-channel`, `@slack-account-channel` when the Slack connection names its workspace, `@teams-channel`, `@list@example.org`.
 * https://docs.datadoghq.com/integrations/slack/, https://docs.datadoghq.com/integrations/microsoft_teams/
 */
function addresses(scope: Scope, destination: Readonly<Record<string, string>>): string[] {
  const workspace = Object.values(scope.context.connections).find((one) => one['vendor'] === 'slack')?.['workspace'];
  const account = typeof workspace === 'string' ? `${workspace}-` : '';
  const { slack, teams, email } = destination;
  return [
    ...(slack === undefined ? [] : [`@slack-${account}${slack.replace(/^#/, '')}`]),
    ...(teams === undefined || /[^\w.-]/.test(teams) ? [] : [`@teams-${teams}`]),
    ...(email === undefined ? [] : [`@${email}`]),
  ];
}

/**
 * The owner follows from a group's value. With the list of squads: one conditional per squad, and the fallback inside the negation of
 * all of them, so that exactly one squad is told. Without it: the handle is built from the value, and the fallback is told as well,
 * since Datadog accepts a handle that does not exist in silence. https://docs.datadoghq.com/monitors/notify/variables/
 */
function byGroup(
  scope: Scope,
  reaches: { readonly fromGroup: string; readonly otherwise: string },
  targets: readonly NotifyTarget[],
  transition: Transition,
): string {
  const group = scope.alert.groups?.by.find((one) => one.alias === reaches.fromGroup);
  const fallback = handlesOfSquad(scope, reaches.otherwise, targets, transition).join(' ');
  if (!group) {
    report(
      scope,
      'datadog/owner-group',
      ['squad', 'fromGroup'],
      `The alert is not grouped by "${reaches.fromGroup}", so its owner cannot be read from there.`,
    );
    return fallback;
  }
  const key = `${groupKey(group.facet)}.name`;
  const squads = scope.context.squads?.().filter((squad) => squad !== reaches.otherwise) ?? [];
  if (squads.length === 0) return dynamic(scope, key, targets, fallback);
  const each = squads.map((squad) => {
    const handles = handlesOfSquad(scope, squad, targets, transition).join(' ');
    return `{{#is_exact_match "${key}" "${squad}"}} ${handles} {{/is_exact_match}}`;
  });
  const nobodyElse = squads.reduce(
    (inner, squad) => `{{^is_exact_match "${key}" "${squad}"}} ${inner} {{/is_exact_match}}`,
    fallback,
  );
  return [...each, nobodyElse].join('\n');
}

function dynamic(scope: Scope, key: string, targets: readonly NotifyTarget[], fallback: string): string {
  const handle = targets.includes('on-call') ? scope.context.onCallHandle(`{{${key}}}`) : undefined;
  return handle === undefined ? fallback : `${handle} ${fallback}`;
}
