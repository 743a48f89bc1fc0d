import { canonicalJson } from './canonical.ts';
import { isJoin, isReference } from './references.ts';
import type { Value } from './types.ts';

/** A difference before its cause is known. */
export interface ValueChange {
  readonly path: string;
  readonly old?: Value;
  readonly new?: Value;
}

type Fields = { readonly [key: string]: Value };

/** Whether the order of a list of scalars at this path means nothing. */
export type IsUnordered = (path: string) => boolean;

/** Lists named `tags` are sets in every vendor's API. */
export const tagsAreSets: IsUnordered = (path) => /(^|\.)tags$/.test(path);

/**
 * What differs between two inputs, by nested path, in the order of the paths. A list of scalars is one change with both lists; a list of
 * objects is compared element by element, by position, or by `id` or `name` when all elements have a different one.
 */
export function changesBetween(old: Fields, updated: Fields, isUnordered: IsUnordered = tagsAreSets): ValueChange[] {
  const changes: ValueChange[] = [];
  compareFields(old, updated, '', { changes, isUnordered });
  return changes;
}

interface Comparison {
  readonly changes: ValueChange[];
  readonly isUnordered: IsUnordered;
}

function compare(old: Value | undefined, updated: Value | undefined, path: string, into: Comparison): void {
  if (old === updated) return;
  if (isFields(old) && isFields(updated)) compareFields(old, updated, path, into);
  else if (isListOfFields(old) && isListOfFields(updated)) compareElements(old, updated, path, into);
  else if (!isEqual(old, updated, into.isUnordered(path)))
    into.changes.push({
      path,
      ...(old === undefined ? {} : { old }),
      ...(updated === undefined ? {} : { new: updated }),
    });
}

function compareFields(old: Fields, updated: Fields, path: string, into: Comparison): void {
  const keys = [...new Set([...Object.keys(old), ...Object.keys(updated)])].sort();
  for (const key of keys) compare(own(old, key), own(updated, key), childPath(path, key), into);
}

function compareElements(old: readonly Fields[], updated: readonly Fields[], path: string, into: Comparison): void {
  const key = ['id', 'name'].find((name) => isKey(old, name) && isKey(updated, name));
  if (key === undefined || old.length === updated.length) {
    for (let index = 0; index < Math.max(old.length, updated.length); index += 1)
      compare(old[index], updated[index], `${path}[${index}]`, into);
    return;
  }
  const names = new Set([...old, ...updated].map((element) => String(element[key])));
  const find = (list: readonly Fields[], name: string): Fields | undefined =>
    list.find((element) => element[key] === name);
  for (const name of names) compare(find(old, name), find(updated, name), `${path}[${JSON.stringify(name)}]`, into);
}

function isKey(elements: readonly Fields[], key: string): boolean {
  const names = new Set(elements.map((element) => element[key]).filter((name) => typeof name === 'string'));
  return names.size === elements.length;
}

function isEqual(old: Value | undefined, updated: Value | undefined, unordered: boolean): boolean {
  if (old === undefined || updated === undefined) return false;
  const text = (value: Value): string =>
    unordered && Array.isArray(value) ? canonicalJson(value.map(canonicalJson).sort()) : canonicalJson(value);
  return text(old) === text(updated);
}

/** Own keys only: an input may be called `constructor`. */
function own(fields: Fields, key: string): Value | undefined {
  return Object.hasOwn(fields, key) ? fields[key] : undefined;
}

function isFields(value: Value | undefined): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !isReference(value) && !isJoin(value);
}

function isListOfFields(value: Value | undefined): value is readonly Fields[] {
  return Array.isArray(value) && value.length > 0 && value.every((element: Value) => isFields(element));
}

function childPath(path: string, key: string): string {
  if (!/^[A-Za-z0-9_$-]+$/.test(key)) return `${path}[${JSON.stringify(key)}]`;
  return path === '' ? key : `${path}.${key}`;
}

/** Whether a path is another one or lies below it. */
export function isWithin(path: string, ancestor: string): boolean {
  if (!path.startsWith(ancestor)) return false;
  const next = path[ancestor.length];
  return next === undefined || next === '.' || next === '[';
}
