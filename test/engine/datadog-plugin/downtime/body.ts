import { type Properties, type Value, isProperties, objects, text, texts } from '../values.ts';

/** Attributes of a request. The client wants times as dates, and leaves out what is undefined. */
export function downtimeAttributes(inputs: Properties, change = false): object {
  const { scope, message, monitorIdentifier: identifier } = inputs;
  const gone = change ? null : undefined;
  return {
    scope,
    message: text(message) ?? gone,
    displayTimezone: text(inputs['displayTimezone']) ?? gone,
    muteFirstRecoveryNotification: inputs['muteFirstRecoveryNotification'] ?? (change ? false : undefined),
    notifyEndStates: texts(inputs['notifyEndStates']),
    notifyEndTypes: texts(inputs['notifyEndTypes']),
    monitorIdentifier: isProperties(identifier) ? identifierOf(identifier) : undefined,
    schedule: schedule(inputs),
  };
}

function identifierOf({ monitorId, monitorTags }: Properties): object {
  return monitorId === undefined ? { monitorTags } : { monitorId };
}

function schedule({ oneTimeSchedule: once, recurringSchedule: recurring }: Properties): object {
  if (isProperties(recurring)) {
    const recurrences = objects(recurring['recurrences']).map(({ duration, rrule, start }) => ({
      duration,
      rrule,
      start: text(start),
    }));
    if (recurrences.length === 0) throw new Error('Must provide one or more recurrence definitions');
    return { recurrences, timezone: text(recurring['timezone']) };
  }
  if (!isProperties(once)) throw new Error('one_time_schedule or recurring_schedule must be set');
  return { start: moment(once['start']), end: moment(once['end']) };
}

function moment(value: Value | undefined): Date | null {
  return typeof value === 'string' && value !== '' ? new Date(value) : null;
}
