import { compareFindings, type Finding } from '../findings/finding.ts';
import { problemAt } from '../definitions/problem.ts';
import { nearestNode } from '../definitions/source/node.ts';
import { coverageOf, type Coverage } from '../oncall/coverage/coverage.ts';
import type { CoverageFinding } from '../oncall/coverage/finding.ts';
import type { OnCallModel, Schedule, Span } from '../oncall/model.ts';
import type { Run } from '../pipeline/run.ts';
import type { OnCallFilters } from './oncall-selection.ts';

/** A finding at its place, and whom it concerns. */
export interface PlacedFinding extends Finding, Pick<CoverageFinding, 'squad' | 'schedule' | 'person'> {}

/** What `--check` found in a range. */
export interface CheckedCoverage {
  readonly range: Span;
  readonly coverage: Coverage;
  readonly findings: readonly PlacedFinding[];
}

/** Checks a range; what is shown is what concerns the chosen schedules and people. */
export function checkCoverage(
  run: Run,
  model: OnCallModel,
  range: Span,
  schedules: readonly Schedule[],
  { person }: OnCallFilters,
): CheckedCoverage {
  const keys = new Set(schedules.map(({ squad, id }) => `${squad}/${id}`));
  const chosen = (one: { squad: string; schedule: string; person?: string }): boolean =>
    keys.has(`${one.squad}/${one.schedule}`) &&
    (person === undefined || one.person === undefined || person.includes(one.person));
  const { gaps, shares, findings } = coverageOf(model, range);
  const coverage = { gaps: gaps.filter(chosen), shares: shares.filter(chosen), findings: findings.filter(chosen) };
  return { range, coverage, findings: placed(coverage, run) };
}

/** Findings at the places of the definitions that they are about. */
function placed({ findings }: Coverage, run: Run): PlacedFinding[] {
  const lookup = run.shard.lookup(new Map());
  const found = findings.flatMap(({ rule, severity, message, squad, schedule, person, path }) => {
    const document = lookup.find('Squad', squad)?.document;
    if (!document) return [];
    const finding = problemAt(rule, nearestNode(document.root, path), message, { severity, subject: `squad ${squad}` });
    return [{ ...finding, squad, schedule, ...(person === undefined ? {} : { person }) }];
  });
  return found.sort(compareFindings);
}
