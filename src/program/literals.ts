import { isJoin, isReference } from '../graph/references.ts';
import type { Join, Reference, Value } from '../graph/types.ts';

/** Writes a reference as an expression. */
export type WriteReference = (reference: Reference) => string;

/** A value as a TypeScript expression. Members that are null are left out, as the engine does. */
export function expression(value: Value, reference: WriteReference): string {
  if (typeof value === 'string') return value.includes('\n') ? template([value], reference) : stringLiteral(value);
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (isReference(value)) return reference(value);
  if (isJoin(value)) return join(value, reference);
  if (Array.isArray(value)) return `[${value.map((element: Value) => expression(element, reference)).join(', ')}]`;
  const members = Object.entries(value as { readonly [key: string]: Value })
    .filter(([, member]) => member !== null)
    .map(([key, member]) => `${propertyKey(key)}: ${expression(member, reference)}`);
  return members.length === 0 ? '{}' : `{\n${members.join(',\n')} }`;
}

function join(value: Join, reference: WriteReference): string {
  if (value.$join.every((part) => typeof part === 'string')) return expression(value.$join.join(''), reference);
  return `pulumi.interpolate${template(value.$join, reference)}`;
}

function template(parts: readonly (string | Reference)[], reference: WriteReference): string {
  const write = (part: string | Reference): string =>
    typeof part === 'string'
      ? part.replace(/[\\`]|\$(?=\{)/g, '\\$&').replace(unprintable, unicodeEscape)
      : `\${${reference(part)}}`;
  return `\`${mergeTexts(parts).map(write).join('')}\``;
}

/** A `$` at the end of one text and a `{` at the start of the next would make a placeholder: texts are joined before they are escaped. */
function mergeTexts(parts: readonly (string | Reference)[]): (string | Reference)[] {
  const merged: (string | Reference)[] = [];
  for (const part of parts) {
    const last = merged.at(-1);
    if (typeof part === 'string' && typeof last === 'string') merged[merged.length - 1] = last + part;
    else merged.push(part);
  }
  return merged.map((part) => part);
}

/** A text as a string literal. What is invisible or turns the reading direction is escaped, so that code reads as it runs. */
export function stringLiteral(text: string): string {
  return JSON.stringify(text).replace(unprintable, unicodeEscape);
}

/** A property's name, quoted where it must be. A plain `__proto__` would set the prototype instead. */
export function propertyKey(key: string): string {
  if (key === '__proto__') return '["__proto__"]';
  return /^[A-Za-z_$][A-Za-z0-9_$]*$/.test(key) ? key : stringLiteral(key);
}

/** All but printable characters and line feeds; combining characters follow what they combine with and stay. */
const unprintable = /(?!\n)[\p{C}\p{Zl}\p{Zp}]/gu;

function unicodeEscape(characters: string): string {
  return [...Array(characters.length).keys()]
    .map((index) => `\\u${characters.charCodeAt(index).toString(16).padStart(4, '0')}`)
    .join('');
}
