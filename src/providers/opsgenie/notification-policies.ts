import type { Path } from '../../definitions/source/node.ts';
import type { NotificationPolicy, Quieting } from '../../oncall/model.ts';
import { conditionsOf, filterOf } from './criteria.ts';
import type { Compiling, Inputs } from './compiling.ts';
import { minutesOf } from './durations.ts';
import { timedFilters } from './hours-conditions.ts';
import { accountName } from './names.ts';
import { notificationPolicyType } from './resource-types.ts';
import { always } from './windows.ts';

const weekdayOptions: Readonly<Record<string, string>> = {
  mon: 'next-monday',
  tue: 'next-tuesday',
  wed: 'next-wednesday',
  thu: 'next-thursday',
  fri: 'next-friday',
  sat: 'next-saturday',
  sun: 'next-sunday',
};

/** A notification policy on its way to Opsgenie. */
export interface QuietPolicy {
  readonly id: string;
  readonly quieting: Quieting;
  readonly path: Path;
  readonly filter: Inputs;
  readonly timeRestrictions: readonly Inputs[];
}

/** Notification policies of a squad in the file's order. */
export function addNotificationPolicies(compiling: Compiling): void {
  for (const policy of compiling.squad.notifications.values())
    for (const [part, timed] of timedOf(policy, compiling).entries())
      addNotificationPolicy(
        {
          id: part === 0 ? policy.id : `${policy.id}.${part + 1}`,
          quieting: policy,
          path: policy.path,
          filter: filterOf(timed.conditions),
          timeRestrictions: timed.timeRestrictions,
        },
        compiling,
      );
}

function timedOf({ when, hours, path }: NotificationPolicy, compiling: Compiling): ReturnType<typeof timedFilters> {
  const at = [...path, 'when'];
  return timedFilters(
    { hours, conditions: conditionsOf(when, at, compiling) },
    [...at, 'hours'],
    compiling.zone,
    compiling,
  );
}

/** Whether a policy holds back, repeats or closes anything. */
export function hasQuieting({ delay, deduplicate, autoRestart, autoClose, suppress }: Quieting): boolean {
  return [delay, deduplicate, autoRestart, autoClose, suppress].some((one) => one !== undefined);
}

/** A notification policy of the team. */
export function addNotificationPolicy(
  { id, quieting, path, filter, timeRestrictions }: QuietPolicy,
  compiling: Compiling,
): void {
  const name = accountName(compiling.squad.id, id);
  const at = path.join('.');
  const exclusive = [quieting.delay, quieting.deduplicate, quieting.suppress].filter((one) => one !== undefined);
  if (exclusive.length > 1)
    compiling.report(
      'notification-effects',
      path,
      'A policy of Opsgenie delays, deduplicates or suppresses, one of them.',
      {
        help: 'Write a policy for each: of each effect the first match counts.',
      },
    );
  compiling.add({
    kind: 'notification',
    id,
    at: path,
    type: notificationPolicyType,
    title: name,
    inputs: {
      name,
      teamId: compiling.team,
      enabled: true,
      policyDescription: `Notifications of the squad ${compiling.squad.id}: ${id}`,
      filters: [filter],
      ...(timeRestrictions === always ? {} : { timeRestrictions }),
      ...effectsOf(quieting, path, compiling),
    },
    options: { replaceOnChanges: ['teamId'] },
    derivedFrom: {
      filters: [`${at}.when`],
      timeRestrictions: [`${at}.when.hours`],
      delayActions: [`${at}.delay`],
      deDuplicationActions: [`${at}.deduplicate`],
      autoRestartActions: [`${at}.autoRestart`],
      autoCloseActions: [`${at}.autoClose`],
      suppress: [`${at}.suppress`],
    },
  });
}

function effectsOf(quieting: Quieting, path: Path, compiling: Compiling): Inputs {
  const { delay, deduplicate, autoRestart, autoClose, suppress } = quieting;
  const durations = (seconds: number, ...at: string[]): Inputs[] => [
    { timeAmount: minutesOf(seconds, [...path, ...at], compiling), timeUnit: 'minutes' },
  ];
  return {
    ...(delay ? { delayActions: [delayOf(delay, durations)] } : {}),
    ...(deduplicate
      ? {
          deDuplicationActions: [
            deduplicate.within === undefined
              ? { deDuplicationActionType: 'value-based', count: deduplicate.count }
              : {
                  deDuplicationActionType: 'frequency-based',
                  count: deduplicate.count,
                  durations: durations(deduplicate.within, 'deduplicate', 'within'),
                },
          ],
        }
      : {}),
    ...(autoRestart
      ? {
          autoRestartActions: [
            { durations: durations(autoRestart.every, 'autoRestart', 'every'), maxRepeatCount: autoRestart.times },
          ],
        }
      : {}),
    ...(autoClose === undefined ? {} : { autoCloseActions: [{ durations: durations(autoClose, 'autoClose') }] }),
    ...(suppress ? { suppress: true } : {}),
  };
}

function delayOf(
  delay: NonNullable<Quieting['delay']>,
  durations: (seconds: number, ...at: string[]) => Inputs[],
): Inputs {
  if ('for' in delay) return { delayOption: 'for-duration', durations: durations(delay.for, 'delay') };
  const { time, day } = delay.until;
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  const delayOption = day === undefined ? 'next-time' : (weekdayOptions[day] ?? 'next-time');
  return { delayOption, untilHour: hour, untilMinute: minute };
}
