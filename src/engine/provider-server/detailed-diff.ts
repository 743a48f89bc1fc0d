import type { Json } from '../../graph/types.ts';
import type { Fields, Properties, Property } from '../../providers/rest-vendor.ts';
import { hasUnknown, isEqual } from './normal-form.ts';

/** A difference between what was written last and what is written now. */
export interface PropertyDifference {
  /** As the engine writes paths: `alertAt[1]`, `config.query`, `tags["a b"]`. */
  readonly path: string;
  /** The input in which it lies. */
  readonly input: string;
  readonly kind: 'add' | 'delete' | 'update';
  /** Whether it needs another object. */
  readonly replaces: boolean;
}

/** What differs between two inputs, as deep as lists and objects keep their shape. */
export function differencesBetween(old: Fields, updated: Fields, properties: Properties): PropertyDifference[] {
  return Object.entries(properties).flatMap(([input, property]) => {
    const paths = pathsOf(old[input], updated[input], property, input);
    return paths.map((one) => ({ ...one, input, replaces: property.replaces === true }));
  });
}

type Found = Pick<PropertyDifference, 'path' | 'kind'>;

function pathsOf(old: Json | undefined, updated: Json | undefined, property: Property, path: string): Found[] {
  if (!hasUnknown(updated) && isEqual(old, updated, property)) return [];
  if (isNothing(old)) return [{ path, kind: 'add' }];
  if (isNothing(updated)) return [{ path, kind: 'delete' }];
  const inner = innerPaths(old as Json, updated as Json, property, path);
  return inner.length > 0 ? inner : [{ path, kind: 'update' }];
}

function innerPaths(old: Json, updated: Json, property: Property, path: string): Found[] {
  const { type, items = { type: 'string', description: '' }, properties = {} } = property;
  if (type === 'list' && Array.isArray(old) && Array.isArray(updated)) {
    const length = Math.max(old.length, updated.length);
    return Array.from({ length }, (_, at) => pathsOf(old[at], updated[at], items, `${path}[${at}]`)).flat();
  }
  if ((type !== 'object' && type !== 'map') || !isObject(old) || !isObject(updated)) return [];
  const names = new Set([...Object.keys(old), ...Object.keys(updated)]);
  return [...names].flatMap((name) =>
    pathsOf(old[name], updated[name], type === 'map' ? items : (properties[name] ?? anything), childPath(path, name)),
  );
}

const anything: Property = { type: 'json', description: '' };

function childPath(path: string, name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? `${path}.${name}` : `${path}[${JSON.stringify(name)}]`;
}

function isNothing(value: Json | undefined): boolean {
  return value === undefined || value === null;
}

function isObject(value: Json): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
