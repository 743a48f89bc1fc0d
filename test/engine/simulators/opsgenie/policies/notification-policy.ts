import type { Fields } from '../account.ts';
import { durationIn } from '../blocks/duration.ts';
import { choiceIn, fieldsOf, flagIn, integerIn, invalid, objectIn } from '../refusal.ts';

/** Fields of a notification policy beyond those of every policy. */
export const notificationPolicyFields = [
  'autoRestartAction',
  'autoCloseAction',
  'deduplicationAction',
  'delayAction',
  'suppress',
];

const delays = [
  'for-duration',
  'next-time',
  'next-weekday',
  'next-monday',
  'next-tuesday',
  'next-wednesday',
  'next-thursday',
  'next-friday',
  'next-saturday',
  'next-sunday',
] as const;

function restartIn(fields: Fields): Fields | undefined {
  const value = objectIn(fields, 'autoRestartAction');
  if (!value) return undefined;
  const action = fieldsOf(value, ['duration', 'maxRepeatCount']);
  return {
    duration: durationIn(action, 'duration', 1) ?? invalid('autoRestartAction', 'needs a duration'),
    maxRepeatCount: integerIn(action, 'maxRepeatCount', 1, 20) ?? invalid('autoRestartAction', 'needs maxRepeatCount'),
  };
}

function closeIn(fields: Fields): Fields | undefined {
  const value = objectIn(fields, 'autoCloseAction');
  if (!value) return undefined;
  const duration = durationIn(fieldsOf(value, ['duration']), 'duration', 1);
  return { duration: duration ?? invalid('autoCloseAction', 'needs a duration') };
}

function deduplicationIn(fields: Fields): Fields | undefined {
  const value = objectIn(fields, 'deduplicationAction');
  if (!value) return undefined;
  const action = fieldsOf(value, ['deduplicationActionType', 'duration', 'count']);
  const type =
    choiceIn(action, 'deduplicationActionType', ['value-based', 'frequency-based']) ??
    invalid('deduplicationAction', 'needs deduplicationActionType');
  const duration = durationIn(action, 'duration', 1);
  if ((type === 'frequency-based') !== (duration !== undefined))
    invalid('deduplicationAction', 'a duration is for frequency-based, which needs one');
  const count = integerIn(action, 'count', 2, 100) ?? invalid('deduplicationAction', 'needs a count');
  return { deduplicationActionType: type, count, ...(duration ? { duration } : {}) };
}

/** Clients send hour and minute of 0 with a duration. */
function delayIn(fields: Fields): Fields | undefined {
  const value = objectIn(fields, 'delayAction');
  if (!value) return undefined;
  const action = fieldsOf(value, ['delayOption', 'untilHour', 'untilMinute', 'duration']);
  const delayOption = choiceIn(action, 'delayOption', delays) ?? invalid('delayAction', 'needs a delayOption');
  const untilHour = integerIn(action, 'untilHour', 0, 23);
  const untilMinute = integerIn(action, 'untilMinute', 0, 59);
  const duration = durationIn(action, 'duration', 1);
  if (delayOption === 'for-duration')
    return { delayOption, duration: duration ?? invalid('delayAction', 'for-duration needs a duration') };
  if (untilHour === undefined || untilMinute === undefined)
    invalid('delayAction', `${delayOption} needs untilHour and untilMinute`);
  return { delayOption, untilHour, untilMinute };
}

/** What a notification policy does to notifications. */
export function notificationPolicyIn(fields: Fields): Fields {
  const found = {
    autoRestartAction: restartIn(fields),
    autoCloseAction: closeIn(fields),
    deduplicationAction: deduplicationIn(fields),
    delayAction: delayIn(fields),
  };
  const suppress = flagIn(fields, 'suppress') ?? false;
  const actions = Object.fromEntries(Object.entries(found).filter(([, action]) => action !== undefined));
  if (suppress && (found.deduplicationAction ?? found.delayAction))
    invalid('suppress', 'goes with neither deduplication nor delay');
  if (!suppress && Object.keys(actions).length === 0) invalid('suppress', 'the policy does nothing');
  return { ...actions, suppress };
}
