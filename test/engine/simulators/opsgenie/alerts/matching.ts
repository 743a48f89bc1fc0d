import type { Account } from '../account.ts';
import { patternOf, type Condition, type Filter } from '../blocks/filter.ts';
import { nameOf } from '../blocks/recipients.ts';
import type { Content } from './alert.ts';

type Test = (value: string, expected: string) => boolean;

const squeezed = (text: string): string => text.replace(/\s+/g, '');

const onText: Readonly<Record<string, Test>> = {
  matches: (value, expected) => patternOf(expected)?.test(value) ?? false,
  contains: (value, expected) => value.includes(expected),
  'starts-with': (value, expected) => value.startsWith(expected),
  'ends-with': (value, expected) => value.endsWith(expected),
  equals: (value, expected) => value === expected,
  'equals-ignore-whitespace': (value, expected) => squeezed(value) === squeezed(expected),
  'is-empty': (value) => value === '',
  'greater-than': (value, expected) => Number(value) > Number(expected),
  'less-than': (value, expected) => Number(value) < Number(expected),
};

/** P1 is the greatest. */
function matchesPriority(operation: string, priority: string, expected: string): boolean {
  if (operation === 'equals') return priority === expected;
  return operation === 'greater-than' ? priority < expected : priority > expected;
}

/** A list contains what is an item of it; other operations look at each item. */
function matchesList(operation: string, items: readonly string[], expected: string): boolean {
  if (operation === 'is-empty') return items.length === 0;
  if (operation === 'contains') return items.includes(expected);
  return items.some((item) => onText[operation]?.(item, expected) ?? false);
}

function matchesDetails(operation: string, details: Content['details'], expected: string): boolean {
  const entries = Object.entries(details);
  if (operation === 'is-empty') return entries.length === 0;
  if (operation === 'contains-key') return expected in details;
  if (operation === 'contains-value') return entries.some(([, value]) => value === expected);
  return entries.some(([key, value]) => key.includes(expected) || value.includes(expected));
}

function namesOf(account: Account, content: Content, teamsOnly: boolean): string[] {
  return content.responders
    .filter(({ type }) => !teamsOnly || type === 'team')
    .map((responder) => nameOf(account, responder));
}

function holds(account: Account, content: Content, condition: Condition): boolean {
  const { field, operation, key, expectedValue = '' } = condition;
  if (field === 'priority') return matchesPriority(operation, content.priority, expectedValue);
  if (field === 'tags' || field === 'actions') return matchesList(operation, content[field], expectedValue);
  if (['teams', 'recipients', 'responders'].includes(field))
    return matchesList(operation, namesOf(account, content, field === 'teams'), expectedValue);
  if (field === 'details' || (field === 'extra-properties' && key === undefined))
    return matchesDetails(operation, content.details, expectedValue);
  if (content.mail && field in content.mail)
    return onText[operation]?.(content.mail[field as 'subject'], expectedValue) ?? false;
  const value = key === undefined ? content[field as 'message'] : (content.details[key] ?? '');
  return onText[operation]?.(value, expectedValue) ?? false;
}

/** Whether a filter lets an alert through. */
export function matches(account: Account, { type, conditions }: Filter, content: Content): boolean {
  if (type === 'match-all') return true;
  const results = conditions.map((condition) => holds(account, content, condition) !== condition.not);
  return type === 'match-all-conditions' ? results.every(Boolean) : results.some(Boolean);
}
