import type { CheckCondition } from '../../definitions/types.ts';
import type { Monitor } from './monitor.ts';
import { checkTagGroups } from './metric-query.ts';
import { notifyNoData } from './no-data.ts';
import { groupInputs } from './options.ts';
import { report, type Scope } from './scope.ts';
import { quoted } from './search.ts';

/** A service check: consecutive statuses per group. https://docs.datadoghq.com/monitors/types/service_check/ */
export function check(scope: Scope): Monitor | undefined {
  const { alert } = scope;
  if (alert.condition.kind !== 'check') return undefined;
  const condition = alert.condition;
  checkTagGroups(scope);
  const { name, over, exclude } = alert.source.fields;
  const list = (tags: unknown): string => (Array.isArray(tags) ? tags : []).map((tag) => quoted(String(tag))).join(',');
  const by = alert.groups?.by.map((group) => quoted(group.facet)).join(',') ?? '"*"';
  const excluded = list(exclude) === '' ? '' : `.exclude(${list(exclude)})`;
  const missing = notifyNoData(scope, condition.noData, 'check');
  return {
    type: 'service check',
    query: `${quoted(String(name))}.over(${list(over) || '"*"'})${excluded}.by(${by}).last(${statuses(scope, condition)}).count_by_status()`,
    inputs: {
      monitorThresholds: {
        critical: String(condition.failures),
        ok: String(condition.recoveries ?? 1),
        ...(condition.warningFailures === undefined ? {} : { warning: String(condition.warningFailures) }),
      },
      requireFullWindow: false,
      ...missing.inputs,
      ...groupInputs(scope),
    },
    warns: condition.warningFailures !== undefined,
    noData: missing.state,
    variables: {},
    groups: alert.groups?.by ?? [],
    derivedFrom: {
      type: ['source'],
      query: ['source', 'groups.by', 'condition.failures', 'condition.warningFailures', 'condition.recoveries'],
      'monitorThresholds.critical': ['condition.failures'],
      'monitorThresholds.ok': ['condition.recoveries'],
      'monitorThresholds.warning': ['condition.warningFailures'],
      notifyNoData: ['condition.noData'],
      noDataTimeframe: ['condition.noData'],
      notifyBies: ['groups.notify', 'groups.by'],
      newGroupDelay: ['groups.newGroupDelay'],
    },
  };
}

/** `last(n)`: one more than the largest threshold, as Datadog's own editor writes it, and 100 at most. */
function statuses(scope: Scope, { failures, warningFailures = 0, recoveries = 0 }: CheckCondition): number {
  const largest = Math.max(failures, warningFailures, recoveries);
  if (largest > 99)
    report(
      scope,
      'datadog/check-window',
      ['condition', largest === failures ? 'failures' : largest === recoveries ? 'recoveries' : 'warningFailures'],
      `Datadog looks at 100 statuses at most, one more than the largest number; ${largest} is too many.`,
    );
  return Math.min(100, largest + 1);
}
