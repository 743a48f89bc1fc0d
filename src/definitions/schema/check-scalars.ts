import type { Compiled } from './compiled.ts';
import type { SchemaErrors } from './schema-error.ts';

/** Whether data is of a type of JSON Schema. */
export function isOfType(data: unknown, type: string): boolean {
  if (type === 'object') return typeof data === 'object' && data !== null && !Array.isArray(data);
  if (type === 'array') return Array.isArray(data);
  if (type === 'null') return data === null;
  if (type === 'integer') return Number.isInteger(data);
  if (type === 'number') return Number.isFinite(data);
  return typeof data === type;
}

/** Checks the bounds of a number. */
export function checkNumber(schema: Compiled, data: number, errors: SchemaErrors): void {
  const { maximum, minimum, above } = schema;
  const limit = (keyword: string, comparison: string, limit: number): void =>
    errors.add(keyword, schema, data, { comparison, limit }, `must be ${comparison} ${limit}`);
  if (maximum !== undefined && !(data <= maximum)) limit('maximum', '<=', maximum);
  if (minimum !== undefined && !(data >= minimum)) limit('minimum', '>=', minimum);
  if (above !== undefined && !(data > above)) limit('exclusiveMinimum', '>', above);
}

/** Checks the length of a text in characters, and its pattern. */
export function checkText(schema: Compiled, data: string, errors: SchemaErrors): void {
  const { maxLength, minLength, pattern } = schema;
  if (maxLength !== undefined && data.length > maxLength && [...data].length > maxLength)
    errors.add('maxLength', schema, data, { limit: maxLength }, `must NOT have more than ${maxLength} characters`);
  if (minLength !== undefined && (data.length < minLength || [...data].length < minLength))
    errors.add('minLength', schema, data, { limit: minLength }, `must NOT have fewer than ${minLength} characters`);
  if (pattern && !pattern.test(data)) {
    const written = String(schema.schema['pattern']);
    errors.add('pattern', schema, data, { pattern: written }, `must match pattern "${written}"`);
  }
}
