import type { Field, Fields } from './fields.ts';

/** Values of a form by field, as answers have them. */
export type Values = Record<string, unknown>;

/** What the API says of a form that it refuses, by field. */
export type Faults = Record<string, string[]>;

/** Reads a form. `isNew` asks for everything that a creation needs. */
export function readForm(form: URLSearchParams, fields: Fields, isNew: boolean): { values: Values; faults: Faults } {
  const values: Values = {};
  const faults: Faults = {};
  const sent = new Map<string, string[]>();
  for (const [key, value] of form) {
    const isList = key.endsWith('[]');
    const name = isList ? key.slice(0, -2) : key;
    const field = fields[name];
    if (!field || isList !== isListed(field)) faults[name] = [`The ${name} field is unknown`];
    else if (field.fixed && !isNew) faults[name] = [`The ${name} field cannot be changed`];
    else sent.set(name, [...(sent.get(name) ?? []), value]);
  }
  for (const [name, field] of Object.entries(fields)) {
    const given = sent.get(name);
    if (given === undefined) {
      if (field.required && isNew) faults[name] = [`The ${name} field is required`];
      continue;
    }
    const value = valueOf(field, given);
    const fault = faultOf(field, value, given);
    if (fault === undefined) values[name] = value;
    else faults[name] = [`The ${name} ${fault}`];
  }
  return { values, faults };
}

function isListed({ kind }: Field): boolean {
  return kind === 'texts' || kind === 'integers';
}

/** An empty list is one empty element; sets come back in an order of their own. */
function valueOf({ kind }: Field, given: readonly string[]): unknown {
  const [first = ''] = given;
  switch (kind) {
    case 'texts':
      return [...new Set(given.filter((one) => one !== ''))].sort().reverse();
    case 'integers':
      return given
        .filter((one) => one !== '')
        .map(Number)
        .sort((a, b) => b - a);
    case 'csv':
      return first === '' ? [] : first.split(',').map((one) => one.trim());
    case 'integer':
      return Number(first);
    case 'boolean':
      return first === 'true' || first === '1';
    case 'time':
      return new Date(first).toString() === 'Invalid Date'
        ? first
        : `${new Date(first).toISOString().slice(0, 19)}+00:00`;
    default:
      return first === '' ? null : first;
  }
}

function faultOf(
  { kind, required, oneOf, min = -Infinity, max = Infinity, length }: Field,
  value: unknown,
  given: readonly string[],
): string | undefined {
  const [first = ''] = given;
  if (required && first === '') return 'field is required';
  if (kind === 'boolean' && !['true', 'false', '1', '0'].includes(first)) return 'must be true or false';
  if (kind === 'time' && Number.isNaN(Date.parse(first))) return 'is not a valid date';
  if (kind === 'url' && !/^(https?:\/\/)?[\w.-]+(:\d+)?(\/\S*)?$/.test(first)) return 'is not a valid URL';
  if (kind === 'integer' && (first === '' || !Number.isInteger(value))) return 'must be an integer';
  if (kind === 'integer' && ((value as number) < min || (value as number) > max))
    return `must be between ${min} and ${max}`;
  if (oneOf && !oneOf.includes(value as string | number)) return 'is not a valid choice';
  if (length !== undefined && (value as unknown[]).length !== length) return `must have ${length} elements`;
  return undefined;
}
