import type { ResolvedAlert } from '../../definitions/types.ts';
import { formatDuration } from '../../definitions/values/duration.ts';
import { handlesFor } from './handles.ts';
import type { Monitor } from './monitor.ts';
import type { Scope } from './scope.ts';
import { groupVariable, instructions, sentence, type TextScope } from './texts.ts';

/**
 * What the person who is called reads: the message, then impact, owner, the runbook's three parts and links; last the handles, each
 * inside the conditional of its transition.
 */
export function messageOf(scope: Scope, monitor: Monitor): string {
  const { alert } = scope;
  const texts: TextScope = { problems: scope.problems, groups: monitor.groups, variables: monitor.variables };
  const say = (text: string | undefined, field: string): string =>
    text === undefined ? '' : sentence(texts, text, [field]);
  const said = say(alert.message, 'message');
  const description = say(alert.description, 'description');
  const impact = say(alert.impact, 'impact');
  return [
    said || description,
    said && description ? `**What**: ${description}` : '',
    impact ? `**Impact**: ${impact}` : '',
    facts(alert, monitor),
    runbook(alert, texts),
    links(alert, texts),
    quiet(alert) ?? notifications(scope, monitor),
  ]
    .filter(Boolean)
    .join('\n\n')
    .trim();
}

function facts(alert: ResolvedAlert, monitor: Monitor): string {
  const owner =
    'squad' in alert.reaches ? alert.reaches.squad : `by ${alert.reaches.fromGroup}, else ${alert.reaches.otherwise}`;
  const groups = monitor.groups.map((group) => `${group.alias} ${groupVariable(group.facet)}`).join(', ');
  return [
    `**Owner**: ${owner}`,
    `**Alert**: ${alert.application}/${alert.id} in ${alert.environment} (${alert.priority})`,
    ...(groups ? [`**Where**: ${groups}`] : []),
  ].join(' · ');
}

function runbook(alert: ResolvedAlert, texts: TextScope): string {
  const { runbook: one } = alert;
  if (!one) return '';
  const path = (...rest: (string | number)[]): (string | number)[] =>
    one.from === undefined ? ['runbook', ...rest] : ['runbook'];
  const time = one.expectedTime === undefined ? '' : ` (expected time ${formatDuration(one.expectedTime)})`;
  const steps = one.resolution.map((step, index) => {
    const text = instructions(texts, step, path('resolution', index));
    return `${index + 1}. ${text.replace(/\n(?!\s)/g, '\n   ')}`;
  });
  return [`**Runbook**${time}: ${instructions(texts, one.trigger, path('trigger'))}`, ...steps].join('\n');
}

function links(alert: ResolvedAlert, texts: TextScope): string {
  const dashboard = alert.dashboard === undefined ? [] : [`[Dashboard](${address(alert.dashboard)})`];
  const others = alert.links.map(
    (link, index) => `[${sentence(texts, link.title, ['links', index, 'title'])}](${address(link.url)})`,
  );
  return [...dashboard, ...others].join(' · ');
}

/** `@` and braces mean nothing to an address once they are percent-encoded (RFC 3986), and something to Datadog before. */
function address(url: string): string {
  return url.replaceAll('@', '%40').replaceAll('{{', '%7B%7B').replaceAll('}}', '%7D%7D');
}

/** Alerts that are switched off or on trial are evaluated, and notify nobody. */
function quiet(alert: ResolvedAlert): string | undefined {
  if (alert.disabled) {
    const until = alert.disabled.until === undefined ? '' : ` until ${alert.disabled.until}`;
    return `_Disabled${until}: nobody is notified._`;
  }
  return alert.shadowUntil === undefined ? undefined : `_On trial until ${alert.shadowUntil}: nobody is notified._`;
}

function notifications(scope: Scope, monitor: Monitor): string {
  const { notify } = scope.alert;
  const told: [string, string][] = [
    ['is_alert', handlesFor(scope, notify.critical, 'critical')],
    ['is_warning', monitor.warns ? handlesFor(scope, notify.warning, 'warning') : ''],
    ['is_no_data', monitor.noData === 'notifies' ? handlesFor(scope, notify.noData, 'noData') : ''],
    ['is_recovery', handlesFor(scope, notify.recovery, 'recovery')],
    ...closings(scope, monitor),
  ];
  return told
    .filter(([, handles]) => handles !== '')
    .map(([condition, handles]) => `{{#${condition}}} ${handles} {{/${condition}}}`)
    .join('\n');
}

/**
 * The on-call backend closes its alert on the recovery that reaches the handle which opened it, and never pages on one. A monitor
 * that went ALERT → WARN → OK recovers from a warning, one that went ALERT → NO DATA → OK from missing data: each way back closes.
 */
function closings(scope: Scope, monitor: Monitor): [string, string][] {
  const { critical, warning, noData, recovery } = scope.alert.notify;
  if (recovery.includes('on-call')) return [];
  const byAlert = critical.includes('on-call') || (monitor.warns && warning.includes('on-call'));
  const byNoData = monitor.noData === 'notifies' && noData.includes('on-call');
  if (!byAlert && !byNoData) return [];
  const handle = handlesFor(scope, ['on-call'], critical.includes('on-call') ? 'critical' : 'noData');
  return [
    ...(byAlert ? [['is_alert_recovery', handle] as [string, string]] : []),
    ...(byAlert && monitor.warns ? [['is_warning_recovery', handle] as [string, string]] : []),
    ...(byNoData || monitor.noData !== 'never' ? [['is_no_data_recovery', handle] as [string, string]] : []),
  ];
}
