import type { Fields } from './account.ts';
import { isZone } from './time/zone.ts';

/** A request that Opsgenie refuses; errors by field where it is about fields: https://docs.opsgenie.com/docs/response */
export class Refusal extends Error {
  readonly status: number;
  readonly errors: Readonly<Record<string, string>> | undefined;

  constructor(status: number, message: string, errors?: Readonly<Record<string, string>>) {
    super(message);
    this.status = status;
    this.errors = errors;
  }
}

/** Throws a 422 that names a field. */
export function invalid(field: string, reason: string): never {
  throw new Refusal(422, 'Request body is not processable. Please check the errors.', { [field]: reason });
}

/**
 * The body as an object of known fields. The API's own clients send empty objects and texts for what they leave out, and the parts of the
 * address once more under capitalised names.
 */
export function fieldsOf(body: unknown, known: readonly string[]): Fields {
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw new Refusal(400, 'Request body is not in the expected format.');
  for (const name of Object.keys(body))
    if (!known.includes(name) && name !== 'id' && !/^[A-Z]/.test(name)) invalid(name, 'is not a known field');
  return body as Fields;
}

/** An object within the body; undefined when it is absent or empty. */
export function objectIn(fields: Fields, name: string): Fields | undefined {
  const value = fields[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'object' || Array.isArray(value)) return invalid(name, 'must be an object');
  return Object.keys(value).length === 0 ? undefined : (value as Fields);
}

/** A list within the body; undefined when it is absent. */
export function listIn(fields: Fields, name: string, longest = 1000): unknown[] | undefined {
  const value = fields[name];
  if (value === undefined || value === null) return undefined;
  if (!Array.isArray(value)) return invalid(name, 'must be a list');
  return value.length > longest ? invalid(name, `must not have more than ${longest} items`) : value;
}

/** A list of texts; undefined when it is absent. */
export function textsIn(fields: Fields, name: string, most: number, longest: number): string[] | undefined {
  return listIn(fields, name, most)?.map((one) =>
    typeof one === 'string' && one.length <= longest
      ? one.trim()
      : invalid(name, `must be a list of texts of at most ${longest} characters`),
  );
}

/** A text; undefined when it is absent or empty. */
export function textIn(fields: Fields, name: string, longest: number): string | undefined {
  const value = fields[name];
  if (value === undefined || value === null || value === '') return undefined;
  if (typeof value !== 'string') return invalid(name, 'must be a text');
  if (value.length > longest) return invalid(name, `must not be longer than ${longest} characters`);
  return value.trim();
}

/** A text that has to be there. */
export function requiredText(fields: Fields, name: string, longest: number): string {
  return textIn(fields, name, longest) || invalid(name, 'may not be empty');
}

/** A name of allowed characters. */
export function nameIn(fields: Fields, allowed: RegExp, longest: number): string {
  const name = textIn(fields, 'name', longest) ?? invalid('name', 'may not be empty');
  return allowed.test(name) ? name : invalid('name', 'has characters that are not allowed');
}

/** One of some texts; undefined when it is absent or empty. */
export function choiceIn<T extends string>(fields: Fields, name: string, choices: readonly T[]): T | undefined {
  const value = textIn(fields, name, 1000);
  if (value === undefined) return undefined;
  return choices.find((choice) => choice === value) ?? invalid(name, `must be one of ${choices.join(', ')}`);
}

export function flagIn(fields: Fields, name: string): boolean | undefined {
  const value = fields[name];
  if (value === undefined || value === null) return undefined;
  return typeof value === 'boolean' ? value : invalid(name, 'must be true or false');
}

/** A whole number in a range; undefined when it is absent. */
export function integerIn(fields: Fields, name: string, least: number, most: number): number | undefined {
  const value = fields[name];
  if (value === undefined || value === null) return undefined;
  if (!Number.isInteger(value) || Number(value) < least || Number(value) > most)
    return invalid(name, `must be a whole number from ${least} to ${most}`);
  return Number(value);
}

/** A zone of the IANA database; undefined when it is absent. */
export function zoneIn(fields: Fields, name: string): string | undefined {
  const zone = textIn(fields, name, 100);
  return zone === undefined || isZone(zone) ? zone : invalid(name, `[${zone}] is not a timezone`);
}

const dates = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:?\d\d)$/;

/** An instant with its offset, as epoch milliseconds of a whole minute; undefined when it is absent. */
export function dateIn(fields: Fields, name: string): number | undefined {
  const value = textIn(fields, name, 100);
  if (value === undefined) return undefined;
  const instant = dates.test(value) ? Date.parse(value.replace(/([+-]\d\d)(\d\d)$/, '$1:$2')) : NaN;
  return Number.isNaN(instant)
    ? invalid(name, 'must be a date like 2017-01-15T08:00:00+02:00')
    : instant - (instant % 60_000);
}
