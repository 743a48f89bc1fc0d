import { SourceFile } from '../../../src/definitions/source/source-file.ts';
import { ratchet } from '../../../src/readiness/baseline.ts';
import type { Gap, Level, Maturity, ReadinessCheck } from '../../../src/readiness/check.ts';
import type { CheckResult, Verdict } from '../../../src/readiness/evaluate.ts';
import type { Exemption } from '../../../src/readiness/exemptions.ts';
import { totals, type ReadinessReport } from '../../../src/readiness/report.ts';
import { scorecardOf } from '../../../src/readiness/scorecard.ts';
import type { ReadinessView } from '../../../src/readiness/view.ts';

/** Somebody whose name, address and id must not be on a page. */
export const dmitri = { id: 'dmitri-volkov', name: 'Dmitri Volkov', email: 'dmitri@acme.example' };

/** A report with every verdict, stage and kind of exemption; `text` stands wherever a definition or a person can put one. */
export function sampleReport(text: string): ReadinessReport {
  const file = new SourceFile(`alerts/${text}.yaml`, 'id: a\n', '');
  const at = { file, start: 0, end: 2 };
  const gap = (more: Partial<Gap> = {}): Gap => ({ message: text, at, help: text, ...more });
  const exemption: Exemption = { id: text, check: text, reason: text, owner: 'dmitri-volkov', approvedBy: text, until: '2026-12-01', ticket: text, at: undefined as never }; // prettier-ignore
  const forAlert: Exemption = { ...exemption, id: `${text}-2`, alerts: new Set([text]), until: '2027-03-01' };
  const results = [
    result('coverage/errors', 'fail', { gaps: [gap({ command: text }), gap({ subject: text })] }),
    result('coverage/latency', 'fail', {
      gaps: [gap()],
      exempt: [{ gap: gap({ subject: text }), exemption: forAlert }],
    }),
    result('oncall/load', 'fail', {
      gaps: [gap({ message: `dmitri-volkov (Dmitri Volkov, dmitri@acme.example) ${text}` })],
      stage: 'warn',
    }),
    result('runbook/known', 'fail', { gaps: [gap()] }),
    result('slo/exists', 'exempt', { gaps: [gap()], exempt: [{ gap: gap(), exemption }], exemption }),
    result('tests/fires', 'fail', { gaps: Array.from({ length: 30 }, () => gap()), stage: 'preview', level: 'gold' }),
    result('tests/pass', 'unknown', { reason: text }),
    result('queue/waiting', 'not-applicable', { reason: text }),
    result('ownership/lead', 'pass'),
  ];
  const view = { id: text, squad: { id: text }, tier: 1, types: [text] } as unknown as ReadinessView;
  const good = { id: `${text}-good`, squad: { id: text }, types: ['worker'] } as unknown as ReadinessView;
  const scorecards = [scorecardOf(view, results), scorecardOf(good, [result('ownership/lead', 'pass')])];
  return {
    scorecards,
    findings: (['error', 'warning', 'info'] as const).map((severity) => ({
      rule: 'readiness/unknown-alert',
      severity,
      message: `${text} dmitri-volkov`,
      location: file.locate(at),
      help: text,
    })),
    summary: { alerts: 3, applications: 2, squads: 1, errors: 4, warnings: 1, infos: 1, suppressed: 1 },
    counts: totals(scorecards),
    ratchet: ratchet(results, { [text]: ['runbook/known'], gone: ['tests/gone'] }),
    today: '2026-11-23',
  };

  function result(
    id: string,
    verdict: Verdict,
    more: Partial<CheckResult> & { level?: Level; stage?: Maturity['stage'] } = {},
  ): CheckResult {
    const { level = 'bronze', ...rest } = more;
    const check = { id, code: 'RD-001', summary: text, why: text, level, effort: 1 } as ReadinessCheck;
    return { check, application: text, verdict, gaps: [], exempt: [], stage: 'enforce', ...rest };
  }
}
