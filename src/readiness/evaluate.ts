import { problemAt } from '../definitions/problem.ts';
import { nearestNode } from '../definitions/source/node.ts';
import type { Document } from '../definitions/types.ts';
import type { Finding, Location, Severity } from '../findings/finding.ts';
import { nearestName } from '../findings/nearest-name.ts';
import type { Gap, Maturity, ReadinessCheck } from './check.ts';
import { exemptionsFrom, type Exemption } from './exemptions.ts';
import { readinessPolicy } from './policy.ts';
import type { ReadinessView } from './view.ts';

/** How a check ended for an application. */
export type Verdict = 'pass' | 'fail' | 'exempt' | 'not-applicable' | 'unknown';

/** A gap that somebody has been permitted for a while. */
export interface ExemptGap {
  readonly gap: Gap;
  readonly exemption: Exemption;
}

/** One check of one application. */
export interface CheckResult {
  readonly check: ReadinessCheck;
  readonly application: string;
  readonly verdict: Verdict;
  /** Of a failure, without what is exempt of it; of an exempted failure. */
  readonly gaps: readonly Gap[];
  /** Gaps that are exempt, also those of a check that fails because of others. */
  readonly exempt: readonly ExemptGap[];
  /** Why it is not applicable or unknown. */
  readonly reason?: string;
  readonly exemption?: Exemption;
  /** The stage that holds today. */
  readonly stage: Maturity['stage'];
}

/** Runs every check on an application. */
export function judge(view: ReadinessView, checks: readonly ReadinessCheck[]): CheckResult[] {
  return checks.map((check) => {
    const stage = stageOn(view.today, view.policy.maturity[check.id] ?? check.maturity);
    const base = { check, application: view.id, gaps: [], exempt: [], stage };
    const applies = check.applies(view);
    if (applies !== true) return { ...base, verdict: 'not-applicable', reason: applies };
    const outcome = check.evaluate(view);
    if ('unknown' in outcome) return { ...base, verdict: 'unknown', reason: outcome.unknown };
    if (outcome.length === 0) return { ...base, verdict: 'pass' };
    return { ...base, ...permitted(outcome, exemptionsFrom(check, view)) };
  });
}

/** A failure without the gaps that are exempt; when that is all of them, it is exempt itself. */
function permitted(
  gaps: readonly Gap[],
  exemptionOf: (gap: Gap) => Exemption | undefined,
): Pick<CheckResult, 'verdict' | 'gaps' | 'exempt' | 'exemption'> {
  const exempt = gaps.flatMap((gap) => {
    const exemption = exemptionOf(gap);
    return exemption ? [{ gap, exemption }] : [];
  });
  const [first] = exempt;
  if (first && exempt.length === gaps.length) return { verdict: 'exempt', gaps, exempt, exemption: first.exemption };
  return { verdict: 'fail', gaps: gaps.filter((gap) => !exempt.some((one) => one.gap === gap)), exempt };
}

/** A stage begins on its day; before it is one stage milder. */
export function stageOn(today: string, { stage, from }: Maturity): Maturity['stage'] {
  if (from === undefined || from <= today || stage === 'preview') return stage;
  return stage === 'enforce' ? 'warn' : 'preview';
}

const severities: Readonly<Record<Maturity['stage'], Severity>> = {
  enforce: 'error',
  warn: 'warning',
  preview: 'info',
};

/** Failures as findings at their places. What cannot be told at tier 1 is a warning: it must not pass silently. */
export function findingsOf(results: readonly CheckResult[], views: ReadonlyMap<string, ReadinessView>): Finding[] {
  return results.flatMap((result) => {
    const { check, verdict, application, stage } = result;
    const view = views.get(application);
    if (verdict === 'unknown' && view && (view.tier ?? 1) === 1)
      return [
        problemAt(
          `readiness/${check.id}`,
          view.document.root,
          `${check.summary} It is unknown: ${result.reason ?? ''}`,
          {
            severity: 'warning',
            subject: application,
          },
        ),
      ];
    if (verdict !== 'fail') return [];
    return shownGaps(result).map(({ message, at, help, command, subject }) =>
      problemAt(`readiness/${check.id}`, at, message, {
        severity: severities[stage],
        subject: subject ?? application,
        ...(help === undefined && command === undefined
          ? {}
          : {
              help: [help, command === undefined ? undefined : `Start with \`${command}\`.`].filter(Boolean).join(' '),
            }),
      }),
    );
  });
}

/** What is only shown is one finding per application, however many gaps it has. */
function shownGaps({ gaps, stage, application }: CheckResult): readonly Gap[] {
  const [first] = gaps;
  if (stage !== 'preview' || !first || gaps.length === 1) return gaps;
  return [{ ...first, message: `${first.message} So it is in ${gaps.length} places.`, subject: application }];
}

/** What cannot be read is not ready. */
export function unreadableFindings(
  applications: readonly { readonly id: string; readonly location: Location }[],
): Finding[] {
  return applications.map(({ id, location }) => ({
    rule: 'readiness/unreadable',
    severity: 'error',
    message: `${id} cannot be judged: its definition, or that of its squad, cannot be read.`,
    location,
    subject: id,
    help: `"alerts lint --app ${id}" says what is wrong.`,
  }));
}

/** Exemptions of what was judged that exempt nothing: what they stood for is mended, or they have ended. */
export function unneededExemptions(results: readonly CheckResult[], views: readonly ReadinessView[]): Finding[] {
  const used = new Set(results.flatMap(({ exempt }) => exempt.map(({ exemption }) => exemption.at)));
  const all = new Map(views.flatMap(({ exemptions }) => exemptions.map((one) => [one.at, one])));
  return [...all.values()]
    .filter(({ at }) => !used.has(at))
    .map(({ id, check, at }) =>
      problemAt(
        'readiness/unneeded-exemption',
        nearestNode(at, ['check']),
        `The exemption ${id} exempts nothing: ${check} is met where it applies, or the exemption is not valid.`,
        { severity: 'info', subject: `exemption ${id}`, help: 'Remove it.' },
      ),
    );
}

/** Names of checks that do not exist, in the project's policy and in exemptions: what is misspelt would silently do nothing. */
export function unknownChecks(
  project: Document,
  exemptions: readonly Exemption[],
  checks: readonly ReadinessCheck[],
): Finding[] {
  const ids = checks.map(({ id }) => id);
  const hint = (name: string): string => {
    const near = nearestName(name, ids);
    return near === undefined ? '"docs/readiness/index.md" lists them all.' : `Did you mean "${near}"?`;
  };
  const unknown = (name: string): string => `There is no readiness check "${name}". ${hint(name)}`;
  return [
    ...Object.keys(readinessPolicy(project.data).maturity)
      .filter((id) => !ids.includes(id))
      .map((id) =>
        problemAt('readiness/unknown-check', nearestNode(project.root, ['readiness', 'checks', id]), unknown(id)),
      ),
    ...exemptions.map(({ check, at, id }) =>
      problemAt('readiness/unknown-check', nearestNode(at, ['check']), unknown(check), {
        subject: `exemption ${id}`,
      }),
    ),
  ];
}
