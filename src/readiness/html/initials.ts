import type { OnCallPerson } from '../../oncall/model.ts';

/** Somebody as pages name them. */
export type NamedPerson = Pick<OnCallPerson, 'id' | 'name' | 'email'>;

/** Takes people out of texts: a page goes to more readers than the definitions. */
export interface Initials {
  /** Initials of a person by id; of the id itself when nobody has it. */
  of(id: string): string;
  /** A text in which initials stand for names and addresses. */
  in(text: string): string;
  /** A message of a check, which names people by their ids too. */
  inMessage(text: string): string;
}

/** Initials of these people, e.g. `D. V.` for Dmitri Volkov. */
export function initialsOf(people: readonly NamedPerson[]): Initials {
  const names = new Map(people.flatMap(({ name, email }) => [[name, initials(name)], [email, initials(name)]])); // prettier-ignore
  const ids = new Map(people.map(({ id, name }) => [id, initials(name)]));
  const replaceNames = replacing(names);
  const replaceAll = replacing(new Map([...ids, ...names]));
  return { of: (id) => ids.get(id) ?? initials(id), in: replaceNames, inMessage: replaceAll };
}

function initials(name: string): string {
  const words = name.split(/[\s._-]+/).filter(Boolean);
  return words.map((word) => `${[...word][0]?.toUpperCase() ?? ''}.`).join(' ');
}

/** Replaces whole words only: `bo` is in no other word, path or address. */
function replacing(texts: ReadonlyMap<string, string>): (text: string) => string {
  const wanted = [...texts.keys()].filter(Boolean).sort((a, b) => b.length - a.length);
  if (wanted.length === 0) return (text) => text;
  const any = wanted.map((one) => one.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|');
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}_/.@-])(?:${any})(?![\\p{L}\\p{N}_/@-])`, 'gu');
  return (text) => text.replace(pattern, (found) => texts.get(found) ?? found);
}
