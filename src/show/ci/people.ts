import { compareText } from '../../findings/finding.ts';
import type { ChangeReport } from '../route/changes-text.ts';

/** What is personal about somebody. */
export interface KnownPerson {
  readonly id: string;
  readonly name?: string;
  readonly email?: string;
  readonly phone?: string;
}

/** Initials of each person by id: `AM`, or `AM2` for the second one in the order of ids. */
export function initialsOf(people: readonly KnownPerson[]): Map<string, string> {
  const counts = new Map<string, number>();
  const initials = new Map<string, string>();
  for (const { id, name } of [...people].sort((a, b) => compareText(a.id, b.id))) {
    if (initials.has(id)) continue;
    const letters = [...(name ?? id).matchAll(/(?<![\p{L}\p{N}])[\p{L}\p{N}]/gu)]
      .map(([letter]) => letter.toUpperCase())
      .join('');
    const count = (counts.get(letters) ?? 0) + 1;
    counts.set(letters, count);
    initials.set(id, count === 1 ? letters : `${letters}${count}`);
  }
  return initials;
}

/** Texts without names, addresses and numbers of people. */
export interface Anonymous {
  /** Initials in the place of everything personal. */
  text(text: string): string;
  /** Stars in its place, so that columns stay. */
  masked(text: string): string;
  /** As `text`, for every string in data. */
  data<T>(data: T): T;
  nameOf(person: string): string;
}

/** Addresses of people whom no definition that counts names: of strangers, and new ones that policy does not take yet. */
const address = /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu;

/** Knows people of both sides of a change. */
export function anonymous(people: readonly KnownPerson[]): Anonymous {
  const initials = initialsOf(people);
  const nameOf = (id: string): string => initials.get(id) ?? initialsOf([{ id }]).get(id) ?? '?';
  const words = new Map<string, string>();
  for (const { id, name, email, phone } of people)
    for (const word of [name, email, phone])
      if (word !== undefined && word.length > 2) words.set(word.toLowerCase(), nameOf(id));
  const longestFirst = [...words.keys()].sort((a, b) => b.length - a.length);
  const pattern =
    longestFirst.length === 0
      ? undefined
      : new RegExp(`(?<![\\p{L}\\p{N}])(?:${longestFirst.map(escaped).join('|')})(?![\\p{L}\\p{N}])`, 'giu');
  const replace = (text: string, by: (word: string) => string): string =>
    (pattern ? text.replace(pattern, by) : text).replace(address, by);
  const text = (one: string): string => replace(one, (word) => words.get(word.toLowerCase()) ?? '(address)');
  return {
    text,
    masked: (one) => replace(one, (word) => '*'.repeat(word.length)),
    data: (one) => mapTexts(one, text) as typeof one,
    nameOf,
  };
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

function mapTexts(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((one) => mapTexts(one, change));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, mapTexts(one, change)]));
}

/** Routes tell people by id. */
export function anonymousRoutes(routes: ChangeReport['routes'], { nameOf }: Anonymous): ChangeReport['routes'] {
  const answer = <T extends ChangeReport['routes'][number]['before']>(one: T): T => ({
    ...one,
    steps: one.steps.map((step) => ({
      ...step,
      people: step.people.map(nameOf),
      ...(step.oneOf ? { oneOf: step.oneOf.map(nameOf) } : {}),
    })),
  });
  return routes.map((route) => ({ ...route, before: answer(route.before), after: answer(route.after) }));
}
