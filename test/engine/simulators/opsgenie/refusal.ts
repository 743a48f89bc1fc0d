import type { Fields } from './account.ts';

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

/** The body as an object of known fields. The API's own clients send empty objects and texts for what they leave out. */
export function fieldsOf(body: unknown, known: readonly string[]): Fields {
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw new Refusal(400, 'Request body is not in the expected format.');
  for (const name of Object.keys(body)) if (!known.includes(name)) invalid(name, 'is not a known field');
  return body as Fields;
}

/** A text; undefined when it is absent or empty. */
export function textIn(fields: Fields, name: string, longest: number): string | undefined {
  const value = fields[name];
  if (value === undefined || value === null || value === '') return undefined;
  if (typeof value !== 'string') return invalid(name, 'must be a text');
  if (value.length > longest) return invalid(name, `must not be longer than ${longest} characters`);
  return value.trim();
}

/** A name of allowed characters. */
export function nameIn(fields: Fields, allowed: RegExp, longest: number): string {
  const name = textIn(fields, 'name', longest) ?? invalid('name', 'may not be empty');
  return allowed.test(name) ? name : invalid('name', 'has characters that are not allowed');
}

export function flagIn(fields: Fields, name: string): boolean | undefined {
  const value = fields[name];
  if (value === undefined || value === null) return undefined;
  return typeof value === 'boolean' ? value : invalid(name, 'must be true or false');
}
