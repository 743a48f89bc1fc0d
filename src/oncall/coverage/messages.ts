import { weekdays } from '../../definitions/values/weekly.ts';
import type { Instant, Schedule } from '../model.ts';
import { localText } from '../routing/local-text.ts';
import type { Cycle } from './cycle.ts';
import type { DoubleDuty } from './double-duty.ts';
import type { UnfairShare } from './fairness.ts';
import type { CoverageFinding } from './finding.ts';
import type { Gap } from './gaps.ts';
import type { LicenceProblem } from './licences.ts';
import { scheduleKey } from './asked.ts';

type Words = Pick<CoverageFinding, 'rule' | 'severity' | 'message'> & Partial<CoverageFinding>;

/** A finding about a schedule, placed at its definition unless `words` say where. */
export function about({ squad, id, path }: Schedule, words: Words): CoverageFinding {
  return { squad, schedule: id, path, ...words };
}

const key = ({ squad, id }: Schedule): string => scheduleKey(squad, id);

function between(zone: string, from: Instant, until: Instant): string {
  return `from ${localText(zone, from)} to ${localText(zone, until)} (${zone})`;
}

const hoursText = (hours: number): string => `${Math.round(hours * 10) / 10} hours`;

/** All gaps of one kind in one schedule, as one finding at the first. */
export function gapFinding(schedule: Schedule, gaps: readonly [Gap, ...Gap[]]): CoverageFinding {
  const [{ from, until, onPurpose }] = gaps;
  const more = gaps.length === 1 ? '' : `, and ${gaps.length === 2 ? 'once more' : `${gaps.length - 1} more times`}`;
  return about(schedule, {
    rule: onPurpose ? 'coverage/gap-on-purpose' : 'coverage/gap',
    severity: onPurpose ? 'warning' : 'error',
    message: `Nobody is on call in ${key(schedule)} ${between(schedule.zone, from, until)}${more}${
      onPurpose
        ? ': "none" is written there.'
        : '. Alerts that open then reach nobody there: widen a rotation or its hours.'
    }`,
    from,
    until,
  });
}

/** Somebody who is on call twice at a time. */
export function doubleDutyFinding({ person, rosters, places, spans }: DoubleDuty): CoverageFinding {
  const [{ schedule }] = rosters;
  const [first] = spans;
  const hours = spans.reduce((sum, { from, until }) => sum + until - from, 0) / 3_600_000;
  const when = first ? `first ${between(schedule.zone, first.from, first.until)}` : '';
  return about(schedule, {
    rule: 'coverage/double-duty',
    severity: 'warning',
    message: `${person} is on call in ${places[0]} and ${places[1]} at once for ${hoursText(hours)}, ${when}. Two alerts would find one person: swap one of the duties.`,
    person,
    ...(first ? { from: first.from, until: first.until } : {}),
  });
}

/** Somebody who is on call without the licence for it. */
export function licenceFinding(schedule: Schedule, problem: LicenceProblem): CoverageFinding {
  const { person, licence, from: since, first, count } = problem;
  const often = count === 1 ? 'once' : `${count} times`;
  const duties = `on call in ${key(schedule)} ${often}`;
  const lacks =
    since === undefined
      ? `${person} is ${duties} without the licence "${licence}"`
      : `${person} holds the licence "${licence}" from ${since} on, but is ${duties} before`;
  return about(schedule, {
    rule: 'coverage/licence',
    severity: 'error',
    message: `${lacks}, first from ${localText(schedule.zone, first.from)} (${schedule.zone}). Swap these duties, or add the date under "licence" of the person.`,
    person,
    from: first.from,
    until: first.until,
    ...(first.override ? { path: first.override.path } : {}),
  });
}

/** A schedule with too few people for its kind of duty. */
export function tooFewFinding(schedule: Schedule, people: number, least: number): CoverageFinding {
  return about(schedule, {
    rule: 'coverage/too-few-people',
    severity: 'warning',
    message: `${people === 1 ? 'One person takes' : `${people} people take`} turns in ${key(schedule)}; ${least} are the least that leave time to rest and to be away. Add people to its rotations.`,
  });
}

const burdens = {
  nights: 'night hours (22:00 to 07:00 of their own zone)',
  weekends: 'weekend hours',
  holidays: 'hours on holidays',
} as const;

/** Somebody with far more than the others. */
export function unfairFinding(
  schedule: Schedule,
  { person, burden, hours, mean, people }: UnfairShare,
): CoverageFinding {
  const words = `${person} has ${Math.round(hours)} ${burdens[burden]} in ${key(schedule)}, the mean of ${people} people is ${Math.round(mean)}.`;
  return about(schedule, {
    rule: 'coverage/unfair-share',
    severity: 'warning',
    message: `${words} Swap some of these duties, or change the order or the length of the turns.`,
    person,
  });
}

/** What is odd in how the turns of one rotation come back. */
export function cycleFindings(schedule: Schedule, rotation: string, { never, frozen }: Cycle): CoverageFinding[] {
  const path = [...schedule.path, 'rotations', rotation];
  const place = `${key(schedule)} (${rotation})`;
  return [
    ...never.map((person) =>
      about(schedule, {
        rule: 'coverage/never-on-call',
        severity: 'warning',
        message: `${person} takes turns in ${place} and is never on call: all these turns lie outside of its hours. Change the number of people or the length of the turns.`,
        person,
        path,
      }),
    ),
    ...[...frozen].map(([person, weekday]) =>
      about(schedule, {
        rule: 'coverage/frozen-weekday',
        severity: 'warning',
        message: `${person} is on call in ${place} on the same day every time (${weekdays[weekday - 1]}), since turns keep counting outside of its hours. Use weekly turns, or another number of people.`,
        person,
        path,
      }),
    ),
  ];
}
