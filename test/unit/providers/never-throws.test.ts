import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Condition } from '../../../src/definitions/types.ts';
import type { Join, Reference } from '../../../src/graph/types.ts';
import { compileAlert } from '../../../src/providers/compile-alert.ts';
import { constraintIds } from '../../../src/providers/constraints.ts';
import { providers } from '../../../src/providers/registry.ts';
import { monitorInputNames } from './datadog/monitor-args.ts';
import { context, level, resolvedAlert, sloData } from './resolved-alert.ts';
import { valuesOf } from './schema-values.ts';

const seconds = fc.integer({ min: 0, max: 1_000_000 });
const value = fc.double({ noNaN: true, noDefaultInfinity: true });
const maybe = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(arbitrary, { nil: undefined });
const noData = maybe(fc.constantFrom('ok', 'keep', 'notify', 'resolve'));
const names = fc.constantFrom('hits', 'value', 'a', 'requests');

const conditions: Record<string, fc.Arbitrary<unknown>> = {
  measurement: fc.record({
    kind: fc.constant('measurement'),
    is: fc.constantFrom('above', 'at-least', 'below', 'at-most'),
    critical: maybe(value),
    warning: maybe(value),
    recovery: maybe(value),
    warningRecovery: maybe(value),
    over: maybe(seconds),
    for: maybe(seconds),
    reduce: maybe(fc.constantFrom('avg', 'sum', 'min', 'max', 'last')),
    delay: maybe(seconds),
    atLeast: maybe(fc.dictionary(names, value, { maxKeys: 2 })),
    noData,
    fullWindow: maybe(fc.boolean()),
  }),
  check: fc.record({
    kind: fc.constant('check'),
    failures: fc.integer({ min: 1, max: 100 }),
    warningFailures: maybe(fc.integer({ min: 1, max: 100 })),
    recoveries: maybe(fc.integer({ min: 1, max: 100 })),
    noData,
  }),
  composite: fc.record({ kind: fc.constant('composite'), noData }),
  none: fc.constant({ kind: 'none' }),
};

const groups = maybe(
  fc.record({
    by: fc
      .uniqueArray(fc.constantFrom('host', 'service', '@http.path', 'dot.key'), { minLength: 1, maxLength: 3 })
      .map((facets) => facets.map((facet) => ({ alias: facet.replace(/\W/g, ''), facet }))),
    notify: maybe(fc.constant(['host'])),
    limit: maybe(fc.integer({ min: 1, max: 2000 })),
    newGroupDelay: maybe(seconds),
  }),
);

const wanted = context({
  alert: (name) =>
    name.length % 2 === 0
      ? resolvedAlert({ source: level, condition: { kind: 'measurement', is: 'above', critical: 1 } })
      : undefined,
  slo: () => ({ identity: 'production/x/slo/y', document: {} as never, data: sloData() }),
  connections: { ...context().connections, a: { vendor: 'rabbitmq', via: 'datadog', tags: ['env:prod'] } },
});

/** Every reference of a value. */
function references(input: unknown): Reference[] {
  if (typeof input !== 'object' || input === null) return [];
  if ('$join' in input) return (input as Join).$join.filter((part) => typeof part !== 'string');
  return Object.values(input).flatMap(references);
}

describe('compiling never throws, whatever the schema admits', () => {
  for (const provider of providers)
    for (const [type, source] of Object.entries(provider.sources)) {
      const condition = conditions[source.condition];
      if (!condition) continue;
      it(`${provider.name}.${type}`, () => {
        const alerts = fc.record({ fields: valuesOf(source.schema), condition, groups });
        fc.assert(
          fc.property(alerts, ({ fields, condition: one, groups: by }) => {
            const data = fields as Record<string, unknown>;
            const patch = { ...data, ...(provider.name === 'rabbitmq' ? { connection: 'broker' } : {}) };
            const alert = resolvedAlert({
              source: { vendor: provider.name, type, fields: patch },
              condition: one as Condition,
              groups: by as never,
            });
            const { resources, problems } = compileAlert(alert, wanted);
            for (const problem of problems) expect(constraintIds).toContain(problem.constraint);
            for (const { inputs, derivedFrom } of resources.filter((resource) =>
              resource.type.startsWith('datadog:'),
            )) {
              for (const name of Object.keys(inputs)) expect(monitorInputNames).toHaveProperty(name);
              for (const path of Object.keys(derivedFrom)) expect(inputs).toHaveProperty(path.split('.')[0] ?? '');
              for (const text of Object.values((inputs['monitorThresholds'] ?? {}) as object))
                expect(text).toMatch(/^-?\d+(\.\d+)?$/);
              for (const reference of references(inputs)) expect(reference.output).toBe('id');
              expect(typeof inputs['requireFullWindow']).toBe('boolean');
            }
          }),
          { numRuns: 300 },
        );
      });
    }
});
