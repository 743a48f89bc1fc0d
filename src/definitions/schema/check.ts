import type { Compiled } from './compiled.ts';
import { checkNumber, checkText, isOfType } from './check-scalars.ts';
import { SchemaErrors } from './schema-error.ts';
import type { SchemaError } from './schema-error.ts';

/** Every way in which data breaks a schema, as `ajv` with `allErrors` and `verbose` would tell it (the tests compare them). */
export function schemaErrors(schema: Compiled, data: unknown): readonly SchemaError[] {
  const errors = new SchemaErrors();
  check(schema, data, errors);
  return errors.list;
}

/** Adds what is wrong with `data` to `errors`. */
export function check(schema: Compiled, data: unknown, errors: SchemaErrors): void {
  const mistyped = schema.types.length > 0 && !schema.types.some((type) => isOfType(data, type));
  if (mistyped && !schema.typeLast) addType(schema, data, errors);
  if (typeof data === 'number') checkNumber(schema, data, errors);
  else if (typeof data === 'string') checkText(schema, data, errors);
  if (schema.constant !== undefined && data !== schema.constant)
    errors.add('const', schema, data, { allowedValue: schema.constant }, 'must be equal to constant');
  if (schema.allowed && !schema.allowed.includes(data))
    errors.add('enum', schema, data, { allowedValues: schema.allowed }, 'must be equal to one of the allowed values');
  if (schema.all) for (const one of schema.all) check(one, data, errors);
  if (schema.when) checkBranch(schema, schema.when, data, errors);
  if (Array.isArray(data)) checkList(schema, data, errors);
  else if (typeof data === 'object' && data !== null) checkMapping(schema, data as Record<string, unknown>, errors);
  if (mistyped && schema.typeLast) addType(schema, data, errors);
}

function addType(schema: Compiled, data: unknown, errors: SchemaErrors): void {
  errors.add('type', schema, data, { type: schema.types }, `must be ${schema.types.join(',')}`);
}

/** `if`: what it says of the data only chooses the branch. */
function checkBranch(schema: Compiled, when: Compiled, data: unknown, errors: SchemaErrors): void {
  const trial = new SchemaErrors();
  check(when, data, trial);
  const branch = trial.list.length === 0 ? schema.yes : schema.no;
  if (branch) check(branch, data, errors);
}

/** Checks a sequence: its length, then its items. */
function checkList(schema: Compiled, data: readonly unknown[], errors: SchemaErrors): void {
  const { maxItems, minItems, items } = schema;
  if (maxItems !== undefined && data.length > maxItems)
    errors.add('maxItems', schema, data, { limit: maxItems }, `must NOT have more than ${maxItems} items`);
  if (minItems !== undefined && data.length < minItems)
    errors.add('minItems', schema, data, { limit: minItems }, `must NOT have fewer than ${minItems} items`);
  if (items) for (let index = 0; index < data.length; index++) checkAt(items, data[index], index, errors);
}

/** Checks a mapping: how many keys, which, their names, then the values: those of unknown keys first. */
function checkMapping(schema: Compiled, data: Readonly<Record<string, unknown>>, errors: SchemaErrors): void {
  checkCount(schema, data, errors);
  if (schema.required) checkRequired(schema, schema.required, data, errors);
  if (schema.keys) for (const key in data) checkKey(schema, schema.keys, key, data, errors);
  if (schema.closed || schema.others) checkOthers(schema, data, errors);
  if (schema.properties)
    for (const [name, property] of schema.properties)
      if (data[name] !== undefined) checkAt(property, data[name], name, errors);
}

function checkAt(schema: Compiled, data: unknown, step: string | number, errors: SchemaErrors): void {
  const before = errors.list.length;
  check(schema, data, errors);
  if (errors.list.length > before) errors.below(step, before);
}

function checkCount(schema: Compiled, data: object, errors: SchemaErrors): void {
  const { maxProperties, minProperties } = schema;
  if (maxProperties === undefined && minProperties === undefined) return;
  const count = Object.keys(data).length;
  if (maxProperties !== undefined && count > maxProperties)
    errors.add(
      'maxProperties',
      schema,
      data,
      { limit: maxProperties },
      `must NOT have more than ${maxProperties} properties`,
    );
  if (minProperties !== undefined && count < minProperties)
    errors.add(
      'minProperties',
      schema,
      data,
      { limit: minProperties },
      `must NOT have fewer than ${minProperties} properties`,
    );
}

function checkRequired(
  schema: Compiled,
  required: readonly string[],
  data: Readonly<Record<string, unknown>>,
  errors: SchemaErrors,
): void {
  for (const name of required)
    if (data[name] === undefined)
      errors.add('required', schema, data, { missingProperty: name }, `must have required property '${name}'`);
}

function checkKey(schema: Compiled, keys: Compiled, key: string, data: object, errors: SchemaErrors): void {
  const before = errors.list.length;
  check(keys, key, errors);
  if (errors.list.length === before) return;
  errors.inKey(key, before);
  errors.add('propertyNames', schema, data, { propertyName: key }, 'property name must be valid');
}

/** Keys that `properties` does not name. */
function checkOthers(schema: Compiled, data: Readonly<Record<string, unknown>>, errors: SchemaErrors): void {
  for (const key in data) {
    if (schema.names?.has(key)) continue;
    if (schema.others) checkAt(schema.others, data[key], key, errors);
    else
      errors.add(
        'additionalProperties',
        schema,
        data,
        { additionalProperty: key },
        'must NOT have additional properties',
      );
  }
}
