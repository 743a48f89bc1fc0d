import type { OnCallModel, Schedule, Span } from '../model.ts';
import { cycleOf } from './cycle.ts';
import { dutyKind } from './duty-kind.ts';
import { unfairShares } from './fairness.ts';
import type { CoverageFinding } from './finding.ts';
import type { Gap } from './gaps.ts';
import { licenceProblems } from './licences.ts';
import { cycleFindings, gapFinding, licenceFinding, tooFewFinding, unfairFinding } from './messages.ts';
import type { Roster } from './roster.ts';
import type { Share } from './shares.ts';
import { leastOnCall, leastRun } from './thresholds.ts';

/** A roster with what was counted of it. */
export interface RosterFacts {
  readonly roster: Roster;
  readonly gaps: readonly Gap[];
  readonly shares: readonly Share[];
}

/** What is wrong with one schedule in a range. */
export function checkRoster({ roster, gaps, shares }: RosterFacts, model: OnCallModel, range: Span): CoverageFinding[] {
  const { schedule } = roster;
  return [
    ...[false, true].flatMap((onPurpose) => {
      const [first, ...more] = gaps.filter((gap) => gap.onPurpose === onPurpose);
      return first ? [gapFinding(schedule, [first, ...more])] : [];
    }),
    ...licenceProblems(roster, model, range).map((problem) => licenceFinding(schedule, problem)),
    ...tooFew(schedule, range),
    ...(dutyKind(schedule) === 'onCall' ? unfairShares(schedule, shares) : []).map((unfair) =>
      unfairFinding(schedule, unfair),
    ),
    ...schedule.rotations.flatMap((rotation) => {
      const { hours } = rotation;
      const cycle = hours && cycleOf({ ...rotation, hours }, schedule.zone);
      return cycle ? cycleFindings(schedule, rotation.id, cycle) : [];
    }),
  ];
}

function tooFew(schedule: Schedule, range: Span): CoverageFinding[] {
  const running = schedule.rotations.filter(({ end = Infinity }) => end > range.from);
  const people = new Set(running.flatMap(({ participants }) => participants.filter((one) => one !== null))).size;
  const least = dutyKind(schedule) === 'run' ? leastRun : leastOnCall;
  return people > 0 && people < least ? [tooFewFinding(schedule, people, least)] : [];
}
