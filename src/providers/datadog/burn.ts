import { formatDuration } from '../../definitions/values/duration.ts';
import type { BurnCondition } from '../../definitions/types.ts';
import type { Monitor } from './monitor.ts';
import { decimal, searchWindowText } from './numbers.ts';
import { report, type Scope } from './scope.ts';
import { readObjective, readTimeframe } from './slo-document.ts';

const path = ['source', 'slo'];

/**
 * A burn rate over two windows of an SLO.
 * https://docs.datadoghq.com/service_management/service_level_objectives/burn_rate/#api-and-terraform
 */
export function burn(scope: Scope): Monitor | undefined {
  const { alert, context } = scope;
  if (alert.condition.kind !== 'burn') return undefined;
  const condition = alert.condition;
  const id = String(alert.source.fields['id']);
  const slo = context.slo(id);
  if (!slo) {
    report(scope, 'datadog/slo', path, `There is no SLO "${id}" in this environment.`);
    return undefined;
  }
  if (slo.squad !== undefined && slo.squad !== alert.squad)
    report(
      scope,
      'datadog/slo',
      path,
      `The SLO "${id}" belongs to the squad "${slo.squad}", so its id is not known here.`,
    );
  if (alert.groups)
    report(scope, 'datadog/group-facet', ['groups'], 'A burn rate is one value for the whole SLO: it has no groups.');
  const timeframe = readTimeframe(slo.data);
  if (timeframe === undefined)
    report(scope, 'datadog/slo-window', path, `The time window of the SLO "${id}" is not a rolling 7d, 30d or 90d.`);
  checkRate(scope, condition, readObjective(slo.data)?.target);
  checkWindows(scope, condition);
  const rate = decimal(condition.burn);
  const windows = `.over("${timeframe ?? '30d'}").long_window("${searchWindowText(condition.long)}").short_window("${searchWindowText(condition.short)}")`;
  return {
    type: 'slo alert',
    query: { $join: ['burn_rate("', { $ref: slo.identity, output: 'id' }, `")${windows} > ${rate}`] },
    inputs: { monitorThresholds: { critical: rate }, requireFullWindow: false },
    warns: false,
    noData: 'never',
    variables: { value: '{{value}}', threshold: '{{threshold}}' },
    groups: [],
    derivedFrom: {
      type: ['source'],
      query: ['source', 'condition.burn', 'condition.long', 'condition.short'],
      'monitorThresholds.critical': ['condition.burn'],
    },
  };
}

/** At the target t nothing burns faster than 1 / (1 - t): every event fails then. */
function checkRate(scope: Scope, { burn: rate }: BurnCondition, target: number | undefined): void {
  if (target === undefined || target <= 0 || target >= 100) return;
  const most = 100 / (100 - target);
  if (rate <= most * (1 + 1e-9)) return;
  report(
    scope,
    'datadog/burn-impossible',
    ['condition', 'burn'],
    `With a target of ${target}% the budget burns ${Number(most.toPrecision(4))} times too fast at most, when everything fails; ${rate} is never reached.`,
  );
}

function checkWindows(scope: Scope, { long, short }: BurnCondition): void {
  if (long < 3600 || long > 172_800 || long % 3600 !== 0)
    report(
      scope,
      'datadog/burn-windows',
      ['condition', 'long'],
      `The long window is 1 to 48 whole hours in Datadog, not ${formatDuration(long)}.`,
    );
  if (short < 60 || short % 60 !== 0 || short >= long)
    report(
      scope,
      'datadog/burn-windows',
      ['condition', 'short'],
      `The short window is whole minutes and shorter than the long one, not ${formatDuration(short)}.`,
    );
}
