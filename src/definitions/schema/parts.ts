import { durationPattern } from '../values/duration.ts';
import { quantityPattern } from '../values/quantity.ts';

/** A JSON Schema (draft-07) fragment. `expected` is our annotation: the noun phrase that findings use for what should stand there. */
export type Schema = { readonly [key: string]: unknown };

/** An id: of squads, applications, alerts, people, templates, schedules. */
export const idPattern = '^[a-z0-9][a-z0-9-]{0,62}$';
const timePattern = '^([01][0-9]|2[0-3]):[0-5][0-9]$';
const datePattern = '^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$';
const instantPattern =
  '^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?(Z|[+-][0-9]{2}:[0-9]{2})?$';

/** A text of one or more characters. */
export function text(description: string, more: Schema = {}): Schema {
  return { type: 'string', minLength: 1, description, expected: 'a text', ...more };
}

/** An id of our own pattern. */
export function id(description: string): Schema {
  return {
    type: 'string',
    pattern: idPattern,
    description,
    expected: 'an id of lower-case letters, digits and hyphens, at most 63 characters',
  };
}

/** A length of time. */
export function duration(description: string, more: Schema = {}): Schema {
  return {
    type: 'string',
    pattern: durationPattern,
    description,
    expected: 'a duration such as 30s, 5m, 2h, 1d or 1w',
    ...more,
  };
}

/** A calendar date. */
export function date(description: string): Schema {
  return { type: 'string', pattern: datePattern, description, expected: 'a date such as 2026-12-31' };
}

/** A wall-clock time with date, optionally with an offset. */
export function instant(description: string): Schema {
  return {
    type: 'string',
    pattern: instantPattern,
    description,
    expected: 'a local date and time such as 2026-01-05T09:00',
  };
}

/** A time of day. */
export function timeOfDay(description: string): Schema {
  return { type: 'string', pattern: timePattern, description, expected: 'a time of day such as 09:00' };
}

/** An IANA zone; whether it exists is checked after the schema. */
export function zone(description: string): Schema {
  return {
    type: 'string',
    pattern: '^[A-Za-z_]+(/[A-Za-z0-9_+-]+)*$',
    description,
    expected: 'a time zone such as Europe/Paris',
  };
}

/** A threshold: a number in the query's unit, or a number with its unit. */
export function quantity(description: string): Schema {
  return {
    type: ['number', 'string', 'null'],
    pattern: quantityPattern,
    description: `${description} A bare number is in the query's unit; \`5%\`, \`800ms\`, \`2GiB\` are converted to it. \`null\` removes an inherited one.`,
    expected: 'a number, or a number with a unit such as 5%, 800ms or 2GiB',
  };
}

/** One of a few words. */
export function oneOf(values: readonly (string | number)[], description: string, more: Schema = {}): Schema {
  return { enum: [...values], description, expected: `one of ${values.join(', ')}`, ...more };
}

/** A whole number within bounds. */
export function integer(description: string, minimum: number, maximum: number): Schema {
  return { type: 'integer', minimum, maximum, description, expected: `a whole number from ${minimum} to ${maximum}` };
}

/** A number above zero. */
export function positive(description: string): Schema {
  return { type: 'number', exclusiveMinimum: 0, description, expected: 'a number above 0' };
}

/** Yes or no. */
export function flag(description: string): Schema {
  return { type: 'boolean', description, expected: 'true or false' };
}

/** An https or http address. */
export function url(description: string): Schema {
  return {
    type: 'string',
    pattern: '^https?://[^\\s<>"]+$',
    description,
    expected: 'an address that starts with https://',
  };
}

/** A sequence. */
export function list(items: Schema, description: string, more: Schema = {}): Schema {
  return { type: 'array', items, description, expected: 'a list', ...more };
}

/** A mapping with known fields only. */
export function object(
  properties: Readonly<Record<string, Schema>>,
  description: string,
  required: readonly string[] = [],
  more: Schema = {},
): Schema {
  return {
    type: 'object',
    properties,
    additionalProperties: false,
    ...(required.length > 0 ? { required: [...required] } : {}),
    description,
    expected: 'a mapping',
    ...more,
  };
}

/** A mapping from ids to values of one kind. */
export function mapOf(value: Schema, description: string, keys: string = idPattern, expectedKeys?: string): Schema {
  const expected =
    expectedKeys ??
    (keys === idPattern ? 'an id of lower-case letters, digits and hyphens' : `a name that matches ${keys}`);
  return {
    type: 'object',
    propertyNames: { pattern: keys, expected },
    additionalProperties: value,
    description,
    expected: 'a mapping',
  };
}

/** A value, or null that removes what a layer before it set. */
export function removable(schema: Schema): Schema {
  const type = schema['type'];
  if (Array.isArray(schema['enum'])) return { ...schema, enum: [...(schema['enum'] as unknown[]), null] };
  return { ...schema, type: Array.isArray(type) ? [...new Set([...(type as string[]), 'null'])] : [type, 'null'] };
}

/** One value or a list of them, for selectors: a list means any of. */
export function anyOfThese(values: readonly (string | number)[] | undefined, description: string): Schema {
  const one: Schema = values
    ? { enum: [...values], expected: `one of ${values.join(', ')}` }
    : { type: ['string', 'number'] };
  return {
    description,
    expected: values ? `one of ${values.join(', ')}, or a list of them` : 'a text or a list of texts',
    if: { type: 'array' },
    then: { items: one, minItems: 1 },
    else: one,
  };
}

/** `{ env: NAME }`: the only place where the process environment is read. */
export function secret(description: string): Schema {
  return object(
    {
      env: {
        type: 'string',
        pattern: '^[A-Z][A-Z0-9_]*$',
        description: 'Name of the environment variable.',
        expected: 'the name of an environment variable such as DD_API_KEY',
      },
    },
    `${description} Read from the environment, never written here.`,
    ['env'],
    { expected: 'a mapping such as { env: NAME }' },
  );
}

/** `#channel` and alike of one destination. */
export function channel(description: string): Schema {
  return object(
    {
      slack: text('Slack channel, with its `#`.', {
        pattern: '^#[^\\s@#<>!]+$',
        expected: 'a channel such as "#squad-payments"',
      }),
      discord: text('Discord channel.', { pattern: '^#?[^\\s@#]+$' }),
      teams: text('Microsoft Teams channel.', { pattern: '^[^@#<>]+$' }),
      email: text('Mailing list, never a person.', {
        pattern: '^[^\\s@]+@[^\\s@]+\\.[^\\s@]+$',
        expected: 'an e-mail address of a list',
      }),
    },
    description,
    [],
    { minProperties: 1 },
  );
}

/** Parts that stand once, in `definitions.schema.json`, and are used in many places. */
export type SharedPart =
  | 'source'
  | 'condition'
  | 'groups'
  | 'notify'
  | 'runbook'
  | 'suppress'
  | 'selector'
  | 'timedSelector'
  | 'inboundSelector'
  | 'overrides'
  | 'defaults'
  | 'alert'
  | 'hours'
  | 'connection'
  | 'links'
  | 'tags';

/** A reference to a shared part. */
export function shared(name: SharedPart): Schema {
  return { $ref: `definitions.schema.json#/definitions/${name}` };
}
