import fc from 'fast-check';
import type { Schema } from '../../../src/providers/provider.ts';

/** Values that a schema admits: every field may be there or not, texts follow their pattern. */
export function valuesOf(schema: Schema): fc.Arbitrary<unknown> {
  const allowed = schema['enum'] as unknown[] | undefined;
  if (allowed) return fc.constantFrom(...allowed);
  const types = [schema['type'] ?? 'object'].flat() as string[];
  return fc.oneof(...types.map((type) => valueOfType(type, schema)));
}

function valueOfType(type: string, schema: Schema): fc.Arbitrary<unknown> {
  switch (type) {
    case 'string':
      return texts(schema);
    case 'integer':
      return fc.integer({ min: Number(schema['minimum'] ?? 0), max: Number(schema['maximum'] ?? 1000) });
    case 'number':
      return fc.double({ noNaN: true, noDefaultInfinity: true });
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'array':
      return fc.array(valuesOf(schema['items'] as Schema), {
        minLength: Number(schema['minItems'] ?? 0),
        maxLength: 3,
      });
    default:
      return objects(schema);
  }
}

function texts(schema: Schema): fc.Arbitrary<string> {
  const pattern = schema['pattern'];
  if (typeof pattern === 'string') return fc.stringMatching(new RegExp(pattern), { maxLength: 30 });
  const examples = (schema['examples'] as string[] | undefined) ?? [];
  return fc.oneof(fc.string({ minLength: 1, maxLength: 30 }), ...examples.map((example) => fc.constant(example)));
}

function objects(schema: Schema): fc.Arbitrary<unknown> {
  const keys = (schema['propertyNames'] as Schema | undefined)?.['pattern'];
  if (typeof keys === 'string')
    return fc.dictionary(
      fc.stringMatching(new RegExp(keys), { maxLength: 12 }),
      valuesOf(schema['additionalProperties'] as Schema),
      { minKeys: Number(schema['minProperties'] ?? 0), maxKeys: 3 },
    );
  const properties = Object.entries((schema['properties'] ?? {}) as Record<string, Schema>);
  return fc.record(Object.fromEntries(properties.map(([name, inner]) => [name, valuesOf(inner)])), {
    requiredKeys: [],
  });
}
