import { Ajv, type ValidateFunction } from 'ajv';
import fc from 'fast-check';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { schemaErrors } from '../../../src/definitions/schema/check.ts';
import { SchemaCompiler } from '../../../src/definitions/schema/compiled.ts';
import type { SchemaError } from '../../../src/definitions/schema/schema-error.ts';
import { kinds, shared } from '../../../src/definitions/schema/schemas.generated.js';
import { toData } from '../../../src/definitions/source/node.ts';
import { parseYaml } from '../../../src/definitions/source/parse-yaml.ts';
import { SourceFile } from '../../../src/definitions/source/source-file.ts';

const ajv = new Ajv({ allErrors: true, verbose: true, strict: false, inlineRefs: false });
ajv.addSchema({ $id: 'definitions.schema.json', definitions: shared });
const oracles = Object.fromEntries(Object.entries(kinds).map(([kind, schema]) => [kind, ajv.compile(schema)]));
const compiler = new SchemaCompiler(shared);
const documents = ['alerts', 'examples'].flatMap(documentsBelow);

function documentsBelow(folder: string): { kind: string; data: unknown }[] {
  const root = path.resolve(import.meta.dirname, '../../..', folder);
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.yaml'))
    .flatMap((name) => {
      const file = new SourceFile(name, readFileSync(path.join(root, name), 'utf8'), '');
      return parseYaml(file).documents.map((node) => toData(node) as Record<string, unknown>);
    })
    .map((data) => ({
      kind: String(data['apiVersion']).startsWith('openslo/') ? 'OpenSLO' : String(data['kind']),
      data,
    }))
    .filter(({ kind }) => kind in kinds);
}

/** Both in ajv's words; its `if` only says that a branch failed, which the errors of the branch say better. */
function expected(validate: ValidateFunction, data: unknown): unknown[] {
  if (validate(data)) return [];
  return (validate.errors ?? [])
    .filter((error) => error.keyword !== 'if')
    .map(({ keyword, instancePath, params, message, data: at, propertyName, parentSchema }) => {
      const fields = { keyword, instancePath, message, data: at, propertyName, schema: parentSchema };
      return { ...fields, params: keyword === 'type' ? { type: [params['type']].flat() } : params };
    });
}

function actual(error: SchemaError): unknown {
  const { keyword, params, message, data, propertyName, parentSchema } = error;
  const pointer = error.path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
  return { keyword, instancePath: pointer, message, data, propertyName, schema: parentSchema, params };
}

const scalars = [
  null,
  true,
  0,
  1,
  -1,
  2.5,
  1e9,
  '',
  'x',
  '${x}',
  '5m',
  '2026-01-05',
  'P1',
  'https://example.com',
  '💥',
];
const lists = [[], ['x'], [1, 'x', null]];
const mappings = [{}, { x: 1 }, { channel: '#x' }, { 'a/b~c': {} }, { env: 'X' }, { when: {}, set: {} }];
const intruder = fc.constantFrom<unknown>(...scalars, ...lists, ...mappings);
const keys = fc.constantFrom(
  'id',
  'kind',
  'source',
  'datadog',
  'metric',
  'alerts',
  'use',
  'spec',
  'X y',
  'a/b',
  '~',
  'to',
);

/** Replaces, removes or adds something at a place that `walk` leads to. */
function damage(data: unknown, walk: readonly number[], key: string, value: unknown): unknown {
  if (typeof data !== 'object' || data === null || walk.length === 0) return value;
  const names = Object.keys(data);
  const [step = 0, ...rest] = walk;
  const name = step % 7 === 6 ? key : (names[step % Math.max(1, names.length)] ?? key);
  const copy = Array.isArray(data) ? [...(data as unknown[])] : Object.assign(Object.create(null), data);
  if (Array.isArray(copy)) copy[Number(name) || 0] = damage(copy[Number(name) || 0], rest, key, value);
  else if (step % 11 === 10) delete copy[name];
  else copy[name] = damage(copy[name], rest, key, value);
  return copy;
}

function compare(kind: string, data: unknown): void {
  const schema = compiler.compile(kinds[kind] ?? {});
  expect(schemaErrors(schema, data).map(actual)).toEqual(expected(oracles[kind] as ValidateFunction, data));
}

describe('schemaErrors', () => {
  it('says of every document of this repository what ajv says', () => {
    expect(documents.length).toBeGreaterThan(50);
    for (const { kind, data } of documents) compare(kind, data);
  });

  it('says of damaged documents what ajv says, in the same order', () => {
    const place = fc.record({ walk: fc.array(fc.nat(30), { maxLength: 9 }), key: keys, value: intruder });
    fc.assert(
      fc.property(fc.nat(documents.length - 1), fc.array(place, { minLength: 1, maxLength: 4 }), (index, places) => {
        const document = documents[index];
        if (!document) return;
        const data = places.reduce((all: unknown, one) => damage(all, one.walk, one.key, one.value), document.data);
        compare(document.kind, data);
      }),
      { numRuns: 3_000 },
    );
  });

  it('refuses keywords that it does not know', () => {
    expect(() => new SchemaCompiler({}).compile({ oneOf: [] })).toThrow('oneOf');
    expect(() => new SchemaCompiler({}).compile({ $ref: '#/definitions/x' })).toThrow('there is no schema');
  });
});
