import type { Finding, FindingSummary } from '../../findings/finding.ts';
import type { Plan } from '../../graph/plan.ts';
import type { Scorecard } from '../../readiness/scorecard.ts';
import type { ChangeReport } from '../route/changes-text.ts';

/** An application that a change touches: its scorecard, and the level that it had. */
export interface TouchedApplication {
  readonly card: Scorecard;
  /** Absent when the application is new. */
  readonly before?: Scorecard['level'];
}

/** Tests of alerts, counted. Those that failed are findings. */
export interface TestCounts {
  readonly cases: number;
  readonly passed: number;
}

/** What `alerts ci` found out about a change. Nothing in it names a person or how to reach one: initials stand for people. */
export interface CiReport {
  /** What it is compared with, as it was given: `origin/main`, or a commit. */
  readonly base: string;
  /** The commit at which the change left the base: 40 hexadecimal digits. */
  readonly mergeBase: string;
  /** Everything that lint, readiness and tests say about what the change touches, and what is held back of its policy; sorted. */
  readonly findings: readonly Finding[];
  /** Those of them that the base does not have. */
  readonly fresh: ReadonlySet<Finding>;
  readonly summary: FindingSummary;
  /** Sorted by id. */
  readonly applications: readonly TouchedApplication[];
  readonly tests: TestCounts;
  /** Whose approval is still needed, in words; none where policy asks for none. */
  readonly missingApprovals: readonly string[];
  /** Absent when errors keep the definitions from being compiled. */
  readonly plan?: Plan;
  /** Whose duties and which routes change; absent when none do. */
  readonly nights?: ChangeReport;
  /** One line each, for people. */
  readonly notes: readonly string[];
}

/** What blocks. */
export function enforced({ findings }: CiReport): Finding[] {
  return findings.filter(({ severity }) => severity === 'error');
}

/** Whether there is anything that a reviewer has to know: without it no first comment is written. */
export function hasNews({ findings, plan, nights, applications, notes, missingApprovals }: CiReport): boolean {
  const changes =
    plan === undefined || Object.entries(plan.summary).some(([kind, count]) => kind !== 'same' && count > 0);
  return (
    changes ||
    nights !== undefined ||
    notes.length + missingApprovals.length > 0 ||
    findings.some(({ severity }) => severity !== 'info') ||
    applications.some(({ card, before }) => card.level !== before)
  );
}
