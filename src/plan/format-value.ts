import { isJoin, isReference } from '../graph/references.ts';
import type { Value } from '../graph/types.ts';

/** A value as people read it: references as `${identity.output}`, anything nested as JSON. Not yet safe to print. */
export function formatValue(value: Value | undefined): string {
  if (value === undefined) return '(none)';
  if (typeof value === 'string') return JSON.stringify(value);
  return isReference(value) || isJoin(value) ? plainText(value) : JSON.stringify(simplify(value));
}

/** A text without quotes; anything else as {@link formatValue}. */
export function plainText(value: Value): string {
  if (typeof value === 'string') return value;
  if (isReference(value)) return `\${${value.$ref}.${value.output}}`;
  return isJoin(value) ? value.$join.map(plainText).join('') : formatValue(value);
}

/** Whether a value is a text, with or without references. */
export function isText(value: Value | undefined): boolean {
  return typeof value === 'string' || isJoin(value) || isReference(value);
}

function simplify(value: Value): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (isReference(value) || isJoin(value)) return plainText(value);
  if (Array.isArray(value)) return value.map((element: Value) => simplify(element));
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, simplify(member as Value)]));
}
