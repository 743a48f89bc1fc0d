import { union, intersection } from '../time/spans.ts';
import { hoursIn } from '../time/hours.ts';
import { noHolidays } from '../build/hours.ts';
import type { Hours, Instant, OnCallModel, Schedule, Span } from '../model.ts';
import { dutiesIn, type Duty } from '../schedule/duties.ts';

/** A stretch of time in which other people are on call than before. */
export interface DutyChange extends Span {
  readonly squad: string;
  readonly schedule: string;
  readonly zone: string;
  /** Sorted; empty where nobody is. */
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/** What a person's duties of one squad come to, before and after; only what differs is listed. */
export interface LoadChange {
  readonly squad: string;
  readonly person: string;
  readonly hours: Counted;
  /** Nights in which they are on call at 03:00, in their own zone. */
  readonly nights: Counted;
  /** Weekends with any duty on a Saturday or a Sunday, in their own zone. */
  readonly weekends: Counted;
}

/** A number before and after. */
export interface Counted {
  readonly before: number;
  readonly after: number;
}

/** Whose nights a change moves. */
export interface DutyChanges {
  readonly range: Span;
  readonly duties: readonly DutyChange[];
  readonly loads: readonly LoadChange[];
}

/** Compares who is on call in two models over a range. Pure. Schedules that only one of them has count, too. */
export function dutyChanges(before: OnCallModel, after: OnCallModel, range: Span): DutyChanges {
  const squads = [...new Set([...before.squads.keys(), ...after.squads.keys()])].sort();
  const duties = squads.flatMap((squad) => ofSquad(squad, before, after, range));
  const touched = [...new Set(duties.map(({ squad }) => squad))];
  return { range, duties, loads: touched.flatMap((squad) => loadsOf(squad, before, after, range)) };
}

function ofSquad(squad: string, before: OnCallModel, after: OnCallModel, range: Span): DutyChange[] {
  const [old, now] = [before, after].map((model) => model.squads.get(squad)?.schedules ?? new Map<string, Schedule>());
  const names = [...new Set([...(old?.keys() ?? []), ...(now?.keys() ?? [])])];
  return names.flatMap((name) => {
    const [was, is] = [old?.get(name), now?.get(name)];
    const spans = differing(inRange(was, before, range), inRange(is, after, range), range);
    return spans.map((span) => ({ squad, schedule: name, zone: (is ?? was)?.zone ?? after.zone, ...span }));
  });
}

function inRange(schedule: Schedule | undefined, { semantics }: OnCallModel, range: Span): Duty[] {
  return schedule ? dutiesIn(schedule, range, semantics) : [];
}

/** The parts of a range in which two lists of duties name different people; neighbours that differ alike are one. */
function differing(
  before: readonly Duty[],
  after: readonly Duty[],
  range: Span,
): Pick<DutyChange, 'from' | 'until' | 'before' | 'after'>[] {
  const changes: Pick<DutyChange, 'from' | 'until' | 'before' | 'after'>[] = [];
  const edges = edgesOf([...before, ...after], range);
  const [old, now] = [peopleAt(before), peopleAt(after)];
  for (const [index, from] of edges.slice(0, -1).entries()) {
    const until = edges[index + 1] ?? range.until;
    const [was, is] = [old(from), now(from)];
    if (was.join() === is.join()) continue;
    const last = changes.at(-1);
    if (last?.until === from && last.before.join() === was.join() && last.after.join() === is.join())
      changes[changes.length - 1] = { ...last, until };
    else changes.push({ from, until, before: was, after: is });
  }
  return changes;
}

function edgesOf(spans: readonly Span[], { from, until }: Span): Instant[] {
  const inside = spans.flatMap((span) => [span.from, span.until]).filter((edge) => edge > from && edge < until);
  return [...new Set([from, ...inside, until])].sort((a, b) => a - b);
}

/** Who is on call at instants that are asked in their order. */
function peopleAt(duties: readonly Duty[]): (at: Instant) => string[] {
  let current: Duty[] = [];
  let next = 0;
  return (at) => {
    for (let duty = duties[next]; duty && duty.from <= at; duty = duties[next]) {
      current.push(duty);
      next += 1;
    }
    current = current.filter(({ until }) => until > at);
    return [...new Set(current.map(({ person }) => person))].sort();
  };
}

const whole = (spans: Hours['spans']): Hours => ({ label: '', spans, holidays: noHolidays, negated: false });
const atThree = whole([{ kind: 'daily', from: 1, to: 7, start: 180, end: 181 }]);
const saturdaysAndSundays = whole([{ kind: 'continuous', from: 6, start: 0, to: 1, end: 0 }]);

function loadsOf(squad: string, before: OnCallModel, after: OnCallModel, range: Span): LoadChange[] {
  const [old, now] = [before, after].map((model) => spansByPerson(squad, model, range));
  const people = [...new Set([...(old?.keys() ?? []), ...(now?.keys() ?? [])])].sort();
  return people.flatMap((person) => {
    const zone = (after.people.get(person) ?? before.people.get(person))?.zone ?? after.zone;
    const count = (measure: (spans: readonly Span[]) => number): Counted => ({
      before: measure(old?.get(person) ?? []),
      after: measure(now?.get(person) ?? []),
    });
    const touching = (hours: Hours) => (spans: readonly Span[]) =>
      hoursIn(hours, zone, range).filter((one) => intersection([one], spans).length > 0).length;
    const hours = count((spans) =>
      Math.round(spans.reduce((sum, { from, until }) => sum + until - from, 0) / 3_600_000),
    );
    const nights = count(touching(atThree));
    const weekends = count(touching(saturdaysAndSundays));
    const differs = [hours, nights, weekends].some((one) => one.before !== one.after);
    return differs ? [{ squad, person, hours, nights, weekends }] : [];
  });
}

function spansByPerson(squad: string, model: OnCallModel, range: Span): Map<string, Span[]> {
  const people = new Map<string, Duty[]>();
  for (const schedule of model.squads.get(squad)?.schedules.values() ?? [])
    for (const duty of inRange(schedule, model, range))
      people.set(duty.person, [...(people.get(duty.person) ?? []), duty]);
  return new Map([...people].map(([person, duties]) => [person, intersection(union(duties), [range])]));
}
