import { resolvePlain } from '../definitions/source/parse-yaml.ts';

/** A text as a YAML scalar on one line: plain where YAML reads it back as the same text, else in quotes. */
export function quoted(text: string): string {
  const isPlain =
    /^[\p{L}\p{N}_/$.+(][^\n\r\t]*$/u.test(text) &&
    !/: |:$| #|[[\]{},]|\s$/.test(text) &&
    typeof resolvePlain(text) === 'string';
  if (isPlain) return text;
  return /[\p{Cc}\n]/u.test(text) ? JSON.stringify(text) : `'${text.replaceAll("'", "''")}'`;
}

/** An id made from a name: `Ana Moreau` becomes `ana-moreau`; undefined when nothing is left. */
export function idFrom(name: string): string | undefined {
  const id = name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 63)
    .replace(/-+$/, '');
  return id === '' ? undefined : id;
}
