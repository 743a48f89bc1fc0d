import type { CheckRuns, CheckStatus, Clock, Evaluation, MonitorInputs, State, Track } from '../model.ts';
import { numberOf } from './monitor.ts';

/** How many statuses in a row decide, and after how many seconds of silence data are missing. */
interface CheckRules {
  readonly failures: number;
  readonly warnings?: number;
  readonly recoveries: number;
  readonly missingAfter?: number;
}

/** Evaluates a service check on the statuses that it submitted. https://docs.datadoghq.com/monitors/types/service_check/ */
export function evaluateCheck(inputs: MonitorInputs, runs: readonly CheckRuns[], clock: Clock): Track[] {
  const thresholds = (inputs['monitorThresholds'] ?? {}) as Readonly<Record<string, unknown>>;
  const warnings = numberOf(thresholds['warning']);
  const rules: CheckRules = {
    failures: numberOf(thresholds['critical']) ?? 1,
    recoveries: numberOf(thresholds['ok']) ?? 1,
    ...(warnings === undefined ? {} : { warnings }),
    ...(inputs['notifyNoData'] === true ? { missingAfter: (numberOf(inputs['noDataTimeframe']) ?? 10) * 60 } : {}),
  };
  return runs.map(({ group, statuses }) => ({ group, evaluations: evaluationsOf(rules, statuses, clock) }));
}

function evaluationsOf(rules: CheckRules, statuses: CheckRuns['statuses'], clock: Clock): Evaluation[] {
  const evaluations: Evaluation[] = [];
  let state: State = 'ok';
  let last: CheckStatus | undefined;
  let inRow = 0;
  let heardAt: number | undefined;
  for (let at = 0, index = 0; at <= clock.end; at += clock.step, index++) {
    const status = statuses[index];
    if (status === undefined) {
      const missing = rules.missingAfter !== undefined && heardAt !== undefined && at - heardAt >= rules.missingAfter;
      if (missing) state = 'no-data';
      evaluations.push({ at, state, kept: 'no data' });
      continue;
    }
    inRow = status === last ? inRow + 1 : 1;
    last = status;
    heardAt = at;
    state = after(rules, state, status, inRow);
    evaluations.push({ at, state });
  }
  return evaluations;
}

function after(rules: CheckRules, before: State, status: CheckStatus, inRow: number): State {
  if (status === 'critical' && inRow >= rules.failures) return 'alert';
  if (status === 'warning' && rules.warnings !== undefined && inRow >= rules.warnings) return 'warning';
  if (status === 'ok' && (before === 'no-data' || inRow >= rules.recoveries)) return 'ok';
  return before === 'no-data' ? 'ok' : before;
}
