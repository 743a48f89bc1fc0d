import { formatDuration } from '../../definitions/values/duration.ts';
import { isQuiet } from '../../definitions/resolve/quiet.ts';
import type { Inputs, Monitor } from './monitor.ts';
import { asked, report, type Scope } from './scope.ts';

const day = 86_400;

/** `notifyBies` and `newGroupDelay` of a grouped monitor. All aliases are the same as none: one notification per group. */
export function groupInputs(scope: Scope): Inputs {
  const { groups } = scope.alert;
  if (!groups) return {};
  const facets = new Map(groups.by.map((group) => [group.alias, group.facet]));
  const unknown = (groups.notify ?? []).filter((alias) => !facets.has(alias));
  for (const alias of unknown)
    report(
      scope,
      'datadog/notify-by',
      ['groups', 'notify'],
      `"groups.notify" names "${alias}", which is not in "groups.by" (${[...facets.keys()].join(', ')}).`,
    );
  const by = new Set((groups.notify ?? []).flatMap((alias) => facets.get(alias) ?? []));
  return {
    ...(by.size > 0 && by.size < facets.size ? { notifyBies: [...by].sort() } : {}),
    ...newGroupDelay(scope),
  };
}

function newGroupDelay(scope: Scope): Inputs {
  const delay = scope.alert.groups?.newGroupDelay;
  if (delay === undefined) return {};
  if (delay > day)
    report(
      scope,
      'datadog/new-group-delay',
      ['groups', 'newGroupDelay'],
      `Datadog delays new groups by a day at most, not ${formatDuration(delay)}.`,
    );
  return { newGroupDelay: Math.min(delay, day) };
}

/** `evaluationDelay`. */
export function delayInputs(scope: Scope, delay: number | undefined): Inputs {
  if (delay === undefined) return {};
  if (delay > day)
    report(
      scope,
      'datadog/delay',
      ['condition', 'delay'],
      `Datadog evaluates up to a day behind, not ${formatDuration(delay)}.`,
    );
  return { evaluationDelay: Math.min(delay, day) };
}

/** `timeoutH`. Needless where missing data resolve at once, and refused there. */
export function closeInputs(scope: Scope, monitor: Monitor): Inputs {
  const { autoClose } = scope.alert;
  if (autoClose === undefined) return {};
  const path = ['autoClose'];
  if (monitor.inputs['onMissingData'] === 'resolve') {
    if (asked(scope, path))
      report(
        scope,
        'datadog/auto-close',
        path,
        'Missing data close this alert at once, so "autoClose" has no effect.',
        {
          severity: 'warning',
        },
      );
    return {};
  }
  const hours = autoClose / 3600;
  if (Number.isInteger(hours) && hours >= 1 && hours <= 24) return { timeoutH: hours };
  if (asked(scope, path))
    report(
      scope,
      'datadog/auto-close',
      path,
      `Datadog closes after 1 to 24 whole hours without data, not after ${formatDuration(autoClose)}.`,
    );
  return {};
}

/** `renotifyInterval` and alike, for the states in which somebody is told. */
export function renotifyInputs(scope: Scope, monitor: Monitor): Inputs {
  const { alert } = scope;
  const { every, max } = alert.renotify ?? {};
  if (every === undefined) {
    if (max !== undefined && asked(scope, ['renotify', 'max']))
      report(scope, 'datadog/renotify', ['renotify', 'max'], '"max" counts repeats: say "every", too.');
    return {};
  }
  const minutes = every / 60;
  if (!Number.isInteger(minutes) || minutes < 1)
    report(
      scope,
      'datadog/renotify',
      ['renotify', 'every'],
      `Datadog repeats after whole minutes, not every ${formatDuration(every)}.`,
    );
  const statuses = repeated(scope, monitor);
  if (statuses.length === 0) return {};
  return {
    renotifyInterval: Math.max(1, Math.round(minutes)),
    ...(max === undefined ? {} : { renotifyOccurrences: max }),
    renotifyStatuses: statuses,
  };
}

function repeated({ alert }: Scope, monitor: Monitor): string[] {
  const { notify } = alert;
  if (isQuiet(alert)) return [];
  return [
    ...(notify.critical.length > 0 ? ['alert'] : []),
    ...(monitor.noData === 'notifies' && notify.noData.length > 0 ? ['no data'] : []),
    ...(monitor.warns && notify.warning.length > 0 ? ['warn'] : []),
  ];
}
