import { compareFindings, type Finding, type FindingSummary } from '../findings/finding.ts';
import type { CheckResult, ExemptGap } from './evaluate.ts';
import type { Exemption } from './exemptions.ts';
import type { Ratchet } from './baseline.ts';
import type { Scorecard } from './scorecard.ts';

/** What a run of the gate came to, before it is shown. */
export interface ReadinessReport {
  readonly scorecards: readonly Scorecard[];
  /** What blocks or warns, without what the baseline knows; sorted. */
  readonly findings: readonly Finding[];
  readonly summary: FindingSummary;
  readonly counts: Readonly<Record<CheckResult['verdict'], number>>;
  readonly ratchet: Ratchet;
  readonly today: string;
}

/** One thing that is wrong with a squad shows up in each of its applications, and is reported once. */
export function withoutRepetition(findings: readonly Finding[]): Finding[] {
  const seen = new Set<string>();
  return [...findings].sort(compareFindings).filter(({ rule, location, message }) => {
    const key = JSON.stringify([rule, location, message]);
    return !seen.has(key) && seen.add(key);
  });
}

/** Findings that are of no check: definitions that cannot be read, names that do not exist, exemptions that exempt nothing. */
export function besideChecks({ findings }: Pick<ReadinessReport, 'findings'>): Finding[] {
  return findings.filter(({ rule }) => rule.split('/').length === 2);
}

/** All verdicts of all applications, counted. */
export function totals(scorecards: readonly Scorecard[]): ReadinessReport['counts'] {
  const counts = { pass: 0, fail: 0, exempt: 0, 'not-applicable': 0, unknown: 0 };
  for (const { counts: mine } of scorecards)
    for (const verdict of Object.keys(counts) as CheckResult['verdict'][]) counts[verdict] += mine[verdict];
  return counts;
}

/** The commands that scaffold what a result lacks, each once. */
export function commandsOf({ gaps }: CheckResult): string[] {
  return [...new Set(gaps.flatMap(({ command }) => command ?? []))];
}

/** The exemptions of some gaps, each once, with the alerts for which it stands; none for one of the whole application. */
export function exemptionsIn(
  exempt: readonly ExemptGap[],
): { readonly exemption: Exemption; readonly subjects: readonly string[] }[] {
  const all = new Map(exempt.map(({ exemption }) => [exemption.id, exemption]));
  return [...all.values()].map((exemption) => ({
    exemption,
    subjects: exempt.flatMap(({ gap, exemption: { id, alerts } }) =>
      id === exemption.id && alerts !== undefined ? (gap.subject ?? []) : [],
    ),
  }));
}
