import type { Fields } from '../account.ts';
import { choiceIn, integerIn, invalid, objectIn } from '../refusal.ts';

const units = { minutes: 1, hours: 60, days: 1440 } as const;

/** An amount of time as the API shows it. */
export interface Duration {
  readonly timeAmount: number;
  readonly timeUnit: keyof typeof units;
}

export function minutesOf({ timeAmount, timeUnit }: Duration): number {
  return timeAmount * units[timeUnit];
}

/** A duration in the body; minutes when it names no unit, undefined when it is absent. */
export function durationIn(fields: Fields, name: string, least: number): Duration | undefined {
  const value = objectIn(fields, name);
  if (!value) return undefined;
  const timeAmount = integerIn(value, 'timeAmount', least, 1_000_000) ?? invalid(name, 'needs timeAmount');
  return { timeAmount, timeUnit: choiceIn(value, 'timeUnit', ['minutes', 'hours', 'days']) ?? 'minutes' };
}
