import type { ContactMethod, OnCallPerson } from '../model.ts';
import type { Seconds } from '../../definitions/values/duration.ts';
import type { Priority } from '../../definitions/types.ts';
import type { Moment, OnCallTimes } from './moment.ts';

/** One way by which somebody is contacted. */
export interface ContactWay {
  /** Since the person was notified. */
  readonly after: Seconds;
  readonly by: ContactMethod;
}

/** How somebody is contacted once they are notified. */
export interface Contact {
  readonly ways: readonly ContactWay[];
  /** All ways again after so long, until the alert is acknowledged. */
  readonly repeat?: Seconds;
  /** The person's zone, when one of their rules reads hours. */
  readonly zone?: string;
  /** The rule that decided, from 1; undefined when they have none. */
  readonly rule?: number;
}

const byDefault: Contact = {
  ways: [
    { after: 0, by: 'email' },
    { after: 0, by: 'mobile' },
  ],
};

/** The first contact rule of a person that holds; without rules e-mail and the app at once, and no way when none of the rules holds. */
export function contactOf(
  person: OnCallPerson | undefined,
  priority: Priority,
  moment: Moment,
  times: OnCallTimes,
): Contact {
  if (!person || person.contacts.length === 0) return byDefault;
  const zone = person.contacts.some(({ hours }) => hours) ? { zone: person.zone } : {};
  const index = person.contacts.findIndex(
    ({ priorities, hours }) =>
      (!priorities || priorities.includes(priority)) && (!hours || times.within(hours, person.zone, moment)),
  );
  const rule = person.contacts[index];
  if (!rule) return { ways: [], ...zone };
  const ways = [...rule.steps].sort((a, b) => a.after - b.after);
  return { ways, ...(rule.repeat === undefined ? {} : { repeat: rule.repeat }), ...zone, rule: index + 1 };
}
