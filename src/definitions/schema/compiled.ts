import type { Schema } from './parts.ts';

/**
 * A schema with its keywords read out. All of these have one shape, whatever the schema says: checking thousands of values is then
 * one small loop that the JIT compiler sees at once, where code generated per schema stays cold in short runs.
 */
export interface Compiled {
  readonly schema: Schema;
  readonly types: readonly string[];
  /** A wrong type is said after what branches say: they know more about it. */
  readonly typeLast: boolean;
  readonly minimum: number | undefined;
  readonly maximum: number | undefined;
  readonly above: number | undefined;
  readonly minLength: number | undefined;
  readonly maxLength: number | undefined;
  readonly pattern: RegExp | undefined;
  readonly allowed: readonly unknown[] | undefined;
  readonly constant: unknown;
  readonly required: readonly string[] | undefined;
  readonly properties: readonly (readonly [string, Compiled])[] | undefined;
  readonly names: ReadonlySet<string> | undefined;
  readonly closed: boolean;
  readonly others: Compiled | undefined;
  readonly keys: Compiled | undefined;
  readonly minProperties: number | undefined;
  readonly maxProperties: number | undefined;
  readonly items: Compiled | undefined;
  readonly minItems: number | undefined;
  readonly maxItems: number | undefined;
  readonly when: Compiled | undefined;
  readonly yes: Compiled | undefined;
  readonly no: Compiled | undefined;
  readonly all: readonly Compiled[] | undefined;
}

/** Compiles schemas; `shared` are the parts that `$ref` names. */
export class SchemaCompiler {
  readonly #shared: Readonly<Record<string, Schema>>;
  readonly #parts = new Map<string, Compiled>();

  constructor(shared: Readonly<Record<string, Schema>>) {
    this.#shared = shared;
  }

  /** @throws RangeError for a reference that leads nowhere and for a keyword that the check does not know */
  compile(schema: Schema): Compiled {
    const reference = schema['$ref'];
    if (typeof reference === 'string') return this.#part(reference);
    const unknown = Object.keys(schema).find((keyword) => !keywords.has(keyword));
    if (unknown !== undefined) throw new RangeError(`the schema keyword "${unknown}" is not supported`);
    const at = (keyword: string): Compiled | undefined =>
      typeof schema[keyword] === 'object' ? this.compile(schema[keyword] as Schema) : undefined;
    const properties = schema['properties'] as Record<string, Schema> | undefined;
    return {
      schema,
      ...ofValues(schema),
      required: schema['required'] as string[] | undefined,
      properties: properties && Object.entries(properties).map(([name, value]) => [name, this.compile(value)]),
      names: properties && new Set(Object.keys(properties)),
      closed: schema['additionalProperties'] === false,
      others: at('additionalProperties'),
      keys: at('propertyNames'),
      minProperties: schema['minProperties'] as number | undefined,
      maxProperties: schema['maxProperties'] as number | undefined,
      items: at('items'),
      minItems: schema['minItems'] as number | undefined,
      maxItems: schema['maxItems'] as number | undefined,
      when: at('if'),
      yes: at('then'),
      no: at('else'),
      all: (schema['allOf'] as Schema[] | undefined)?.map((one) => this.compile(one)),
    };
  }

  #part(reference: string): Compiled {
    const name = reference.replace(/^.*#\/definitions\//, '');
    const known = this.#parts.get(name);
    if (known) return known;
    const schema = this.#shared[name];
    if (!schema) throw new RangeError(`there is no schema ${reference}`);
    const compiled = this.compile(schema);
    this.#parts.set(name, compiled);
    return compiled;
  }
}

function ofValues(schema: Schema) {
  const { type, pattern } = schema;
  return {
    types: type === undefined ? [] : Array.isArray(type) ? (type as string[]) : [String(type)],
    typeLast:
      (type === 'object' && ofMappings.some((keyword) => keyword in schema)) ||
      (type === 'array' && ofLists.some((keyword) => keyword in schema)),
    minimum: schema['minimum'] as number | undefined,
    maximum: schema['maximum'] as number | undefined,
    above: schema['exclusiveMinimum'] as number | undefined,
    minLength: schema['minLength'] as number | undefined,
    maxLength: schema['maxLength'] as number | undefined,
    pattern: typeof pattern === 'string' ? new RegExp(pattern, 'u') : undefined,
    allowed: schema['enum'] as unknown[] | undefined,
    constant: schema['const'],
  };
}

const ofMappings = [
  'properties',
  'additionalProperties',
  'propertyNames',
  'required',
  'minProperties',
  'maxProperties',
];
const ofLists = ['items', 'minItems', 'maxItems'];
const ofAll = ['type', 'enum', 'const', 'if', 'then', 'else', 'allOf', 'expected', 'description', 'examples'];
const ofScalars = ['pattern', 'minLength', 'maxLength', 'minimum', 'maximum', 'exclusiveMinimum'];
const keywords: ReadonlySet<string> = new Set([...ofAll, ...ofScalars, ...ofMappings, ...ofLists]);
