import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { compileAlert } from '../../../src/providers/compile-alert.ts';
import { constraintIds } from '../../../src/providers/constraints.ts';
import { providers } from '../../../src/providers/registry.ts';
import type { Schema } from '../../../src/providers/provider.ts';
import { context, datadogSource, resolvedAlert } from './resolved-alert.ts';

const measurement = { kind: 'measurement', is: 'above', critical: 1 } as const;

/** Every property of a schema, at any depth, with its path. */
function properties(schema: Schema, path = ''): [string, Schema][] {
  const own = Object.entries((schema['properties'] ?? {}) as Record<string, Schema>);
  const inner = [schema['items'], schema['additionalProperties']].filter((one) => typeof one === 'object') as Schema[];
  return [
    ...own.flatMap(([name, one]): [string, Schema][] => [
      [`${path}.${name}`, one],
      ...properties(one, `${path}.${name}`),
    ]),
    ...inner.flatMap((one) => properties(one, `${path}[]`)),
  ];
}

describe('registry', () => {
  it('is sorted, and every constraint has one meaning', () => {
    const names = providers.map((provider) => provider.name);
    expect(names).toEqual([...names].sort());
    expect(new Set(constraintIds).size).toBe(constraintIds.length);
    for (const provider of providers)
      for (const { id, summary, why, source } of provider.constraints) {
        expect(id).toMatch(new RegExp(`^${provider.name}/[a-z-]+$`));
        for (const text of [summary, why]) expect(text).toMatch(/^[A-Z`_0-9].*\.$/);
        expect(source).not.toBe('');
      }
  });

  for (const provider of providers) {
    const schemas: [string, Schema][] = Object.entries(provider.sources).map(([type, source]) => [type, source.schema]);
    if (provider.connection) schemas.push(['connection', provider.connection]);
    for (const [name, schema] of schemas)
      it(`${provider.name} ${name} describes every field, and its examples are valid`, () => {
        expect(schema['additionalProperties']).toBe(false);
        const ajv = new Ajv({ strict: false });
        for (const [path, one] of properties(schema)) {
          expect(one['description'], path).toMatch(/\S/);
          for (const example of (one['examples'] ?? []) as unknown[])
            expect(ajv.validate(one, example), `${path}: ${JSON.stringify(example)}`).toBe(true);
        }
      });
    for (const [type, source] of Object.entries(provider.sources))
      it(`${provider.name} ${type} requires only fields that it has`, () => {
        const known = Object.keys((source.schema['properties'] ?? {}) as object);
        expect(known).toEqual(expect.arrayContaining([...(source.required ?? [])]));
      });
  }
});

describe('compileAlert', () => {
  it('reports a source that is not whole', () => {
    const alert = resolvedAlert({ source: datadogSource('apm', { service: 'x' }), condition: measurement });
    expect(
      compileAlert(alert, context()).problems.map(({ constraint, message, path }) => [constraint, message, path]),
    ).toEqual([
      ['source/incomplete', 'The source lacks "operation".', ['source', 'datadog', 'apm']],
      ['source/incomplete', 'The source lacks "measure".', ['source', 'datadog', 'apm']],
    ]);
  });

  it.each(['opsgenie', 'slack'])('says plainly that %s measures nothing', (vendor) => {
    const source = { vendor, type: 'x', fields: {} };
    const { resources, problems } = compileAlert(resolvedAlert({ source, condition: measurement }), context());
    expect(resources).toEqual([]);
    expect(problems.map(({ constraint, path }) => [constraint, path])).toEqual([[`${vendor}/not-yet`, ['source']]]);
  });

  it('shows problems of a translation where the source was written', () => {
    const source = { vendor: 'rabbitmq', type: 'queue', fields: { connection: 'broker', name: 'q', measure: 'ready' } };
    const condition = { ...measurement, over: 90, atLeast: { messages: 5 } };
    const { problems } = compileAlert(resolvedAlert({ source, condition }), context());
    expect(problems.map(({ constraint, path }) => [constraint, path.join('.')])).toEqual([
      ['datadog/at-least', 'condition.atLeast.messages'],
      ['datadog/window-range', 'condition.over'],
    ]);
  });

  it('has nothing to say of a vendor that nobody knows', () => {
    const alert = resolvedAlert({ source: { vendor: 'nagios', type: 'x', fields: {} }, condition: measurement });
    expect(compileAlert(alert, context())).toEqual({ resources: [], problems: [] });
  });
});
