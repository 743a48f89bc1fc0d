import type { OnCallModel, Span } from '../model.ts';
import { checkRoster } from './checks.ts';
import type { CoverageFinding } from './finding.ts';
import { doubleDuties } from './double-duty.ts';
import { doubleDutyFinding } from './messages.ts';
import { gapsOf, type Gap } from './gaps.ts';
import { rostersOf } from './roster.ts';
import { ShareCounter, type Share } from './shares.ts';

/** What the schedules of an organisation come to in a range. */
export interface Coverage {
  readonly gaps: readonly Gap[];
  readonly shares: readonly Share[];
  /** Grave ones first are up to who prints; here in the order of squads and schedules. */
  readonly findings: readonly CoverageFinding[];
}

/** Checks every schedule of a model over a range. Works on spans: a year of a hundred squads takes well under a second. */
export function coverageOf(model: OnCallModel, range: Span): Coverage {
  const counter = new ShareCounter(model, range);
  const rosters = rostersOf(model, range);
  const gaps: Gap[] = [];
  const shares: Share[] = [];
  const findings: CoverageFinding[] = [];
  for (const roster of rosters) {
    const facts = {
      roster,
      gaps: gapsOf(roster, range, model.semantics),
      shares: counter.sharesOf(roster),
    };
    gaps.push(...facts.gaps);
    shares.push(...facts.shares);
    findings.push(...checkRoster(facts, model, range));
  }
  findings.push(...doubleDuties(rosters).map(doubleDutyFinding));
  return { gaps, shares, findings };
}
