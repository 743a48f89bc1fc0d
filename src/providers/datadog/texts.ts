import type { Path } from '../../definitions/source/node.ts';
import type { Group } from '../../definitions/types.ts';
import type { CompileProblem } from '../provider.ts';
import type { TextVariables } from './monitor.ts';
import { report } from './scope.ts';

/** What a text of a definition may refer to. */
export interface TextScope {
  readonly problems: CompileProblem[];
  readonly groups: readonly Group[];
  readonly variables: TextVariables;
}

/** Words after `@` that are recipients by themselves: https://docs.datadoghq.com/monitors/notify/#notifications */
const recipients =
  'here|all|channel|everyone|slack|opsgenie|pagerduty|webhook|team|teams|msteams|microsoft-teams|oncall|on-call|victorops|splunk-on-call|workflow|case|incident|jira|servicenow|sns|sms|hangouts|google|hipchat|flowdock|campfire|statuspage|bigpanda|moogsoft|zendesk|pushover|eventbridge|xmatters|pagertree|rollbar|desk|sentry|trello|status';
const listed = new RegExp(`^(?:${recipients})(?![\\w.])`, 'i');
const inert = /^(?:[\w.]+|[\w-]+(?:\.[\w-]+)+)$/;
const handle = /@(\{\{|[A-Za-z0-9_#][\w.+#-]*(?:@[\w.-]+)?)/g;

/**
 * The first thing in a text that Datadog would notify. Every recipient is an e-mail address, one of the words above, or a name
 * with a hyphen, so attributes of logs (`@http.status_code`) and name servers (`dig @1.1.1.1`) address nobody; nor does what follows
 * a word (`ops@example.org`, `HEAD@{1}`), since a mention begins after a space. There is no documented escape.
 */
export function mentionIn(text: string): string | undefined {
  for (const match of text.matchAll(handle)) {
    const name = (match[1] ?? '').replace(/[.-]+$/, '');
    const inWord = /[\w%+]/.test(text.charAt(match.index - 1)) && name !== '{{';
    if (inWord ? !new RegExp(`^(?:${recipients})-`, 'i').test(name) : inert.test(name) && !listed.test(name)) continue;
    return `@${name}`;
  }
  return /<!(?:here|channel|everyone|subteam)/.exec(text)?.[0];
}

const block = /\{\{\{+|\{\{\s*[#^/!>&][^}]*\}?\}?|\{\{\s*else\b[^}]*\}\}/;

/** Reports mentions and blocks: they would change who is notified. */
export function checkText(scope: TextScope, text: string, path: Path): void {
  const mention = mentionIn(text);
  if (mention !== undefined)
    report(
      scope,
      'datadog/text-mention',
      path,
      `The text says "${mention}", which Datadog would notify each time. Say who hears of the alert in "notify".`,
      { help: 'Name people and channels without the "@".' },
    );
  const found = block.exec(text) ?? /\{\{/.exec(text.replace(/\{\{[^{}]*\}\}/g, ''));
  if (found)
    report(
      scope,
      'datadog/text-conditional',
      path,
      `The text contains "${found[0]}", with which Datadog begins a block. Those around the text are written from "notify".`,
    );
}

/** A text of which people read every word: only known variables may stand in it. */
export function sentence(scope: TextScope, text: string, path: Path): string {
  checkText(scope, text, path);
  return text.trim().replace(/\{\{\s*([^{}]*?)\s*\}\}/g, (whole, name: string) => {
    const known = translated(scope, name);
    if (known === undefined && !block.test(whole))
      report(scope, 'datadog/template-variable', path, unknownVariable(scope, name));
    return known ?? '';
  });
}

/** Steps of a runbook: commands may have braces of their own (`--format '{{.Names}}'`), which are sent as they are. */
export function instructions(scope: TextScope, text: string, path: Path): string {
  checkText(scope, text, path);
  return text
    .trim()
    .replace(/\{\{\s*([^{}]*?)\s*\}\}/g, (whole, name: string) =>
      block.test(whole) ? '' : (translated(scope, name) ?? `{{{{raw}}}}${whole}{{{{/raw}}}}`),
    );
}

function translated(scope: TextScope, name: string): string | undefined {
  if (name === 'value') return scope.variables.value;
  if (name === 'threshold') return scope.variables.threshold;
  if (name === 'warn_threshold') return scope.variables.warnThreshold;
  const group = scope.groups.find((one) => name === `group.${one.alias}`);
  return group && groupVariable(group.facet);
}

function unknownVariable(scope: TextScope, name: string): string {
  if (/^(value|threshold|warn_threshold)$/.test(name))
    return `This monitor has no {{${name}}}; Datadog would leave a gap.`;
  const known = [
    ...(scope.variables.value ? ['value'] : []),
    ...(scope.variables.threshold ? ['threshold'] : []),
    ...(scope.variables.warnThreshold ? ['warn_threshold'] : []),
    ...scope.groups.map((group) => `group.${group.alias}`),
  ];
  return `There is no variable {{${name}}} here. Known: ${known.join(', ') || 'none'}.`;
}

/**
 * The variable of a group: `{{host.name}}`, with brackets around keys with dots: `{{[@network.client.ip].name}}`.
 * https://docs.datadoghq.com/monitors/notify/variables/#multi-alert-variables
 */
export function groupVariable(facet: string): string {
  return `{{${groupKey(facet)}.name}}`;
}

/** The key of a group inside variables and conditionals. */
export function groupKey(facet: string): string {
  return /[^\w@-]/.test(facet) ? `[${facet}]` : facet;
}
