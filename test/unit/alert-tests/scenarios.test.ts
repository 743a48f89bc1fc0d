import { describe, expect, it } from 'vitest';
import { runScenarios } from '../../../src/alert-tests/scenarios/run-scenarios.ts';
import { scenarios } from '../../../src/alert-tests/scenarios/library.ts';
import { solve } from '../../../src/alert-tests/feeds/solve.ts';
import { standardProject } from '../../../src/lint/examples/standard-tree.ts';
import { openTest } from './tree-support.ts';

const cases = '- { name: a, input: { metrics: { a: 1 x2 } }, never: [alert] }';
const outcome = async (
  alert: string,
  files: Record<string, string> = {},
): Promise<{ passed: string[]; failed: string[]; skipped: string[] }> => {
  const { subject } = await openTest({ alert, cases, files });
  const { results, skipped } = runScenarios(subject);
  const names = (passed: boolean): string[] => results.filter((one) => one.passed === passed).map(({ name }) => name);
  return {
    passed: names(true),
    failed: names(false),
    skipped: skipped.map(({ scenario, reason }) => `${scenario}: ${reason}`),
  };
};
const withGraylog = standardProject.replace(
  'connections:',
  'connections:\n  graylog: { vendor: graylog, url: "https://graylog.acme.example", token: { env: T }, onCallKey: { env: K } }',
);
const level = (condition: string, more = ''): string =>
  `source: { datadog: { metric: { queries: { a: 'avg:a{*}' }, unit: messages${more} } } }\ncondition: { ${condition} }`;
const share = (more: string, typical = ''): string => `
source: { datadog: { metric: { queries: { bad: 'sum:bad{*}.as_count()', all: 'sum:all{*}.as_count()' }, formula: bad / all, unit: ratio${typical} } } }
condition: { is: above, critical: 5%, recovery: 3%, over: 5m, reduce: sum, noData: ok${more} }`;

describe('scenarios', () => {
  it('pass on a sound alert', async () => {
    const { failed, passed, skipped } = await outcome(
      level('is: above, critical: 10, recovery: 5, over: 10m, reduce: min, noData: keep'),
    );
    expect(failed).toEqual([]);
    expect(passed).toContain('single-spike');
    expect(skipped).toEqual(['night-traffic: it is no share of a traffic', 'scale-out: it has no groups']);
  });

  it('find alerts that one bad minute fires', async () => {
    const { failed } = await outcome(level('is: above, critical: 10, over: 10m, reduce: max, noData: keep'));
    expect(failed).toEqual(['single-spike', 'deploy-blip']);
  });

  it('run on what must not be low, too', async () => {
    expect((await outcome(level('is: below, critical: 10, over: 10m, reduce: max, noData: notify'))).failed).toEqual(
      [],
    );
    expect((await outcome(level('is: below, critical: 10, over: 10m, reduce: min, noData: notify'))).failed).toEqual([
      'single-spike',
      'deploy-blip',
    ]);
  });

  it('say nothing of a filter, which compares nothing', async () => {
    const door = "source: { graylog: { filter: { query: 'event:opened', every: 1m } } }";
    const { failed, passed, skipped } = await outcome(door, { 'project.yaml': withGraylog });
    expect([...failed, ...passed]).toEqual([]);
    expect(skipped).toEqual([
      'all: a filter compares nothing, every message that it finds is an event: write its messages with "logs"',
    ]);
  });

  it('find shares without a floor that the night fires', async () => {
    const busy = ', typical: { bad: 2, all: 500 }';
    expect((await outcome(share('', busy))).failed).toEqual([]);
    const quietAtNight = ', typical: { bad: 0, all: 50 }';
    expect((await outcome(share('', quietAtNight))).failed).toEqual(['night-traffic']);
    expect((await outcome(share(', atLeast: { all: 50 }', quietAtNight))).failed).toEqual([]);
  });

  it('find new groups that fire while they warm up', async () => {
    const grouped = (delay: string): string =>
      `${level('is: above, critical: 10, over: 1m, reduce: max, noData: keep')}\ngroups: { by: [host]${delay} }`;
    expect((await outcome(grouped(', newGroupDelay: 0m'))).failed).toContain('scale-out');
    expect((await outcome(grouped(', newGroupDelay: 5m'))).failed).not.toContain('scale-out');
  });

  it('say nothing of single events, and of what they cannot feed', async () => {
    const single = `source: { datadog: { logs: { query: 'status:error', compute: count } } }\ncondition: { is: at-least, critical: 1, over: 15m, noData: ok }`;
    const { skipped, failed } = await outcome(single);
    expect(failed).toEqual([]);
    expect(skipped).toContain('single-spike: a single event is meant to fire it');
    expect((await outcome(`source: { datadog: { raw: { type: log alert, query: 'x' } } }`)).skipped).toEqual([
      "all: datadog.raw is not imitated: its query is in the vendor's own words",
    ]);
  });

  it.each([
    [
      'service checks',
      `source: { datadog: { check: { name: a.b, over: ['*'] } } }\ncondition: { failures: 5, recoveries: 2, noData: notify }`,
      ['single-spike', 'total-outage', 'recovery', 'telemetry-gap', 'deploy-blip', 'restart', 'dst-change'],
      'slow-ramp: a status is good or bad, with nothing between',
    ],
    [
      'different values in logs',
      `source: { datadog: { logs: { query: 'a:b', compute: 'unique(@usr.id)' } } }\ncondition: { is: above, critical: 50, over: 15m, noData: ok }`,
      [
        'single-spike',
        'slow-ramp',
        'total-outage',
        'recovery',
        'telemetry-gap',
        'deploy-blip',
        'restart',
        'dst-change',
      ],
      'night-traffic: it is no share of a traffic',
    ],
    [
      'queues',
      `source: { rabbitmq: { queue: { connection: broker, vhost: /, name: 'mails.*', measure: ready } } }\ncondition: { is: above, critical: 1000, recovery: 400, over: 15m, reduce: min, noData: keep }`,
      [
        'single-spike',
        'slow-ramp',
        'total-outage',
        'recovery',
        'telemetry-gap',
        'deploy-blip',
        'restart',
        'dst-change',
      ],
      'scale-out: it has no groups',
    ],
    [
      'heartbeats',
      `source: { statuscake: { heartbeat: {} } }\ncondition: { missingFor: 30m }\nnotify: { critical: none }`,
      ['total-outage', 'recovery', 'dst-change'],
      'telemetry-gap: a ping that is missing is what it watches',
    ],
  ])('run on %s, and say what has no meaning for them', async (_, alert, expected, reason) => {
    const { passed, failed, skipped } = await outcome(alert);
    expect(failed).toEqual([]);
    expect(passed).toEqual(expected);
    expect(skipped).toContain(reason);
    expect(passed.length + skipped.length).toBe(scenarios.length);
  });

  it('find checks that one failed run fires', async () => {
    const once = `source: { datadog: { check: { name: a.b, over: ['*'] } } }\ncondition: { failures: 1, recoveries: 1, noData: ok }`;
    expect((await outcome(once)).failed).toContain('single-spike');
  });

  it('each tell why', () => {
    for (const { id, summary, why } of scenarios) {
      expect(id).toMatch(/^[a-z]+(-[a-z]+)*$/);
      expect(summary.endsWith('.') && why.endsWith('.'), id).toBe(true);
    }
  });

  it('find the value at which a formula has another one', () => {
    expect(solve((value) => value / 400, 0.05)).toBeCloseTo(20);
    expect(solve((value) => 100 - value, 3)).toBeCloseTo(97);
    expect(solve((value) => value * 2, -3)).toBeCloseTo(-1.5);
    expect(solve(() => 1, 2)).toBeUndefined();
  });
});
