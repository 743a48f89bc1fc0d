import { canonicalJson } from '../../graph/canonical.ts';
import type { Json } from '../../graph/types.ts';
import type { Fields, Properties, Property } from '../../providers/rest-vendor.ts';
import { unknownValue } from '../wire/values.ts';

/** A value as the vendor keeps it; what is not said has its default, and is undefined where there is none. */
export function normalForm(value: Json | undefined, property: Property): Json | undefined {
  const said = value ?? property.default;
  if (said === undefined || said === null) return undefined;
  const form = shaped(said, property);
  return property.normal && !hasUnknown(form) ? property.normal(form) : form;
}

function shaped(value: Json, property: Property): Json {
  const items = property.items ?? text;
  switch (property.type) {
    case 'list':
      return listOf(value).map((item) => normalForm(item, items) ?? null);
    case 'set':
      return sorted(listOf(value).map((item) => normalForm(item, items) ?? null));
    case 'map':
      return membersOf(value, () => items);
    case 'object':
      return membersOf(
        value,
        (name) => property.properties?.[name] ?? anything,
        Object.keys(property.properties ?? {}),
      );
    default:
      return value;
  }
}

const text: Property = { type: 'string', description: '' };
const anything: Property = { type: 'json', description: '' };

function listOf(value: Json): readonly Json[] {
  return Array.isArray(value) ? value : [value as Json];
}

function sorted(values: readonly Json[]): Json[] {
  const byText = new Map(values.map((value) => [canonicalJson(value), value]));
  return [...byText].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, value]) => value);
}

function membersOf(value: Json, propertyOf: (name: string) => Property, more: readonly string[] = []): Json {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const members = value as Fields;
  const forms: Record<string, Json> = {};
  for (const name of new Set([...Object.keys(members), ...more])) {
    const form = normalForm(members[name], propertyOf(name));
    if (form !== undefined) forms[name] = form;
  }
  return forms;
}

/** Whether two values mean the same to the vendor. */
export function isEqual(a: Json | undefined, b: Json | undefined, property: Property): boolean {
  return isSame(normalForm(a, property), normalForm(b, property));
}

function isSame(a: Json | undefined, b: Json | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  return canonicalJson(a) === canonicalJson(b);
}

/** Whether something in a value is known only when it is applied. */
export function hasUnknown(value: Json | undefined): boolean {
  if (value === unknownValue) return true;
  if (typeof value !== 'object' || value === null) return false;
  return Object.values(value).some((member) => hasUnknown(member as Json));
}

/**
 * What was written, brought up to date with what lives: values that still mean the same stay as they were written, so that reading back shows
 * real differences only.
 */
export function reconciled(written: Fields, live: Fields, properties: Properties): Fields {
  const found: Record<string, Json> = {};
  for (const [name, property] of Object.entries(properties)) {
    const [before, now] = [written[name], live[name]];
    const value = property.unreadable || isEqual(before, now, property) ? before : now;
    if (value !== undefined && value !== null) found[name] = value;
  }
  return found;
}
