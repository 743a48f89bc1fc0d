import type { OnCallModel, OnCallSquad, Schedule, Target } from '../model.ts';
import type { Duty } from '../schedule/duties.ts';
import type { AlertFacts } from './alert-facts.ts';
import { qualified } from './choose-rule.ts';
import { contactOf } from './contact-ways.ts';
import { localText, weekTimeText } from './local-text.ts';
import type { Moment, OnCallTimes } from './moment.ts';
import type { Called, Notice } from './notice.ts';

/** What resolving a target needs. */
export interface TargetView {
  readonly model: OnCallModel;
  readonly times: OnCallTimes;
  /** After policies. */
  readonly alert: AlertFacts;
  /** When who is on call is asked: as the step fires, or at the alert's opening. */
  readonly asked: Moment;
  readonly moment: Moment;
  /** Whose routing or escalation it is: names of its own need no prefix. */
  readonly from: string;
}

/** A target that names people or a channel by itself, not a routing or an escalation to enter. */
export type LeafTarget = Exclude<Target, { kind: 'escalation' }>;

type Found = Pick<Notice, 'reason' | 'people' | 'channels'>;

/** Whom a target reaches at a moment. */
export function resolveTarget(target: LeafTarget, view: TargetView): Found {
  if (target.kind === 'channel')
    return {
      reason: `channel ${target.channel}`,
      people: [],
      channels: [{ squad: target.squad, channel: target.channel }],
    };
  if (target.kind === 'person') return people([target.person], `person ${target.person}`, view);
  if (target.kind === 'squad') return ofSquad(target.squad, target.take ?? 'everyone', view);
  const name = `schedule ${qualified(target.squad, target.schedule, view.from)}`;
  const schedule = view.model.squads.get(target.squad)?.schedules.get(target.schedule);
  if (!schedule) return nobody(`${name} does not exist`);
  return target.take ? beside(schedule, target.take, name, view) : onDuty(schedule, name, view);
}

function onDuty(schedule: Schedule, name: string, view: TargetView): Found {
  const { asked, times } = view;
  const duties = times.onCall(schedule, asked);
  if (duties.length === 0) return nobody(`${name}: nobody is on call ${timeIn(schedule.zone, asked)}`);
  const longest = new Map<string, Duty>();
  for (const duty of duties) {
    const known = longest.get(duty.person);
    if (!known || known.until < duty.until) longest.set(duty.person, duty);
  }
  const called = [...longest.values()].map(({ person, until }) => ({ ...calling(person, view), until }));
  const reasons = [...longest.values()].map((duty) => dutyText(duty, schedule.zone));
  return { reason: `${name}: ${reasons.join('; ')}`, people: called, channels: [] };
}

function dutyText({ person, rotation, override, until }: Duty, zone: string): string {
  const end = until === Infinity ? 'without end' : `until ${localText(zone, until)} in ${zone}`;
  const how = rotation === undefined ? `by override${override?.reason ? ` (${override.reason})` : ''}` : rotation;
  return `${person}, ${how}, ${end}`;
}

function beside(schedule: Schedule, take: 'next' | 'previous', name: string, view: TargetView): Found {
  const neighbours = view.times.neighbours(schedule, view.asked, take);
  const where = take === 'next' ? 'next in' : 'previous in';
  if (neighbours.length === 0) return nobody(`${where} ${name}: nobody ${timeIn(schedule.zone, view.asked)}`);
  return people(neighbours, `${where} ${name} (${schedule.zone})`, view);
}

function ofSquad(id: string, take: 'everyone' | 'admins' | 'random', view: TargetView): Found {
  const squad = view.model.squads.get(id);
  if (!squad) return nobody(`squad ${id} does not exist`);
  const members = peopleOf(squad, take);
  const words = { everyone: `everyone of squad ${id}`, admins: `admins of squad ${id}`, random: `one of squad ${id}` };
  if (members.length === 0) return nobody(`${words[take]}: there is nobody`);
  return people(members, words[take], view, take === 'random' && members.length > 1);
}

function peopleOf(squad: OnCallSquad, take: 'everyone' | 'admins' | 'random'): readonly string[] {
  return take === 'admins' ? squad.admins : squad.members;
}

function people(ids: readonly string[], reason: string, view: TargetView, candidates = false): Found {
  const called = [...new Set(ids)].map((id) => ({ ...calling(id, view), candidate: candidates }));
  return { reason, people: called, channels: [] };
}

function calling(person: string, { model, alert, moment, times }: TargetView): Called {
  const contact = contactOf(model.people.get(person), alert.priority, moment, times);
  return { person, contact, candidate: false };
}

function nobody(reason: string): Found {
  return { reason, people: [], channels: [] };
}

function timeIn(zone: string, { at }: Moment): string {
  return `(${weekTimeText(zone, at)} in ${zone})`;
}
