import { describe, expect, it } from 'vitest';
import { datadog } from '../../../../src/providers/datadog/index.ts';
import { context, datadogSource, level, ratio, resolvedAlert, sloData, type AlertPatch } from '../resolved-alert.ts';
import type { MonitorInputs } from './monitor-args.ts';

/** What differs between the kinds of sources; names, texts and tags have tests of their own. */
type Expected = Omit<MonitorInputs, 'name' | 'message' | 'priority' | 'tags' | 'includeTags'>;

function compiled(patch: AlertPatch, wanted = context()): Record<string, unknown>[] {
  const result = datadog.compile(resolvedAlert({ renotify: undefined, ...patch }), wanted);
  expect(result.problems).toEqual([]);
  return result.resources.map((resource) => {
    const { name: _n, message: _m, priority: _p, tags: _t, includeTags: _i, ...rest } = resource.inputs;
    return rest;
  });
}

const above = { kind: 'measurement', is: 'above', critical: 100, over: 300 } as const;
const service = { service: 'checkout', operation: 'http.request' };

const table: Record<string, [AlertPatch, Expected]> = {
  'a ratio of counts, with all thresholds': [
    {
      source: ratio,
      condition: {
        kind: 'measurement', is: 'above', critical: 0.05, warning: 0.02, recovery: 0.03, warningRecovery: 0.01, over: 300, delay: 60, reduce: 'sum', noData: 'ok',
      }, // prettier-ignore
      groups: { by: [{ alias: 'acquirer', facet: 'acquirer' }], newGroupDelay: 600 },
    },
    {
      type: 'query alert',
      query:
        'sum(last_5m):sum:payments.card.errors{env:prod} by {acquirer}.as_count() / sum:payments.card.requests{env:prod} by {acquirer}.as_count() > 0.05',
      monitorThresholds: { critical: '0.05', criticalRecovery: '0.03', warning: '0.02', warningRecovery: '0.01' },
      requireFullWindow: false,
      onMissingData: 'resolve',
      evaluationDelay: 60,
      newGroupDelay: 600,
    },
  ],
  'a level without formula, below': [
    { source: level, condition: { kind: 'measurement', is: 'at-most', critical: 0, over: 86_400, noData: 'notify' } },
    {
      type: 'query alert',
      query: 'avg(last_1d):max:jobs.depth{env:prod} <= 0',
      monitorThresholds: { critical: '0' },
      requireFullWindow: false,
      onMissingData: 'show_and_notify_no_data',
    },
  ],
  'a level that must hold': [
    {
      source: level,
      condition: { kind: 'measurement', is: 'above', critical: 1e21, for: 7200, noData: 'keep', fullWindow: true },
    },
    {
      type: 'query alert',
      query: 'min(last_2h):max:jobs.depth{env:prod} > 1000000000000000000000',
      monitorThresholds: { critical: '1000000000000000000000' },
      requireFullWindow: true,
      onMissingData: 'default',
    },
  ],
  'two groupings, told by one of them': [
    {
      source: level,
      condition: { ...above, noData: 'resolve' },
      groups: {
        by: [
          { alias: 'service', facet: 'service' },
          { alias: 'pod', facet: 'pod_name' },
        ],
        notify: ['service'],
        limit: 30,
      },
    },
    {
      type: 'query alert',
      query: 'avg(last_5m):max:jobs.depth{env:prod} by {service,pod_name} > 100',
      monitorThresholds: { critical: '100' },
      requireFullWindow: false,
      onMissingData: 'resolve',
      notifyBies: ['service'],
    },
  ],
  'functions in a formula': [
    {
      source: datadogSource('metric', {
        queries: { used: 'avg:disk.used{env:prod}', free: 'avg:disk.free{env:prod} - avg:disk.reserved{env:prod}' },
        formula: '100 * used / (used + abs(free))',
      }),
      condition: { ...above, critical: 90 },
    },
    {
      type: 'query alert',
      query:
        'avg(last_5m):100 * avg:disk.used{env:prod} / (avg:disk.used{env:prod} + abs((avg:disk.free{env:prod} - avg:disk.reserved{env:prod}))) > 90',
      monitorThresholds: { critical: '90' },
      requireFullWindow: false,
      onMissingData: 'default',
    },
  ],
  'log count': [
    {
      source: datadogSource('logs', { query: 'service:checkout "card\ndeclined"', compute: 'count' }),
      condition: above,
    },
    {
      type: 'log alert',
      query: 'logs("service:checkout \\"card declined\\"").index("*").rollup("count").last("5m") > 100',
      monitorThresholds: { critical: '100' },
      requireFullWindow: false,
      onMissingData: 'default',
      enableLogsSample: true,
    },
  ],
  'log measure by facet': [
    {
      source: datadogSource('logs', { query: 'env:prod', index: 'main', compute: 'p95(@duration)' }),
      condition: { ...above, over: 86_400, noData: 'ok' },
      groups: { by: [{ alias: 'path', facet: '@http.path' }] },
    },
    {
      type: 'log alert',
      query: 'logs("env:prod").index("main").rollup("pc95","@duration").by("@http.path").last("24h") > 100',
      monitorThresholds: { critical: '100' },
      requireFullWindow: false,
      onMissingData: 'resolve',
      enableLogsSample: true,
    },
  ],
  'unique values, at most twenty groups': [
    {
      source: datadogSource('logs', { query: 'env:prod', index: 'main', compute: 'unique(@usr.id)' }),
      condition: { ...above, over: 900 },
      groups: { by: [{ alias: 'network', facet: '@network.asn' }], limit: 20 },
    },
    {
      type: 'log alert',
      query: 'formula("query1").last("15m") > 100',
      monitorThresholds: { critical: '100' },
      requireFullWindow: false,
      onMissingData: 'default',
      variables: {
        eventQueries: [
          {
            name: 'query1',
            dataSource: 'logs',
            search: { query: 'env:prod' },
            indexes: ['main'],
            computes: [{ aggregation: 'cardinality', metric: '@usr.id' }],
            groupBies: [
              {
                facet: '@network.asn',
                limit: 20,
                sort: { aggregation: 'cardinality', metric: '@usr.id', order: 'desc' },
              },
            ],
          },
        ],
      },
      enableLogsSample: true,
    },
  ],
  events: [
    {
      source: datadogSource('event', { query: 'source:kubernetes status:error' }),
      condition: { ...above, is: 'at-least', critical: 1 },
      groups: { by: [{ alias: 'cluster', facet: 'cluster' }] },
    },
    {
      type: 'event-v2 alert',
      query: 'events("source:kubernetes status:error").rollup("count").by("cluster").last("5m") >= 1',
      monitorThresholds: { critical: '1' },
      requireFullWindow: false,
      onMissingData: 'default',
    },
  ],
  'apm error rate': [
    {
      source: datadogSource('apm', { ...service, resource: 'POST /payments', measure: 'error-rate' }, 'ratio'),
      condition: { ...above, critical: 0.05 },
    },
    {
      type: 'query alert',
      query:
        'sum(last_5m):sum:trace.http.request.errors{env:prod,service:checkout,resource_name:post_/payments}.as_count() / sum:trace.http.request.hits{env:prod,service:checkout,resource_name:post_/payments}.as_count() > 0.05',
      monitorThresholds: { critical: '0.05' },
      requireFullWindow: false,
      onMissingData: 'default',
    },
  ],
  'apm percentile by resource': [
    {
      source: datadogSource('apm', { ...service, env: 'live', measure: 'p95' }, 's'),
      condition: { ...above, critical: 1.5, over: 600 },
      groups: { by: [{ alias: 'resource', facet: 'resource_name' }] },
    },
    {
      type: 'query alert',
      query: 'percentile(last_10m):p95:trace.http.request{env:live,service:checkout} by {resource_name} > 1.5',
      monitorThresholds: { critical: '1.5' },
      requireFullWindow: false,
      onMissingData: 'default',
    },
  ],
  'apm average': [
    { source: datadogSource('apm', { ...service, measure: 'avg' }, 's'), condition: above },
    {
      type: 'query alert',
      query: 'avg(last_5m):avg:trace.http.request{env:prod,service:checkout} > 100',
      monitorThresholds: { critical: '100' },
      requireFullWindow: false,
      onMissingData: 'default',
    },
  ],
  'apm hits below': [
    {
      source: datadogSource('apm', { ...service, measure: 'hits' }, 'count'),
      condition: { ...above, is: 'below', over: 900, reduce: 'sum', noData: 'keep' },
    },
    {
      type: 'query alert',
      query: 'sum(last_15m):sum:trace.http.request.hits{env:prod,service:checkout}.as_count() < 100',
      monitorThresholds: { critical: '100' },
      requireFullWindow: false,
      onMissingData: 'show_no_data',
    },
  ],
  'service check': [
    {
      source: datadogSource('check', {
        name: 'http.can_connect',
        over: ['env:prod', 'instance:web'],
        exclude: ['host:canary'],
      }),
      condition: { kind: 'check', failures: 5, warningFailures: 2, recoveries: 3, noData: 'notify' },
      groups: { by: [{ alias: 'probe', facet: 'probe' }] },
    },
    {
      type: 'service check',
      query:
        '"http.can_connect".over("env:prod","instance:web").exclude("host:canary").by("probe").last(6).count_by_status()',
      monitorThresholds: { critical: '5', ok: '3', warning: '2' },
      requireFullWindow: false,
      notifyNoData: true,
      noDataTimeframe: 10,
    },
  ],
  'service check without groups': [
    { source: datadogSource('check', { name: 'up', over: ['env:prod'] }), condition: { kind: 'check', failures: 1 } },
    {
      type: 'service check',
      query: '"up".over("env:prod").by("*").last(2).count_by_status()',
      monitorThresholds: { critical: '1', ok: '1' },
      requireFullWindow: false,
      notifyNoData: false,
    },
  ],
  raw: [
    {
      source: datadogSource('raw', {
        type: 'rum alert',
        query: 'rum("service:shop @type:error").rollup("count").last("15m") > 40',
        options: { thresholds: { warning: 20 }, on_missing_data: 'default', notify_by: ['*'] },
      }),
      condition: { kind: 'none' },
    },
    {
      type: 'rum alert',
      query: 'rum("service:shop @type:error").rollup("count").last("15m") > 40',
      requireFullWindow: false,
      onMissingData: 'default',
      notifyBies: ['*'],
      monitorThresholds: { critical: '40', warning: '20' },
    },
  ],
};

describe('one monitor per kind of source', () => {
  for (const [name, [patch, expected]] of Object.entries(table))
    it(name, () => expect(compiled(patch)).toEqual([expected]));
});

describe('traffic floors', () => {
  const ref = (part: string) => ({ $ref: `production/checkout-api/card-errors#${part}`, output: 'id' });

  it('under counts: a composite that notifies, and two silent monitors', () => {
    const condition = { ...above, critical: 0.05, atLeast: { requests: 50 }, noData: 'notify', delay: 60 } as const;
    expect(compiled({ source: ratio, condition })).toEqual([
      {
        type: 'composite',
        query: { $join: [ref('measure'), ' && ', ref('floor-requests')] },
        requireFullWindow: false,
        notifyNoData: true,
      },
      {
        type: 'query alert',
        query:
          'sum(last_5m):sum:payments.card.errors{env:prod}.as_count() / sum:payments.card.requests{env:prod}.as_count() > 0.05',
        monitorThresholds: { critical: '0.05' },
        requireFullWindow: false,
        onMissingData: 'show_and_notify_no_data',
        evaluationDelay: 60,
      },
      {
        type: 'query alert',
        query: 'sum(last_5m):sum:payments.card.requests{env:prod}.as_count() >= 50',
        monitorThresholds: { critical: '50' },
        requireFullWindow: false,
        onMissingData: 'show_and_notify_no_data',
        evaluationDelay: 60,
      },
    ] satisfies Expected[]);
  });

  it('names its parts, and gives them no handle', () => {
    const condition = { ...above, critical: 0.05, atLeast: { requests: 50 } };
    const { resources } = datadog.compile(resolvedAlert({ source: ratio, condition }), context());
    expect(resources.map((resource) => resource.part)).toEqual([undefined, 'measure', 'floor-requests']);
    expect(resources[0]?.inputs['message']).toContain('@opsgenie-payments');
    for (const part of resources.slice(1)) expect(part.inputs['message']).not.toContain('@');
    expect(resources[2]?.inputs['tags']).toContain(
      'alerts_identity:production/checkout-api/card-errors:floor-requests',
    );
  });

  it('under levels: in the query', () => {
    const queries = { used: 'max:mem.used{env:prod}', limit: 'max:mem.limit{env:prod}' };
    const [monitor] = compiled({
      source: datadogSource('metric', { queries, formula: 'used / limit' }),
      condition: { ...above, critical: 0.9, reduce: 'min', atLeast: { limit: 1_000_000 } },
    });
    expect(monitor?.['query']).toBe(
      'min(last_5m):max:mem.used{env:prod} / cutoff_min(max:mem.limit{env:prod}, 1000000) > 0.9',
    );
  });

  it('under the hits of a latency', () => {
    const monitors = compiled({
      source: datadogSource('apm', { ...service, measure: 'p99' }, 's'),
      condition: { ...above, critical: 2, atLeast: { hits: 200 } },
    });
    expect(monitors.map((monitor) => monitor['query']).slice(1)).toEqual([
      'percentile(last_5m):p99:trace.http.request{env:prod,service:checkout} > 2',
      'sum(last_5m):sum:trace.http.request.hits{env:prod,service:checkout}.as_count() >= 200',
    ]);
  });
});

describe('references', () => {
  const slo = { identity: 'production/checkout-api/slo/checkout-availability', document: {} as never, data: sloData() };

  it('burns the budget of an SLO', () => {
    const patch = {
      source: { vendor: 'slo', type: 'burn', fields: { id: 'checkout-availability' } },
      condition: { kind: 'burn', burn: 14.4, long: 3600, short: 300 },
    } as const;
    expect(compiled(patch, context({ slo: () => slo }))).toEqual([
      {
        type: 'slo alert',
        query: {
          $join: [
            'burn_rate("',
            { $ref: slo.identity, output: 'id' },
            '").over("30d").long_window("1h").short_window("5m") > 14.4',
          ],
        },
        monitorThresholds: { critical: '14.4' },
        requireFullWindow: false,
      },
    ] satisfies Expected[]);
  });

  it('combines alerts, and stands for the parts of one with a floor', () => {
    const failing = resolvedAlert({
      identity: 'production/checkout-api/failing',
      source: ratio,
      condition: { ...above, critical: 0.05, atLeast: { requests: 50 } },
    });
    const waiting = resolvedAlert({ identity: 'production/checkout-api/waiting', source: level, condition: above });
    const lookup = { alert: (name: string) => ({ failing, waiting })[name] };
    const patch = {
      source: datadogSource('composite', {
        members: { a: 'failing', b: 'waiting' },
        formula: 'a&&( !b )',
      }),
      condition: { kind: 'composite', noData: 'notify' },
    } as const;
    const ref = ($ref: string) => ({ $ref, output: 'id' });
    expect(compiled(patch, context(lookup))).toEqual([
      {
        type: 'composite',
        query: {
          $join: [
            '(', ref('production/checkout-api/failing#measure'), ' && ', ref('production/checkout-api/failing#floor-requests'), ') && (!',
            ref('production/checkout-api/waiting'), ')',
          ],
        }, // prettier-ignore
        requireFullWindow: false,
        notifyNoData: true,
      },
    ] satisfies Expected[]);
  });
});
