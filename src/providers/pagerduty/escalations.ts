import type { Escalation, EscalationStep, Target } from '../../oncall/model.ts';
import type { Reference } from '../../graph/types.ts';
import type { Seconds } from '../../definitions/values/duration.ts';
import type { SquadResource } from '../provider.ts';
import { accountName, type Compiling } from './compiled.ts';
import { escalationType } from './resource-types.ts';
import { rotationId, type Shift } from './schedules.ts';

/** Minutes that the last level of a policy without repetition is waited for; nothing follows it. */
const lastDelay = 30;

interface LevelTarget {
  readonly type: 'user_reference' | 'schedule_reference';
  readonly id: Reference;
}

interface Level {
  readonly after: Seconds;
  readonly targets: readonly LevelTarget[];
}

/** An escalation as an escalation policy: delays of each level, instead of times since the alert opened. */
export function escalationOf(escalation: Escalation, compiling: Compiling): SquadResource[] {
  reportTiming(escalation, compiling);
  const levels = levelsOf(escalation, compiling);
  if (levels.length === 0) return [];
  const { id, squad, repeat } = escalation;
  const name = accountName(squad, id);
  return [
    {
      kind: 'escalation',
      id,
      type: escalationType,
      title: name,
      at: escalation.path,
      inputs: {
        name,
        description: compiling.marked(`${id} of ${compiling.squad.name}`, 'escalation', id),
        teams: compiling.idOf(squad, 'team', squad),
        numLoops: Math.min(9, repeat?.times ?? 0),
        rules: levels.map((level, index) => ({
          escalationDelayInMinutes: delayOf(level, levels[index + 1], escalation),
          targets: level.targets.map(({ type, id: target }) => ({ type, id: target })),
        })),
      },
      derivedFrom: { rules: [`escalations.${id}`], numLoops: [`escalations.${id}.repeat`] },
    },
  ];
}

/** A policy of one level, for a routing rule that leads to a schedule. */
export function directPolicy(squad: string, schedule: string, compiling: Compiling): SquadResource[] {
  const step: EscalationStep = {
    after: 0,
    while: 'unacknowledged',
    notify: [{ kind: 'schedule', squad, schedule }],
    path: ['routing'],
  };
  return escalationOf(
    { id: directPolicyId(schedule), squad: compiling.squad.id, steps: [step], path: ['routing'] },
    compiling,
  );
}

/** The id of {@link directPolicy}. */
export function directPolicyId(schedule: string): string {
  return `${schedule}.direct`;
}

function levelsOf({ steps }: Escalation, compiling: Compiling): Level[] {
  const levels = new Map<Seconds, LevelTarget[]>();
  for (const step of steps)
    levels.set(step.after, [
      ...(levels.get(step.after) ?? []),
      ...step.notify.flatMap((target, index) => targetsOf(target, [...step.path, 'notify', index], compiling)),
    ]);
  return [...levels]
    .map(([after, targets]) => ({ after, targets: unique(targets) }))
    .filter(({ targets }) => targets.length > 0);
}

/** Somebody may be reached by name and with the whole squad at the same minute. */
function unique(targets: readonly LevelTarget[]): LevelTarget[] {
  return [...new Map(targets.map((target) => [JSON.stringify(target), target])).values()];
}

/** PagerDuty counts minutes from one level to the next; at least one. */
function delayOf(level: Level, next: Level | undefined, { repeat }: Escalation): number {
  if (next) return Math.max(1, Math.round((next.after - level.after) / 60));
  return repeat ? Math.max(1, Math.round(repeat.every / 60)) : lastDelay;
}

function targetsOf(target: Target, path: EscalationStep['path'], compiling: Compiling): LevelTarget[] {
  const { losses, model } = compiling;
  if (target.kind === 'person') return [user(target.person, compiling)];
  if (target.kind === 'schedule') return scheduleTargets(target, path, compiling);
  if (target.kind === 'squad' && target.take !== undefined) {
    const squad = model.squads.get(target.squad);
    if (target.take === 'random')
      losses.lost(
        'pagerduty/take-random',
        path,
        'PagerDuty draws nobody at random: everybody of the squad is notified.',
      );
    const people = (target.take === 'admins' ? squad?.admins : squad?.members) ?? [];
    return people.map((person) => user(person, compiling));
  }
  const what = { squad: "another squad's routing", channel: 'a channel', escalation: 'another escalation' }[
    target.kind
  ];
  losses.lost('pagerduty/target', path, `A level at PagerDuty cannot notify ${what}: this target is left out.`);
  return [];
}

function scheduleTargets(
  target: Target & { kind: 'schedule' },
  path: EscalationStep['path'],
  { losses, model, idOf }: Compiling,
): LevelTarget[] {
  const schedule = model.squads.get(target.squad)?.schedules.get(target.schedule);
  const shift: Shift = target.take ?? 'current';
  if (shift !== 'current')
    losses.lost(
      'pagerduty/take-neighbour',
      path,
      `The ${shift} person stands in a schedule of their own, moved by one turn; overrides do not reach it.`,
    );
  return (schedule?.rotations ?? []).map((rotation) => ({
    type: 'schedule_reference',
    id: idOf(target.squad, 'schedule', rotationId(schedule as NonNullable<typeof schedule>, rotation, shift)),
  }));
}

function user(person: string, { personId }: Compiling): LevelTarget {
  return { type: 'user_reference', id: personId(person) };
}

function reportTiming({ steps, repeat, path }: Escalation, { losses }: Compiling): void {
  const [first] = steps;
  if (first && first.after > 0)
    losses.lost(
      'pagerduty/first-step-later',
      first.path,
      'PagerDuty notifies the first level at once, not after a time.',
    );
  for (const step of steps)
    if (step.while === 'open')
      losses.lost(
        'pagerduty/while-open',
        [...step.path, 'while'],
        'After an acknowledgement PagerDuty notifies nobody.',
      );
  if (repeat && (repeat.times > 9 || repeat.reset || repeat.close))
    losses.lost(
      'pagerduty/repeat',
      [...path, 'repeat'],
      'PagerDuty repeats at most 9 times, keeps acknowledgements, and resolves nothing at the end.',
    );
}
