import { formatDuration } from '../../definitions/values/duration.ts';
import type { ExpectedReach } from '../cases/test-case.ts';
import { contactName, type Contact, type Reached } from '../reach.ts';
import { textFailure } from './text-match.ts';

/** What is wrong with what became of a page, in sentences; one for each name that is not reached as expected. */
export function reachFailures(expected: ExpectedReach, actual: Reached): string[] {
  const { who, within, by, priority, title } = expected;
  const failures = who.flatMap((written) => {
    const contacts = contactsOf(contactName(written), actual);
    const fits = contacts.some(
      (one) => (within === undefined || one.after <= within) && (by === undefined || one.by === by),
    );
    return fits ? [] : [`expected ${written} to be reached${conditions(expected)}, but ${instead(contacts, actual)}`];
  });
  const people = [...new Set(actual.contacts.filter(({ by }) => by !== undefined).map(({ name }) => name))];
  if (who.length === 0 && people.length > 0)
    failures.push(`expected nobody to be reached, but ${people.join(', ')} would be`);
  if (priority !== undefined && priority !== actual.priority)
    failures.push(`expected the page to have ${priority}, but it has ${actual.priority}`);
  const wrong = title === undefined ? undefined : textFailure(title, actual.title);
  return wrong === undefined ? failures : [...failures, `title of the page: ${wrong}`];
}

function contactsOf(name: string, { contacts, squads }: Reached): Contact[] {
  if (name.startsWith('squad:')) return squads.includes(name.slice('squad:'.length)) ? [{ name, after: 0 }] : [];
  return contacts.filter((one) => one.name === name);
}

function conditions({ within, by }: ExpectedReach): string {
  return `${by === undefined ? '' : ` by ${by}`}${within === undefined ? '' : ` within ${formatDuration(within)}`}`;
}

function instead(contacts: readonly Contact[], { contacts: all, unreached }: Reached): string {
  const texts = contacts.map(({ after, by }) => `${by === undefined ? '' : `by ${by} `}after ${formatDuration(after)}`);
  if (texts.length > 0) return `is only ${texts.join(', ')}`;
  if (unreached !== undefined) return `nobody is called: ${unreached}`;
  const others = [...new Set(all.map(({ name, after }) => `${name} (${formatDuration(after)})`))];
  return others.length > 0 ? `only ${others.join(', ')} would be` : 'nobody would be';
}
