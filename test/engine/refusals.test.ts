import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { smallOrganisation } from './definitions.ts';
import { startWorld, type World } from './world.ts';

const alerts = `apiVersion: alerts/v1
kind: Application
id: refunds
tier: 2
types: [worker]
alerts:
  stuck:
    description: Refunds are stuck
    impact: Customers wait for their money.
    priority: P4
    category: backlog
    source:
      datadog:
        raw:
          type: query alert
          query: avg(last_10m):avg:shop.refunds{env:production} > LIMIT
          options: { thresholds: { critical: LIMIT } }
    runbook: { trigger: The queue grows., resolution: [Scale the workers.] }
`;

const slo = `apiVersion: openslo/v1
kind: SLO
metadata: { name: refunds-done }
spec:
  service: refunds
  indicator:
    metadata: { name: refunds-done-indicator }
    spec:
      ratioMetric:
        counter: true
        good: { metricSource: { type: datadog, spec: { query: 'sum:shop.done{env:production}.as_count()' } } }
        total: { metricSource: { type: datadog, spec: { query: 'sum:shop.all{env:production}.as_count()' } } }
  timeWindow: [{ duration: 30d, isRolling: true }]
  budgetingMethod: Occurrences
  objectives:
    - target: 0.LIMIT
`;

const downtime = `apiVersion: alerts/v1
kind: Downtime
id: move
when: { application: refunds }
window:
  start: 2098-11-01T02:00
  for: LIMITm
reason: The database is moved
`;

const files: Readonly<Record<string, string>> = {
  'alerts/payments/refunds.yaml': alerts,
  'alerts/payments/slo.yaml': slo,
  'alerts/payments/move.yaml': downtime,
};

/** An endpoint that refuses, its words, and the line that they are about. */
interface Row {
  readonly what: string;
  readonly path: RegExp;
  readonly words: string;
  readonly identity: string;
  readonly place: string;
}

const monitor = 'production/refunds/stuck';
const rows: Readonly<Record<'create' | 'update', readonly Row[]>> = {
  create: [
    {
      what: 'a monitor',
      path: /^\/api\/v1\/monitor$/,
      words: "The value provided for parameter 'query' is invalid: no such aggregator",
      identity: monitor,
      place: 'alerts/payments/refunds.yaml:16:18',
    },
    {
      what: 'an SLO',
      path: /^\/api\/v1\/slo$/,
      words: 'Invalid payload: target is not between 0 and 100',
      identity: 'production/refunds/slo/refunds-done',
      place: 'alerts/payments/slo.yaml:16:15',
    },
    {
      what: 'a downtime',
      path: /^\/api\/v2\/downtime$/,
      words: 'Invalid payload: start is in the past',
      identity: 'production/-/downtime/move',
      place: 'alerts/payments/move.yaml:6:10',
    },
  ],
  update: [
    {
      what: 'a monitor',
      path: /^\/api\/v1\/monitor\/\d+$/,
      words: 'Alert threshold (5.0) does not match that used in the expression',
      identity: monitor,
      place: 'alerts/payments/refunds.yaml:17:34',
    },
    {
      what: 'an SLO',
      path: /^\/api\/v1\/slo\/[0-9a-f]+$/,
      words: 'Something is wrong',
      identity: 'production/refunds/slo/refunds-done',
      place: 'alerts/payments/slo.yaml:1:1',
    },
    {
      what: 'a downtime',
      path: /^\/api\/v2\/downtime\/[0-9a-f-]+$/,
      words: 'Invalid duration: 6x',
      identity: 'production/-/downtime/move',
      place: 'alerts/payments/move.yaml:7:8',
    },
  ],
};

describe.sequential("what Datadog refuses is reported at its line, with Datadog's words", () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld(smallOrganisation({ alerts: { 'too-slow': 5 } }) as Record<string, string>);
    const others = await world.run(['apply', '--yes']);
    expect(others, others.stderr).toMatchObject({ code: 0 });
  });
  afterAll(() => world.close());

  const lay = (limit: number): void => {
    for (const [file, text] of Object.entries(files)) world.write(file, text.replaceAll('LIMIT', String(limit)));
  };

  const refuse = (methods: readonly string[], path: RegExp, words: string): void => {
    for (const method of methods)
      world.datadog.fault({ method, path, kind: 'status', status: 400, body: { errors: [words] }, times: Infinity });
  };

  /** The lines of errors, each without what the plugin says before the vendor's words. */
  const errorsOf = (stderr: string): string[] => stderr.split(/^error: /m).slice(1);

  test.each(['create', 'update'] as const)('on %s', async (kind) => {
    lay(kind === 'create' ? 80 : 90);
    for (const { path, words } of rows[kind]) refuse(kind === 'create' ? ['POST'] : ['PUT', 'PATCH'], path, words);
    const { code, stdout, stderr } = await world.run(['apply', '--yes', '--format', 'json']);
    expect(code, stderr).toBe(3);
    const errors = errorsOf(stderr);
    expect(errors, stderr).toHaveLength(3);
    for (const { what, words, identity, place } of rows[kind]) {
      const error = errors.find((text) => text.includes(identity)) ?? '';
      expect([what, error.slice(0, `${place}: ${identity}: `.length)]).toEqual([what, `${place}: ${identity}: `]);
      expect(error).toContain(words);
    }
    const result = JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as { failures: { source: string }[] };
    expect(result.failures.map(({ source }) => source).sort()).toEqual(rows[kind].map(({ place }) => place).sort());
    world.datadog.clearFaults();
    expect((await world.run(['apply', '--yes'])).code).toBe(0);
  });

  test('on validation, before anything is changed', async () => {
    lay(95);
    const words = "The value provided for parameter 'query' is invalid: no such metric";
    const [id] = [...world.datadog.monitors].find(([, { tags }]) => tags.includes(`alerts_identity:${monitor}`)) ?? [];
    refuse(['POST'], new RegExp(`/monitor/${id}/validate$`), words);
    const planned = await world.run(['plan', '--live']);
    expect(planned.code).toBe(1);
    expect(errorsOf(planned.stderr), planned.stderr).toHaveLength(1);
    expect(planned.stderr).toContain(`error: alerts/payments/refunds.yaml:16:18: ${monitor}: `);
    expect(planned.stderr).toContain(words);
    const before = JSON.stringify([...world.datadog.slos.values()]);
    const applied = await world.run(['apply', '--yes']);
    expect(applied.code).toBe(1);
    expect(JSON.stringify([...world.datadog.slos.values()])).toBe(before);
  });
});
