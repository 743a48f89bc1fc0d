import type { MeasurementCondition, NoData, ResolvedAlert } from '../../definitions/types.ts';
import { formatDuration } from '../../definitions/values/duration.ts';
import type { Value } from '../../graph/types.ts';
import type { Problems } from './constraints.ts';
import { number } from './query.ts';

type Inputs = Record<string, Value>;

/** The thresholds of a measured value, checked for order; values are texts, as the Pulumi resource wants them. */
export function thresholds(condition: MeasurementCondition, problems: Problems): Inputs {
  const { critical, warning, recovery, warningRecovery, is } = condition;
  const rising = is === 'above' || is === 'at-least';
  const quieter = (a: number, b: number): boolean => (rising ? a < b : a > b);
  const side = rising ? 'below' : 'above';
  if (warning !== undefined && critical !== undefined && !quieter(warning, critical))
    problems.add(
      'threshold-order',
      ['condition', 'warning'],
      `The warning ${warning} must be ${side} the critical threshold ${critical} of a condition "${is}".`,
    );
  const check = (
    key: 'recovery' | 'warningRecovery',
    value: number | undefined,
    limit: number | undefined,
    of: string,
  ): void => {
    if (value === undefined) return;
    if (limit === undefined)
      problems.add(
        'recovery-side',
        ['condition', key],
        `"${key}" needs the threshold that it recovers from: add "${of}", or remove it.`,
      );
    else if (!quieter(value, limit))
      problems.add(
        'recovery-side',
        ['condition', key],
        `The ${key} ${value} must be ${side} the ${of} threshold ${limit}, on the quiet side.`,
      );
  };
  check('recovery', recovery, critical, 'critical');
  check('warningRecovery', warningRecovery, warning, 'warning');
  return {
    critical: number(critical ?? 0),
    ...(recovery === undefined ? {} : { criticalRecovery: number(recovery) }),
    ...(warning === undefined ? {} : { warning: number(warning) }),
    ...(warningRecovery === undefined ? {} : { warningRecovery: number(warningRecovery) }),
  };
}

const missingData: Readonly<Record<NoData, string>> = {
  ok: 'default',
  keep: 'show_no_data',
  notify: 'show_and_notify_no_data',
  resolve: 'resolve',
};

/**
 * What missing data means for monitors that have `on_missing_data` (metrics, APM, logs, events). `ok` depends on the query: counts
 * are evaluated as zero, which is what `default` does for them; a gauge would keep its last status, so it is resolved instead.
 * Source: docs.datadoghq.com/monitors/configuration, "No data".
 */
export function onMissingData(noData: NoData | undefined, countsOrSearch: boolean, zeroFilled: boolean): string {
  if (noData === undefined || zeroFilled) return 'default';
  if (noData === 'ok') return countsOrSearch ? 'default' : 'resolve';
  return missingData[noData];
}

/** Options that follow from groups. */
export function groupOptions(
  alert: ResolvedAlert,
  kind: 'metric' | 'search' | 'check' | 'none',
  problems: Problems,
): Inputs {
  const { groups } = alert;
  if (!groups) return {};
  const facetOf = new Map(groups.by.map((group) => [group.alias, group.facet]));
  const unknown = (groups.notify ?? []).filter((alias) => !facetOf.has(alias));
  for (const alias of unknown)
    problems.add(
      'notify-by',
      ['groups', 'notify'],
      `"${alias}" is not one of the groups ${[...facetOf.keys()].join(', ')}.`,
    );
  if (groups.limit !== undefined && kind === 'check') problems.add('group-limit', ['groups', 'limit'], 'Datadog evaluates every group of a check. Remove "limit".');
  const all = groups.notify !== undefined && groups.notify.length >= groups.by.length;
  return {
    ...(groups.notify && !all && unknown.length === 0
      ? { notifyBies: groups.notify.map((alias) => facetOf.get(alias) ?? alias) }
      : {}),
    ...(groups.newGroupDelay === undefined ? {} : { newGroupDelay: groups.newGroupDelay }),
  };
}

/** Repetition and closing. */
export function lifeOptions(alert: ResolvedAlert, problems: Problems): Inputs {
  const inputs: Inputs = {};
  const { every, max } = alert.renotify ?? {};
  if (every !== undefined && repeats(alert).length > 0) {
    if (every % 60 !== 0 || every < 60 || every > 14_400 * 60)
      problems.add(
        'renotify',
        ['renotify', 'every'],
        `Datadog repeats every 1 to 14400 whole minutes, not every ${formatDuration(every)}.`,
      );
    inputs['renotifyInterval'] = Math.round(every / 60);
    if (max !== undefined) inputs['renotifyOccurrences'] = max;
    inputs['renotifyStatuses'] = repeats(alert);
  }
  if (alert.autoClose !== undefined) {
    if (alert.autoClose % 3600 !== 0 || alert.autoClose > 86_400)
      problems.add(
        'auto-close',
        ['autoClose'],
        `Datadog closes after 1 to 24 whole hours without data, not after ${formatDuration(alert.autoClose)}.`,
      );
    inputs['timeoutH'] = Math.round(alert.autoClose / 3600);
  }
  return inputs;
}

/** Only states in which somebody is told are repeated. */
function repeats(alert: ResolvedAlert): string[] {
  return [
    ...(alert.notify.critical.length > 0 ? ['alert'] : []),
    ...(hasWarning(alert) && alert.notify.warning.length > 0 ? ['warn'] : []),
  ];
}

/** Whether the alert can be in the warning state. */
export function hasWarning(alert: ResolvedAlert): boolean {
  const { condition } = alert;
  return (
    (condition.kind === 'measurement' && condition.warning !== undefined) ||
    (condition.kind === 'check' && condition.warningFailures !== undefined) ||
    condition.kind === 'composite'
  );
}
