import { counted } from '../findings/counted.ts';
import { levels, type Level } from './check.ts';
import type { CheckResult } from './evaluate.ts';
import type { ReadinessView } from './view.ts';

/** How far an application is, and what is next. */
export interface Scorecard {
  readonly application: string;
  readonly squad: string;
  readonly tier?: number;
  readonly types: readonly string[];
  /** `not-ready` below bronze. */
  readonly level: Level | 'not-ready';
  /** Absent at gold. */
  readonly nextLevel?: Level;
  /** The failures between it and the next level, cheapest first. */
  readonly steps: readonly CheckResult[];
  readonly results: readonly CheckResult[];
  readonly counts: Readonly<Record<CheckResult['verdict'], number>>;
  /** Gaps that are exempt, one by one, also those of checks that fail because of others. */
  readonly exemptGaps: number;
}

/** The scorecard of one application from all its results. */
export function scorecardOf(
  { id, squad, tier, types }: Pick<ReadinessView, 'id' | 'squad' | 'tier' | 'types'>,
  results: readonly CheckResult[],
): Scorecard {
  const open = (level: Level): CheckResult[] =>
    results.filter(({ check, verdict }) => check.level === level && (verdict === 'fail' || verdict === 'unknown'));
  const nextLevel = levels.find((level) => open(level).length > 0);
  const reached = nextLevel === undefined ? levels.at(-1) : levels[levels.indexOf(nextLevel) - 1];
  return {
    application: id,
    squad: squad.id,
    types,
    ...(tier === undefined ? {} : { tier }),
    level: reached ?? 'not-ready',
    ...(nextLevel === undefined ? {} : { nextLevel }),
    steps: nextLevel === undefined ? [] : open(nextLevel).sort(byCost),
    results,
    counts: countsOf(results),
    exemptGaps: results.reduce((sum, { exempt }) => sum + exempt.length, 0),
  };
}

/** What to do first on the way to the next level: the two steps that cost least. */
export function cheapestSteps({ steps }: Scorecard): readonly CheckResult[] {
  return steps.slice(0, 2);
}

const efforts = { 1: 'minutes', 2: 'an hour', 3: 'a day' } as const;

/** What mending a check costs, e.g. `2 gaps, an hour each`. What is unknown counts as one gap. */
export function effortText({ check, gaps }: CheckResult): string {
  return gaps.length > 1 ? `${counted(gaps.length, 'gap')}, ${efforts[check.effort]} each` : efforts[check.effort];
}

/** Cheap first: effort per gap, then how many gaps. */
function byCost(a: CheckResult, b: CheckResult): number {
  const cost = ({ check, gaps }: CheckResult): number => check.effort * Math.max(1, gaps.length);
  return cost(a) - cost(b) || (a.check.id < b.check.id ? -1 : 1);
}

function countsOf(results: readonly CheckResult[]): Scorecard['counts'] {
  const count = (verdict: CheckResult['verdict']): number =>
    results.filter((result) => result.verdict === verdict).length;
  return {
    pass: count('pass'),
    fail: count('fail'),
    exempt: count('exempt'),
    'not-applicable': count('not-applicable'),
    unknown: count('unknown'),
  };
}
