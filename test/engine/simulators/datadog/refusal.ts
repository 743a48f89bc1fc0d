import type { Reply } from '../http-simulator.ts';

export type Fields = Record<string, unknown>;

/** A request that Datadog refuses. Errors are always a list of texts (`APIErrorResponse` of the OpenAPI description). */
export class Refusal extends Error {
  readonly status: number;
  /** The whole answer, where it has more than errors. */
  readonly body: unknown;

  constructor(status: number, message: string, body: unknown = { errors: [message] }) {
    super(message);
    this.status = status;
    this.body = body;
  }
}

/** Throws a 400. */
export function refuse(message: string): never {
  throw new Refusal(400, message);
}

export const notFound: Reply = { status: 404, body: { errors: ['Not found'] } };

/** What the v2 endpoints say of a field that they do not know; recorded for `PATCH /api/v2/downtime/{id}`. */
export function refuseUnknown(fields: Fields, known: ReadonlySet<string>): void {
  for (const name of Object.keys(fields)) {
    if (!known.has(name)) refuse(`Additional properties are not allowed ('${name}' was unexpected)`);
  }
}

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A list of texts, or a 400 that names the field. */
export function texts(value: unknown, name: string): string[] {
  if (Array.isArray(value) && value.every((one) => typeof one === 'string')) return value;
  return refuse(`Invalid value for '${name}': a list of strings is required`);
}

/** A number as Datadog's messages print it: `2.0`, `0.65`. */
export function printed(value: number): string {
  return Number.isInteger(value) ? `${value}.0` : String(value);
}
