import type { ResolvedAlert } from '../definitions/types.ts';
import { formatDuration } from '../definitions/values/duration.ts';
import type { GroupValues } from '../queue-monitor/selection.ts';
import type { Trouble } from './broker/unseen.ts';
import type { AlertText, Opening } from './state/broker-state.ts';
import type { WatchedAlert, WatchedBroker } from './watched.ts';

/** Limits of the backend: https://docs.opsgenie.com/docs/alert-api */
const most = { message: 130, description: 15_000, tag: 50, tags: 20, entity: 512 };

/** What is told when an alert opens. */
export interface Occasion {
  readonly group: GroupValues;
  readonly opening: Opening;
  /** What was compared; absent when data are missing. */
  readonly value?: number;
}

/** An alert as the person reads it who is called: title, then message, impact, owner, the runbook's three parts, links. */
export function textOf(
  watched: WatchedAlert,
  broker: WatchedBroker,
  occasion: Occasion,
  marks: { readonly tag: string; readonly squads: readonly string[] },
): AlertText {
  const { alert, tags } = watched;
  const { group, opening } = occasion;
  const fill = (text: string): string => filled(text, alert, occasion);
  const targets = { critical: alert.notify.critical, warning: alert.notify.warning, 'no-data': alert.notify.noData }[
    opening
  ];
  const channels = targets.flatMap((target) => (target === 'on-call' ? [] : [`channel:${target.channel}`]));
  return {
    message: cut(`${prefixes[opening]}${fill(alert.title)}`, most.message),
    description: cut(descriptionOf(alert, occasion, fill), most.description),
    priority: alert.priority,
    tags: [marks.tag, ...channels, ...tags].filter((tag) => tag.length <= most.tag).slice(0, most.tags),
    details: {
      alerts_identity: alert.identity,
      alerts_group: JSON.stringify(group),
      alerts_opening: opening,
      broker: broker.name,
    },
    entity: cut(Object.values(group).join(' ') || String(alert.source.fields['name'] ?? broker.name), most.entity),
    squads: targets.includes('on-call') ? [squadOf(alert, group, marks.squads)] : [],
  };
}

const prefixes: Readonly<Record<Opening, string>> = { critical: '', warning: '[warning] ', 'no-data': '[no data] ' };

/** The squad that is called: the alert's, or the one that a group's value names. */
function squadOf({ reaches }: ResolvedAlert, group: GroupValues, squads: readonly string[]): string {
  if ('squad' in reaches) return reaches.squad;
  const named = group[reaches.fromGroup] ?? '';
  return squads.includes(named) ? named : reaches.otherwise;
}

function descriptionOf(alert: ResolvedAlert, { group, opening }: Occasion, fill: (text: string) => string): string {
  const said = opening === 'no-data' ? 'Nothing is measured any more.' : fill(alert.message ?? '').trim();
  const where = Object.entries(group).map(([alias, value]) => `${alias} ${value}`);
  return [
    said,
    `What: ${fill(alert.description)}`,
    alert.impact === undefined ? '' : `Impact: ${fill(alert.impact)}`,
    [`Alert: ${alert.application}/${alert.id} in ${alert.environment} (${alert.priority})`, ...where].join(', '),
    runbookOf(alert, fill),
    [
      ...(alert.dashboard === undefined ? [] : [`Dashboard: ${alert.dashboard}`]),
      ...alert.links.map(({ title, url }) => `${title}: ${url}`),
    ].join('\n'),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function runbookOf({ runbook }: ResolvedAlert, fill: (text: string) => string): string {
  if (!runbook) return '';
  const time = runbook.expectedTime === undefined ? '' : ` (expected time ${formatDuration(runbook.expectedTime)})`;
  const steps = runbook.resolution.map((step, index) => `${index + 1}. ${fill(step).trim()}`);
  return [`Runbook${time}: ${fill(runbook.trigger).trim()}`, ...steps].join('\n');
}

/** What is no variable stays: commands may have braces of their own (`--format '{{.Names}}'`). */
function filled(text: string, { condition, source }: ResolvedAlert, { group, value }: Occasion): string {
  const thresholds = condition.kind === 'measurement' ? condition : undefined;
  const measured = (number: number | undefined): string | undefined =>
    number === undefined ? undefined : measuredText(number, source.unit);
  const values: Readonly<Record<string, string | undefined>> = {
    value: measured(value) ?? 'unknown',
    threshold: measured(thresholds?.critical),
    warn_threshold: measured(thresholds?.warning),
    ...Object.fromEntries(Object.entries(group).map(([alias, name]) => [`group.${alias}`, name])),
  };
  return text.replace(/\{\{\s*([^{}]*?)\s*\}\}/g, (whole, name: string) => values[name] ?? whole);
}

/** A value with its unit; what is counted is named by the text around it. */
export function measuredText(value: number, unit: string | undefined): string {
  if (unit === 'ratio') return `${numberText(value * 100)}%`;
  if (unit === 's') return value >= 7200 ? `${numberText(value / 3600)} h` : `${numberText(value)} s`;
  if (unit === 'bytes') return value >= 1e9 ? `${numberText(value / 1e9)} GB` : `${numberText(value / 1e6)} MB`;
  return unit === 'per-second' ? `${numberText(value)}/s` : numberText(value);
}

/** Four digits are enough for whoever was just woken. */
function numberText(value: number): string {
  return String(Number(value.toPrecision(4)));
}

function cut(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`;
}

/** What is told when a broker cannot be seen, or definitions cannot be read. */
export function troubleText(broker: WatchedBroker, trouble: Trouble, reason: string, tag: string): AlertText {
  const { name, environment, owner, pages, alerts, step } = broker;
  const [what, impact, end] =
    trouble === 'definitions'
      ? [
          `Definitions for RabbitMQ "${name}" cannot be read`,
          'alerts of these definitions are not evaluated',
          'Mend them ("alerts lint"), and start "alerts watch" again.',
        ]
      : [
          `RabbitMQ "${name}" cannot be watched`,
          `${alerts.length} alerts of this broker are not evaluated`,
          `"alerts watch" looks at it every ${formatDuration(step)} and closes this alert at the first complete look.`,
        ];
  return {
    message: cut(`${what} | ${owner} | ${environment}`, most.message),
    description: cut([`${reason}.`, `Impact: ${impact}; what is open stays open.`, end].join('\n\n'), most.description),
    priority: 'P2',
    tags: [tag, 'managed-by:alerts', `team:${owner}`, `env:${environment}`].filter((one) => one.length <= most.tag),
    details: { broker: name },
    entity: name,
    squads: pages ? [owner] : [],
  };
}
