import { describe, expect, it } from 'vitest';
import { evaluateCheck } from '../../../../src/alert-tests/datadog/check-monitor.ts';
import type { CheckStatus } from '../../../../src/alert-tests/model.ts';
import { parseWordRuns } from '../../../../src/definitions/values/word-runs.ts';
import { clockOf, minuteStates } from '../support.ts';

// https://docs.datadoghq.com/monitors/types/service_check/#set-alert-conditions

/** The states minute by minute, of one group. */
function states(thresholds: Readonly<Record<string, number>>, runs: string): string {
  const parsed = parseWordRuns<CheckStatus>(runs, ['ok', 'warning', 'critical', 'unknown']);
  if (!parsed.ok) throw new Error(parsed.reason);
  const minutes = parsed.words.length - 1;
  const inputs = { monitorThresholds: thresholds };
  return minuteStates(evaluateCheck(inputs, [{ group: {}, statuses: parsed.words }], clockOf(minutes))[0], minutes);
}

describe('monitors/types/service_check, check alert', () => {
  it('fires at once with one critical status, as the page says of immediate notification', () => {
    expect(states({ critical: 1, ok: 1 }, 'ok, critical, ok')).toBe('ok alert ok');
  });

  it('counts consecutive runs: one that is not critical begins anew', () => {
    expect(states({ critical: 3, ok: 1 }, 'critical x2, ok, critical x3')).toBe('ok ok ok ok ok alert');
    expect(states({ critical: 3, ok: 1 }, 'critical x2, unknown, critical x2')).toBe('ok ok ok ok ok');
  });

  it('resolves on four statuses that are fine, as in the example', () => {
    expect(states({ critical: 1, ok: 4 }, 'critical, ok x3, critical, ok x4')).toBe(
      'alert alert alert alert alert alert alert alert ok',
    );
  });
});
