import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { levelNames, lengthOfLevels, parseLevels } from '../../../src/definitions/values/levels.ts';
import { parseSeries } from '../../../src/definitions/values/series.ts';
import { failuresOf, verdictsOf } from './tree-support.ts';

describe('levels', () => {
  it('are numbers, quantities, names, multiples, ramps and gaps', () => {
    expect(parseLevels('5% x3, 800ms, 1.5*critical x2, healthy..2*critical x10, _ x4, -3')).toEqual({
      ok: true,
      parts: [
        { kind: 'level', level: { kind: 'quantity', text: '5%' }, count: 3 },
        { kind: 'level', level: { kind: 'quantity', text: '800ms' }, count: 1 },
        { kind: 'level', level: { kind: 'named', factor: 1.5, name: 'critical' }, count: 2 },
        {
          kind: 'ramp',
          from: { kind: 'named', factor: 1, name: 'healthy' },
          to: { kind: 'named', factor: 2, name: 'critical' },
          count: 10,
        },
        { kind: 'gap', count: 4 },
        { kind: 'level', level: { kind: 'number', value: -3 }, count: 1 },
      ],
    });
  });

  it.each([
    ['', 'is none of'],
    ['sick x5', 'levels are healthy, critical, warning, recovery, warningRecovery'],
    ['healthy x0', 'repeats zero times'],
    ['1..critical', 'is a ramp and needs two samples'],
    ['1..2..3 x5', 'is none of'],
    ['healthy x200001', 'more than 200000 samples'],
  ])('%s: %s', (text, reason) => {
    const parsed = parseLevels(text);
    expect(parsed.ok ? '' : parsed.reason).toContain(reason);
  });

  it('have as many samples as their counts say, whatever they are', () => {
    const level = fc.oneof(
      fc.constantFrom(...levelNames),
      fc.tuple(fc.integer({ min: 0, max: 99 }), fc.constantFrom(...levelNames)).map(([by, name]) => `${by}*${name}`),
      fc.integer().map(String),
      fc.constantFrom('5%', '800ms', '2GiB', '_'),
    );
    const part = fc.tuple(level, fc.integer({ min: 1, max: 50 }));
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 8 }), (parts) => {
        const parsed = parseLevels(parts.map(([one, count]) => `${one} x${count}`).join(', '));
        expect(parsed.ok && lengthOfLevels(parsed.parts)).toBe(parts.reduce((sum, [, count]) => sum + count, 0));
      }),
    );
  });

  it('read plain series as series do', () => {
    expect(parseSeries('0.5*200 x3')).toEqual({ ok: true, parts: [{ kind: 'value', value: 100, count: 3 }] });
  });
});

const fires = (healthy: string, bad: string): string => `
- name: outage
  input: { value: '${healthy} x60, ${bad} x60, ${healthy} x60' }
  expect: [{ from: 0m, to: 60m, state: ok }, { by: 95m, state: alert }, { at: 179m, state: ok }]
- name: short of it
  input: { value: '${healthy} x90' }
  never: [alert]`;

describe('what an alert compares', () => {
  it.each([
    [
      'a level',
      `source: { datadog: { metric: { queries: { a: 'avg:a{*}' }, unit: s } } }
condition: { is: above, critical: 800ms, over: 10m, reduce: min }`,
      '700ms',
      '1.1*critical',
    ],
    [
      'a share of counts with a floor',
      `source: { datadog: { metric: { queries: { bad: 'sum:bad{*}.as_count()', all: 'sum:all{*}.as_count()' }, formula: bad / all, unit: ratio } } }
condition: { is: above, critical: 5%, recovery: 3%, over: 10m, reduce: sum, noData: ok, atLeast: { all: 500 } }`,
      '2%',
      '6%',
    ],
    [
      'what is left of a share',
      `source: { datadog: { metric: { queries: { good: 'sum:good{*}.as_count()', all: 'sum:all{*}.as_count()' }, formula: 1 - good / all, unit: ratio } } }
condition: { is: above, critical: 5%, over: 10m, reduce: sum, noData: ok }`,
      '4%',
      '6%',
    ],
    [
      'a sum that must not be low',
      `source: { datadog: { metric: { queries: { a: 'sum:a{*}.as_count()' }, unit: count } } }
condition: { is: below, critical: 120, over: 30m, reduce: sum, noData: notify }`,
      '130',
      '100',
    ],
    [
      'an error rate of APM',
      `source: { datadog: { apm: { service: a, operation: web.request, measure: error-rate } } }
condition: { is: above, critical: 5%, over: 10m, noData: ok }`,
      'healthy',
      '1.5*critical',
    ],
    [
      'a count of logs',
      `source: { datadog: { logs: { query: 'status:error', compute: count } } }
condition: { is: above, critical: 100, over: 15m, noData: ok }`,
      '80',
      '130',
    ],
    [
      'different values in logs',
      `source: { datadog: { logs: { query: 'status:error', compute: 'unique(@usr.id)' } } }
condition: { is: above, critical: 50, over: 15m, noData: ok }`,
      '40',
      '70',
    ],
    [
      'a measure of logs',
      `source: { datadog: { logs: { query: '*', compute: 'max(@duration)', unit: ms } } }
condition: { is: above, critical: 500ms, over: 15m, noData: ok }`,
      '400ms',
      '600ms',
    ],
    [
      'a queue',
      `source: { rabbitmq: { queue: { connection: broker, vhost: /, name: 'mails.*', measure: ready } } }
condition: { is: above, critical: 1000, over: 15m, reduce: min, noData: keep }`,
      '900',
      '2*critical',
    ],
  ])('%s is fed so that it is measured', async (_, alert, healthy, bad) => {
    expect(await failuresOf({ alert, cases: fires(healthy, bad) })).toEqual([]);
  });

  it('is fed to groups, to one where none is named', async () => {
    const alert = `source: { datadog: { metric: { queries: { a: 'avg:a{*}' }, unit: messages } } }
condition: { is: above, critical: 10, over: 5m, reduce: min, noData: keep }
groups: { by: [host] }`;
    const cases = `
- { name: plain, input: { value: 'healthy x10, 2*critical x10' }, expect: [{ by: 16m, state: alert, group: { host: one } }] }
- name: named
  input: { value: [{ group: { host: a }, values: '2*critical x10' }, { group: { host: b }, values: healthy x10 }] }
  expect: [{ by: 6m, state: alert, group: { host: a } }, { from: 0m, to: 9m, state: ok, group: { host: b } }]`;
    expect(await failuresOf({ alert, cases })).toEqual([]);
  });

  it.each([
    [
      `source: { datadog: { metric: { queries: { a: 'avg:a{*}' }, unit: messages } } }
condition: { is: above, critical: 10, over: 5m }`,
      'recovery x10',
      'the alert has no threshold "recovery"',
    ],
    [
      `source: { datadog: { metric: { queries: { a: 'avg:a{*}' }, unit: messages } } }
condition: { is: above, critical: 10, over: 5m }`,
      '5% x10',
      'cannot be converted',
    ],
    [
      `source: { datadog: { check: { name: a.b, over: ['*'] } } }\ncondition: { failures: 3, recoveries: 1, noData: ok }`,
      'healthy x10',
      'it measures no value, it is well or not',
    ],
  ])('is refused where it means nothing', async (alert, value, reason) => {
    const [verdict] = await verdictsOf({ alert, cases: `- { name: a, input: { value: '${value}' }, never: [alert] }` });
    expect(verdict?.passed).toBe(false);
    expect(verdict?.failures[0]).toMatchObject({ kind: 'refused' });
    expect(verdict?.failures[0]?.message).toContain(reason);
  });
});
