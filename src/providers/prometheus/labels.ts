import { isQuiet } from '../../definitions/resolve/quiet.ts';
import type { NotifyTarget, ResolvedAlert } from '../../definitions/types.ts';
import { report, type Scope } from './scope.ts';
import { literal } from './texts.ts';

/** Labels of a rule by name; values are templates. */
export type Labels = Readonly<Record<string, string>>;

/** What a rule is about. */
export type RuleSeverity = 'critical' | 'warning' | 'no-data';

const name = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** Names that every rule has or Prometheus writes itself. */
const ours = new Set([
  'alertname', 'alertstate', 'severity', 'priority', 'squad', 'application', 'alert', 'environment', 'category', 'active', 'notify',
  'alerts_project', 'alerts_identity',
]); // prettier-ignore

/** The labels of one rule, the marker among them. What is told to whom stands in `notify`, for the routes of Alertmanager. */
export function labelsOf(scope: Scope, severity: RuleSeverity): Labels {
  const { alert, context } = scope;
  const labels: Record<string, string> = {
    severity,
    priority: alert.priority,
    squad: squadOf(scope),
    application: alert.application,
    alert: alert.id,
    environment: alert.environment,
    ...(alert.category === undefined ? {} : { category: alert.category }),
    ...(alert.active === undefined || alert.active === null ? {} : { active: activeOf(alert.active) }),
    notify: notifyOf(alert, severity),
    alerts_project: context.project.uid,
    alerts_identity: alert.identity,
    ...Object.fromEntries(Object.entries(alert.tags).map(([key, value]) => [key, literal(value)])),
  };
  return Object.fromEntries(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Reports tags and groups that cannot be labels beside ours. */
export function checkLabels(scope: Scope): void {
  const { tags, groups } = scope.alert;
  for (const key of Object.keys(tags)) {
    const path = ['tags', key];
    if (ours.has(key))
      report(scope, 'prometheus/label', path, `The label "${key}" is written from the definition itself.`);
    else if (!name.test(key))
      report(scope, 'prometheus/label', path, `"${key}" is no name of a label.`, {
        help: 'Use letters, digits and _, and begin with a letter.',
      });
  }
  for (const { facet } of groups?.by ?? [])
    if (!name.test(facet)) report(scope, 'prometheus/label', ['groups', 'by'], `"${facet}" is no name of a label.`);
    else if (ours.has(facet) || facet in tags)
      report(
        scope,
        'prometheus/label',
        ['groups', 'by'],
        `The rule has a label "${facet}" of its own, which would replace that of the series.`,
        { help: 'Rename it in the expression with label_replace.' },
      );
}

function notifyOf(alert: ResolvedAlert, severity: RuleSeverity): string {
  if (isQuiet(alert)) return 'none';
  const { critical, warning, noData } = alert.notify;
  const targets = { critical, warning, 'no-data': noData }[severity];
  return targets.map(targetName).join(',') || 'none';
}

function targetName(target: NotifyTarget): string {
  return target === 'on-call' ? target : `channel:${target.channel}`;
}

/** An owner that follows from a group is a template: only squads that exist are named, everything else is the fallback's. */
function squadOf(scope: Scope): string {
  const { reaches, groups } = scope.alert;
  if ('squad' in reaches) return reaches.squad;
  const facet = groups?.by.find(({ alias }) => alias === reaches.fromGroup)?.facet;
  if (facet === undefined) {
    report(
      scope,
      'prometheus/owner-group',
      ['squad', 'fromGroup'],
      `The alert is not grouped by "${reaches.fromGroup}", so its owner cannot be read from there.`,
    );
    return reaches.otherwise;
  }
  const squads = scope.context.squads?.() ?? [];
  const known = `$labels.${facet}`;
  return `{{ if match "^(?:${squads.join('|')})$" ${known} }}{{ ${known} }}{{ else }}${reaches.otherwise}{{ end }}`;
}

/** Hours are judged by the on-call backend or by a time interval of Alertmanager; here they are only named. */
function activeOf(active: unknown): string {
  return typeof active === 'string' ? literal(active) : 'in-place';
}
