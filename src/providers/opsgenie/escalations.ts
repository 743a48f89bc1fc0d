import type { Escalation, EscalationStep, Target } from '../../oncall/model.ts';
import type { SquadResource } from '../provider.ts';
import type { Compiling, Inputs } from './compiling.ts';
import { minutesOf } from './durations.ts';
import { accountName } from './names.ts';
import { escalationType } from './resource-types.ts';

const teamWays = { everyone: 'all', admins: 'admins', random: 'random' } as const;

/** An escalation policy. */
export function addEscalation(escalation: Escalation, compiling: Compiling): void {
  const { id, steps, path } = escalation;
  const rules = steps.flatMap((step) => rulesOf(step, compiling));
  if (rules.length === 0)
    compiling.report('escalation-empty', path, `The escalation "${id}" reaches nobody whom Opsgenie could notify.`, {
      help: 'Name a schedule, a squad or a person in at least one step.',
    });
  const at = path.join('.');
  compiling.add({
    ...escalationWith(id, `${compiling.squad.name}: ${id}`, rules, repetition(escalation, compiling), compiling),
    at: path,
    derivedFrom: { rules: [at], repeats: [`${at}.repeat`] },
  });
}

/**
 * What a routing rule to another squad leads to: rules notify schedules and escalations only, and an escalation with that team as its one
 * step begins there anew.
 */
export function addHandover(squad: string, compiling: Compiling): void {
  const id = handoverId(squad);
  if (compiling.resources.some((one) => one.kind === 'escalation' && one.id === id)) return;
  const rule = ruleTo('if-not-acked', 0, { type: 'team', id: compiling.id('team', squad, squad) }, 'default');
  compiling.add({
    ...escalationWith(id, `To the squad ${squad}`, [rule], undefined, compiling),
    derivedFrom: { rules: ['routing'] },
  });
}

/** The id of {@link addHandover}'s escalation; no id of a definition has a dot. */
export function handoverId(squad: string): string {
  return `squad.${squad}`;
}

function escalationWith(
  id: string,
  description: string,
  rules: readonly Inputs[],
  repeat: Inputs | undefined,
  compiling: Compiling,
): Omit<SquadResource, 'derivedFrom'> {
  const name = accountName(compiling.squad.id, id);
  return {
    kind: 'escalation',
    id,
    type: escalationType,
    title: name,
    inputs: {
      name,
      description: compiling.marked(description, 'escalation', id),
      ownerTeamId: compiling.team,
      rules,
      ...(repeat ? { repeats: [repeat] } : {}),
    },
  };
}

function rulesOf(step: EscalationStep, compiling: Compiling): Inputs[] {
  const condition = step.while === 'open' ? 'if-not-closed' : 'if-not-acked';
  const delay = minutesOf(step.after, [...step.path, 'after'], compiling);
  return step.notify.flatMap((target, index): Inputs[] => {
    const found = recipientOf(target, compiling);
    if (found) return [ruleTo(condition, delay, found.recipient, found.way)];
    reportTarget(target, [...step.path, 'notify', index], compiling);
    return [];
  });
}

function ruleTo(condition: string, delay: number, recipient: Inputs, notifyType: string): Inputs {
  return { condition, notifyType, delay, recipients: [recipient] };
}

function recipientOf(
  target: Target,
  compiling: Compiling,
): { readonly recipient: Inputs; readonly way: string } | undefined {
  switch (target.kind) {
    case 'schedule':
      return {
        recipient: { type: 'schedule', id: compiling.id('schedule', target.schedule, target.squad) },
        way: target.take ?? 'default',
      };
    case 'squad':
      return {
        recipient: { type: 'team', id: compiling.id('team', target.squad, target.squad) },
        way: target.take ? teamWays[target.take] : 'default',
      };
    case 'person':
      return { recipient: { type: 'user', id: compiling.person(target.person) }, way: 'default' };
    case 'channel':
    case 'escalation':
      return undefined;
  }
}

function reportTarget(target: Target, path: EscalationStep['path'], compiling: Compiling): void {
  if (target.kind === 'channel')
    compiling.report(
      'channel',
      path,
      `Opsgenie's escalations notify people; the channel "${target.channel}" is not among them.`,
      {
        severity: 'info',
        help: "Connect the channel with Opsgenie's Slack integration, which its API cannot set up.",
      },
    );
  else
    compiling.report('escalation-target', path, "A step of Opsgenie's escalations cannot lead to another escalation.", {
      help: 'Write its steps here, or name the squad whose routing leads there.',
    });
}

function repetition({ repeat, path }: Escalation, compiling: Compiling): Inputs | undefined {
  if (!repeat) return undefined;
  return {
    waitInterval: minutesOf(repeat.every, [...path, 'repeat', 'every'], compiling),
    count: repeat.times,
    resetRecipientStates: repeat.reset,
    closeAlertAfterAll: repeat.close,
  };
}
