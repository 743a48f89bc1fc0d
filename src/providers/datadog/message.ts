import type { ResolvedAlert } from '../../definitions/types.ts';
import { formatDuration } from '../../definitions/values/duration.ts';
import type { Path } from '../../definitions/source/node.ts';
import type { CompileContext } from '../provider.ts';
import type { Problems } from './constraints.ts';
import { handlesOf, variable } from './handles.ts';
import { hasWarning } from './options.ts';

/** Handles that Datadog acts on wherever it finds them in a message (docs.datadoghq.com/monitors/notify). */
const mention =
  /(?:^|[^\w.@/-])@(?:all|here|channel|everyone|slack-|opsgenie|pagerduty|webhook-|team-|teams-|oncall-|victorops|sns-|servicenow|workflow-|case-|jira-|hangouts-|[\w.+-]+@[\w-]+\.)|<!(?:channel|here|everyone)>/i;

/**
 * The text that the person who is called reads: what and where, impact, the runbook's three parts, dashboard, links, owner; then
 * the handles, each inside the conditional of its transition. The on-call handle also stands in the recovery block, since the on-call
 * backend closes its alert on that; it never pages.
 */
export function messageOf(alert: ResolvedAlert, context: CompileContext, problems: Problems): string {
  const { runbook } = alert;
  const parts = [
    translate(alert.message ?? alert.description, alert, ['message'], problems),
    section('Impact', alert.impact && plain(alert.impact, ['impact'], problems)),
    section('Trigger', runbook?.trigger && plain(runbook.trigger, ['runbook', 'trigger'], problems)),
    steps(alert, problems),
    alert.dashboard ? `**Dashboard**: ${alert.dashboard}` : '',
    ...alert.links.map((link) => `**${plain(link.title, ['links'], problems)}**: ${link.url}`),
    owner(alert),
    quiet(alert) ?? notifications(alert, context, problems),
  ];
  return parts.filter(Boolean).join('\n\n');
}

function section(title: string, text: string | undefined): string {
  return text ? `**${title}**: ${text}` : '';
}

function steps(alert: ResolvedAlert, problems: Problems): string {
  const { runbook } = alert;
  if (!runbook || runbook.resolution.length === 0) return '';
  const time = runbook.expectedTime === undefined ? '' : ` (expected time ${formatDuration(runbook.expectedTime)})`;
  return [
    `**Resolution**${time}:`,
    ...runbook.resolution.map(
      (step, index) => `${index + 1}. ${plain(step, ['runbook', 'resolution', index], problems)}`,
    ),
  ].join('\n');
}

function owner(alert: ResolvedAlert): string {
  const groups = alert.groups
    ? ` · ${alert.groups.by.map((group) => `${group.alias} {{${variable(group.facet)}}}`).join(', ')}`
    : '';
  return `**Owner**: squad ${alert.squad} · application ${alert.application} · alert ${alert.id} · ${alert.environment}${groups}`;
}

/** Alerts that are switched off or on trial are evaluated and tell nobody. */
function quiet(alert: ResolvedAlert): string | undefined {
  if (alert.disabled) return `_Silenced${alert.disabled.until ? ` until ${alert.disabled.until}` : ''}._`;
  return alert.shadowUntil === undefined ? undefined : `_On trial until ${alert.shadowUntil}: nobody is notified._`;
}

function notifications(alert: ResolvedAlert, context: CompileContext, problems: Problems): string {
  const { notify } = alert;
  const critical = handlesOf(notify.critical, 'critical', alert, context, problems);
  const warning = hasWarning(alert) ? handlesOf(notify.warning, 'warning', alert, context, problems) : [];
  const noData = tellsNoData(alert) ? handlesOf(notify.noData, 'noData', alert, context, problems) : [];
  const closing = ['critical', 'warning', 'noData'].some((transition) =>
    notify[transition as 'critical'].includes('on-call'),
  )
    ? handlesOf(['on-call'], 'critical', alert, context, problems)
    : [];
  const recovery = [...new Set([...closing, ...handlesOf(notify.recovery, 'recovery', alert, context, problems)])];
  return [
    block('is_alert', critical),
    block('is_warning', warning),
    block('is_no_data', noData),
    block('is_recovery', recovery),
  ]
    .filter(Boolean)
    .join('\n');
}

function block(condition: string, handles: readonly string[]): string {
  return handles.length === 0 ? '' : `{{#${condition}}}${[...new Set(handles)].join(' ')}{{/${condition}}}`;
}

/** Whether missing data is told to anybody. */
export function tellsNoData(alert: ResolvedAlert): boolean {
  return 'noData' in alert.condition && alert.condition.noData === 'notify';
}

/** The neutral variables of a message in Datadog's words. */
function translate(text: string, alert: ResolvedAlert, path: Path, problems: Problems): string {
  checkText(text, path, problems);
  return text.replace(/\{\{\s*([^{}]+?)\s*\}\}/g, (whole, name: string) => {
    if (name === 'value') return '{{value}}';
    if (name === 'threshold') return '{{threshold}}';
    if (name === 'warning') return '{{warn_threshold}}';
    const alias = /^group\.(.+)$/.exec(name)?.[1];
    const facet = alert.groups?.by.find((group) => group.alias === alias)?.facet;
    return facet === undefined ? literal(whole) : `{{${variable(facet)}}}`;
  });
}

/** A text in which nothing is filled: braces of shells and templates stay as they are. */
function plain(text: string, path: Path, problems: Problems): string {
  checkText(text, path, problems);
  return text.includes('{{') ? literal(text) : text;
}

/** Datadog's raw block (docs.datadoghq.com/monitors/notify/variables, "Raw text"). */
function literal(text: string): string {
  return `{{{{raw}}}}${text}{{{{/raw}}}}`;
}

function checkText(text: string, path: Path, problems: Problems): void {
  const handle = mention.exec(text);
  if (handle)
    problems.add(
      'text-mention',
      path,
      `The text contains "${handle[0].trim()}", which Datadog would notify. Who hears of an alert follows from "notify".`,
    );
  const conditional = /\{\{\s*[#^/][^}]*\}\}|\{\{\{\{/.exec(text);
  if (conditional)
    problems.add(
      'text-conditional',
      path,
      `The text contains "${conditional[0]}". Conditionals are written from "notify"; remove it.`,
    );
}

/** A title with its groups in Datadog's words. */
export function titleOf(alert: ResolvedAlert, problems: Problems): string {
  const title = alert.title.replace(/\{\{group\.([^{}]+)\}\}/g, (whole, alias: string) => {
    const facet = alert.groups?.by.find((group) => group.alias === alias)?.facet;
    return facet === undefined ? whole : `{{${variable(facet)}}}`;
  });
  if (title.length > 255)
    problems.add(
      'name-length',
      ['description'],
      `The title has ${title.length} characters; at most 255 are allowed. Shorten the description.`,
    );
  return title;
}
