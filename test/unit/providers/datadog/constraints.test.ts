import { afterAll, describe, expect, it } from 'vitest';
import type { CompileContext } from '../../../../src/providers/provider.ts';
import { downtimeConstraints } from '../../../../src/providers/datadog/constraints-downtime.ts';
import { constraints } from '../../../../src/providers/datadog/constraints.ts';
import { datadog } from '../../../../src/providers/datadog/index.ts';
import { context, datadogSource, level, ratio, resolvedAlert, sloData, type AlertPatch } from '../resolved-alert.ts';

type Case = [fires: AlertPatch, quiet: AlertPatch, at: string, lookup?: Partial<CompileContext>];

const above = { kind: 'measurement', is: 'above', critical: 100, over: 300 } as const;
const plain: AlertPatch = { source: level, condition: above };
const metric = (queries: Record<string, string>, formula?: string): AlertPatch => ({
  ...plain,
  source: datadogSource('metric', { queries, ...(formula === undefined ? {} : { formula }) }),
});
const logs = (patch: Partial<AlertPatch> = {}): AlertPatch => ({
  source: datadogSource('logs', { query: 'status:error', compute: 'count' }),
  condition: above,
  ...patch,
});
const check = (failures: number): AlertPatch => ({
  source: datadogSource('check', { name: 'up', over: ['env:prod'] }),
  condition: { kind: 'check', failures },
});
const grouped = (...facets: string[]): AlertPatch['groups'] => ({
  by: facets.map((facet) => ({ alias: facet, facet })),
});
const withCondition = (change: object, source = level): AlertPatch => ({ source, condition: { ...above, ...change } });
const burn = (change: object): AlertPatch => ({
  source: { vendor: 'slo', type: 'burn', fields: { id: 'availability' } },
  condition: { kind: 'burn', burn: 14.4, long: 3600, short: 300, ...change },
});
const slo = (data = sloData()): Partial<CompileContext> => ({
  slo: (id) =>
    id === 'availability' ? { identity: 'production/x/slo/availability', document: {} as never, data } : undefined,
});
const composite = (members: Record<string, string>, formula: string): AlertPatch => ({
  source: datadogSource('composite', { members, formula }),
  condition: { kind: 'composite' },
});
const others: Partial<CompileContext> = {
  alert: (name) =>
    ({
      level: resolvedAlert({ ...plain, identity: 'production/x/level' }),
      nested: resolvedAlert({ ...composite({ a: 'level' }, 'a'), identity: 'production/x/nested' }),
      foreign: { identity: 'production/x/foreign', source: level, squad: 'identity' },
      graylog: { identity: 'production/x/graylog', source: { vendor: 'graylog', type: 'aggregation', fields: {} } },
      hosts: resolvedAlert({ ...plain, groups: grouped('host'), identity: 'production/x/hosts' }),
      urls: resolvedAlert({ ...plain, groups: grouped('url'), identity: 'production/x/urls' }),
      both: resolvedAlert({ ...plain, groups: grouped('url', 'host'), identity: 'production/x/both' }),
    })[name],
};
const many = Object.fromEntries(Array.from({ length: 11 }, (_, index) => [`m${index}`, `level-${index}`]));
const manyAlerts: Partial<CompileContext> = {
  alert: (name) => resolvedAlert({ ...plain, identity: `production/x/${name}` }),
};
const some = Object.fromEntries(Object.entries(many).slice(0, 10));
const text = (message: string): AlertPatch => ({ ...plain, message });

const cases: Record<string, Case[]> = {
  'datadog/query': [
    [metric({ a: 'system.load' }), metric({ a: 'avg:system.load.1{*}' }), 'source.datadog.metric.queries.a'],
    [metric({ a: 'avg(last_5m):avg:x{*}' }), metric({ a: 'avg:last_5m{*}' }), 'source.datadog.metric.queries.a'],
    [metric({ a: 'avg:x{*} > 5' }), metric({ a: 'avg:x{*} * 5' }), 'source.datadog.metric.queries.a'],
    [logs({ source: datadogSource('logs', { query: ' ' }) }), logs(), 'source.datadog.logs'],
  ],
  'datadog/grouping-in-query': [
    [metric({ a: 'avg:x{*} by {host}' }), metric({ a: 'avg:by{*}' }), 'source.datadog.metric.queries.a'],
  ],
  'datadog/formula': [
    [metric({ a: 'avg:x{*}', b: 'avg:y{*}' }), metric({ a: 'avg:x{*}' }), 'source.datadog.metric.queries'],
    [metric({ a: 'avg:x{*}' }, 'a / c'), metric({ a: 'avg:x{*}' }, 'a / 2'), 'source.datadog.metric.formula'],
    [metric({ a: 'avg:x{*}' }, '(a'), metric({ a: 'avg:x{*}' }, '(a)'), 'source.datadog.metric.formula'],
    [
      metric({ a: 'avg:x{*}' }, 'a > 5'),
      metric({ a: 'avg:x{*}' }, "top(a, 3, 'max', 'desc')"),
      'source.datadog.metric.formula',
    ],
    [
      metric({ a: 'avg:x{*}', b: 'avg:y{*}' }, 'a'),
      metric({ a: 'avg:x{*}', b: 'avg:y{*}' }, 'a+b'),
      'source.datadog.metric.queries.b',
    ],
  ],
  'datadog/interpolation-leftover': [
    [metric({ a: 'avg:x{env:${dd}}' }), metric({ a: 'avg:x{env:$dd}' }), 'source.datadog.metric.queries.a'],
  ],
  'datadog/group-facet': [
    [{ ...plain, groups: grouped('@http.path') }, { ...plain, groups: grouped('http.path') }, 'groups.by'],
    [{ ...check(1), groups: grouped('@host') }, { ...check(1), groups: grouped('host') }, 'groups.by'],
    [{ ...burn({}), groups: grouped('host') }, burn({}), 'groups', slo()],
  ],
  'datadog/group-limit': [
    [logs({ groups: grouped('a', 'b', 'c', 'd', 'e') }), logs({ groups: grouped('a', 'b', 'c', 'd') }), 'groups.by'],
    [
      logs({ groups: { by: [{ alias: 'a', facet: 'a' }], limit: 1001 } }),
      logs({ groups: { by: [{ alias: 'a', facet: 'a' }], limit: 1000 } }),
      'groups.limit',
    ],
  ],
  'datadog/notify-by': [
    [
      { ...plain, groups: { by: [{ alias: 'a', facet: 'a' }], notify: ['b'] } },
      { ...plain, groups: { by: [{ alias: 'a', facet: 'a' }], notify: ['a'] } },
      'groups.notify',
    ],
  ],
  'datadog/window-range': [
    [withCondition({ over: 90 }), withCondition({ over: 60 }), 'condition.over'],
    [withCondition({ over: 604_860 }), withCondition({ over: 604_800 }), 'condition.over'],
    [
      logs({ condition: { ...above, over: 172_860 } }),
      logs({ condition: { ...above, over: 172_800 } }),
      'condition.over',
    ],
    [withCondition({ over: undefined, for: 30 }), withCondition({ over: undefined, for: 120 }), 'condition.for'],
  ],
  'datadog/check-window': [[check(100), check(99), 'condition.failures']],
  'datadog/composite-formula': [
    [composite({ a: 'level' }, 'a && b'), composite({ a: 'level' }, 'a'), 'source.datadog.composite.formula', others],
    [composite({ a: 'level' }, 'a a'), composite({ a: 'level' }, '!(a)'), 'source.datadog.composite.formula', others],
    [composite({ a: 'level' }, 'a & a'), composite({ a: 'level' }, 'a||a'), 'source.datadog.composite.formula', others],
    [
      composite({ a: 'level', b: 'level' }, 'a'),
      composite({ a: 'level', b: 'level' }, 'a && b'),
      'source.datadog.composite.members.b',
      others,
    ],
  ],
  'datadog/composite-member': [
    [composite({ a: 'nobody' }, 'a'), composite({ a: 'level' }, 'a'), 'source.datadog.composite.members.a', others],
    [composite({ a: 'nested' }, 'a'), composite({ a: 'level' }, 'a'), 'source.datadog.composite.members.a', others],
    [composite({ a: 'foreign' }, 'a'), composite({ a: 'level' }, 'a'), 'source.datadog.composite.members.a', others],
    [composite({ a: 'graylog' }, 'a'), composite({ a: 'level' }, 'a'), 'source.datadog.composite.members.a', others],
    [
      composite(many, Object.keys(many).join(' || ')),
      composite(some, Object.keys(some).join(' || ')),
      'source.datadog.composite.members',
      manyAlerts,
    ],
  ],
  'datadog/composite-groups': [
    [
      composite({ a: 'hosts', b: 'urls' }, 'a && b'),
      composite({ a: 'hosts', b: 'both' }, 'a && b'),
      'source.datadog.composite.members.b',
      others,
    ],
    [
      { ...composite({ a: 'hosts' }, 'a'), groups: grouped('pod') },
      { ...composite({ a: 'hosts' }, 'a'), groups: grouped('host') },
      'groups.by',
      others,
    ],
  ],
  'datadog/raw-threshold': [
    [
      {
        source: datadogSource('raw', {
          type: 'query alert',
          query: 'avg(last_5m):avg:x{*} > 5',
          options: { thresholds: { critical: 6 } },
        }),
        condition: { kind: 'none' },
      },
      {
        source: datadogSource('raw', {
          type: 'query alert',
          query: 'avg(last_5m):avg:x{*} > 5',
          options: { thresholds: { critical: 5 } },
        }),
        condition: { kind: 'none' },
      },
      'source.datadog.raw.options.thresholds.critical',
    ],
  ],
  'datadog/threshold-missing': [[withCondition({ critical: undefined }), plain, 'condition']],
  'datadog/threshold-order': [
    [withCondition({ warning: 100 }), withCondition({ warning: 99 }), 'condition.warning'],
    [withCondition({ is: 'below', warning: 99 }), withCondition({ is: 'below', warning: 101 }), 'condition.warning'],
  ],
  'datadog/recovery-side': [
    [withCondition({ recovery: 101 }), withCondition({ recovery: 90 }), 'condition.recovery'],
    [
      withCondition({ is: 'at-most', recovery: 90 }),
      withCondition({ is: 'at-most', recovery: 101 }),
      'condition.recovery',
    ],
    [
      withCondition({ warningRecovery: 5 }),
      withCondition({ warning: 50, warningRecovery: 5 }),
      'condition.warningRecovery',
    ],
    [
      withCondition({ warning: 50, warningRecovery: 60 }),
      withCondition({ warning: 50, warningRecovery: 40 }),
      'condition.warningRecovery',
    ],
  ],
  'datadog/count-needs-sum': [
    [
      withCondition({ critical: 0.1, reduce: 'avg' }, ratio),
      withCondition({ critical: 0.1, reduce: 'sum' }, ratio),
      'condition.reduce',
    ],
  ],
  'datadog/reduce': [
    [withCondition({ reduce: 'last' }), withCondition({ reduce: 'max' }), 'condition.reduce'],
    [
      logs({ condition: { ...above, reduce: 'max' } }),
      logs({ condition: { ...above, reduce: 'sum' } }),
      'condition.reduce',
    ],
  ],
  'datadog/hold': [
    [
      withCondition({ critical: 0.1, over: undefined, for: 300 }, ratio),
      withCondition({ over: undefined, for: 300 }),
      'condition.for',
    ],
    [withCondition({ over: 300, for: 600 }), withCondition({ over: 600, for: 600 }), 'condition.for'],
    [
      withCondition({ over: undefined, for: 600, reduce: 'avg' }),
      withCondition({ over: undefined, for: 600, reduce: 'min' }),
      'condition.for',
    ],
    [logs({ condition: { ...above, for: 600 } }), logs(), 'condition.for'],
  ],
  'datadog/at-least': [
    [
      withCondition({ critical: 0.1, atLeast: { hits: 5 } }, ratio),
      withCondition({ critical: 0.1, atLeast: { requests: 5 } }, ratio),
      'condition.atLeast.hits',
    ],
    [
      withCondition({ atLeast: { depth: Number.NaN } }),
      withCondition({ atLeast: { depth: 1 } }),
      'condition.atLeast.depth',
    ],
    [logs({ condition: { ...above, atLeast: { logs: 5 } } }), logs(), 'condition.atLeast'],
    [
      {
        ...withCondition({ critical: 0.1, atLeast: { requests: 5 } }, ratio),
        groups: { ...grouped('a', 'b'), notify: ['a'] } as never,
      },
      { ...withCondition({ critical: 0.1, atLeast: { requests: 5 } }, ratio), groups: grouped('a', 'b') },
      'condition.atLeast',
    ],
  ],
  'datadog/delay': [[withCondition({ delay: 86_401 }), withCondition({ delay: 86_400 }), 'condition.delay']],
  'datadog/new-group-delay': [
    [
      { ...plain, groups: { by: [{ alias: 'a', facet: 'a' }], newGroupDelay: 86_401 } },
      { ...plain, groups: { by: [{ alias: 'a', facet: 'a' }], newGroupDelay: 86_400 } },
      'groups.newGroupDelay',
    ],
  ],
  'datadog/full-window': [
    [logs({ condition: { ...above, fullWindow: true } }), withCondition({ fullWindow: true }), 'condition.fullWindow'],
  ],
  'datadog/no-data': [
    [
      { ...check(1), condition: { kind: 'check', failures: 1, noData: 'resolve' } },
      { ...check(1), condition: { kind: 'check', failures: 1, noData: 'keep' } },
      'condition.noData',
    ],
    [
      { ...metric({ a: 'default_zero(avg:x{*})' }), condition: { ...above, noData: 'notify' } },
      { ...metric({ a: 'default_zero(avg:x{*})' }), condition: { ...above, noData: 'keep' } },
      'condition.noData',
    ],
  ],
  'datadog/auto-close': [
    [{ ...plain, autoClose: 90_000 }, { ...plain, autoClose: 86_400 }, 'autoClose'],
    [{ ...plain, autoClose: 1800 }, { ...plain, autoClose: 3600 }, 'autoClose'],
    [
      { ...withCondition({ noData: 'resolve' }), autoClose: 3600 },
      { ...withCondition({ noData: 'keep' }), autoClose: 3600 },
      'autoClose',
    ],
  ],
  'datadog/renotify': [
    [{ ...plain, renotify: { every: 90 } }, { ...plain, renotify: { every: 120 } }, 'renotify.every'],
    [{ ...plain, renotify: { max: 3 } }, { ...plain, renotify: { every: 60, max: 3 } }, 'renotify.max'],
  ],
  'datadog/slo': [
    [{ ...burn({}), source: { vendor: 'slo', type: 'burn', fields: { id: 'other' } } }, burn({}), 'source.slo', slo()],
  ],
  'datadog/burn-windows': [
    [burn({ long: 259_200 }), burn({ long: 172_800 }), 'condition.long', slo()],
    [burn({ long: 5400 }), burn({ long: 7200 }), 'condition.long', slo()],
    [burn({ short: 3600 }), burn({ short: 1800 }), 'condition.short', slo()],
  ],
  'datadog/burn-impossible': [
    [burn({ burn: 21 }), burn({ burn: 20 }), 'condition.burn', slo(sloData({ objectives: [{ target: 0.95 }] }))],
  ],
  'datadog/name-length': [[{ ...plain, title: 'x'.repeat(256) }, { ...plain, title: 'x'.repeat(255) }, 'description']],
  'datadog/text-mention': [
    [text('Ask @here'), text('Ask here'), 'message'],
    [text('@team-payments knows'), text('team-payments knows'), 'message'],
    [text('see @slack-ops'), text('see #ops'), 'message'],
    [text('mail @ops@acme.example'), text('mail ops@acme.example'), 'message'],
    [text('call @{{group.x}}'), text('git show HEAD@{1}'), 'message'],
    [text('<!channel>'), text('<channel>'), 'message'],
    [text('ask @ana-moreau'), text('filter @http.status_code:500 and @reason, then `dig @1.1.1.1`, `"$@"`'), 'message'],
    [text('x@slack-ops'), text('dig @ns-1.dns-provider.example'), 'message'],
  ],
  'datadog/text-conditional': [
    [text('{{#is_alert}}wake up{{/is_alert}}'), text('{{ value }}'), 'message'],
    [text('{{{{raw}}}}'), text('{ {raw} }'), 'message'],
    [text('{{^is_match "a" "b"}}'), text('{{threshold}}'), 'message'],
  ],
  'datadog/template-variable': [
    [text('{{group.acquirer}}'), { ...text('{{group.a}}'), groups: grouped('a') }, 'message'],
    [text('{{warn_threshold}}'), { ...withCondition({ warning: 5 }), message: '{{warn_threshold}}' }, 'message'],
    [{ ...check(1), message: '{{value}}' }, { ...check(1), message: 'down' }, 'message'],
    [text('{{host.name}}'), text('host.name'), 'message'],
  ],
  'datadog/no-handle': [[plain, plain, 'notify.critical', { onCallHandle: () => undefined }]],
  'datadog/unknown-channel': [
    [
      { ...plain, notify: { critical: [{ channel: 'nowhere' }], warning: [], noData: [], recovery: [] } },
      { ...plain, notify: { critical: [{ channel: 'default' }], warning: [], noData: [], recovery: [] } },
      'notify.critical',
    ],
    [
      { ...plain, notify: { critical: [{ channel: 'chat' }], warning: [], noData: [], recovery: [] } },
      { ...plain, notify: { critical: [{ channel: 'incidents' }], warning: [], noData: [], recovery: [] } },
      'notify.critical',
    ],
  ],
  'datadog/owner-group': [
    [
      { ...plain, reaches: { fromGroup: 'squad', otherwise: 'sre' } },
      { ...plain, groups: grouped('squad'), reaches: { fromGroup: 'squad', otherwise: 'sre' } },
      'squad.fromGroup',
    ],
  ],
  'datadog/tag': [
    [{ ...plain, tags: { cost: 'Team A' } }, { ...plain, tags: { cost: 'Team-A' } }, 'tags.cost'],
    [{ ...plain, tags: { team: 'x' } }, { ...plain, tags: { teams: 'x' } }, 'tags.team'],
    [{ ...plain, tags: { long: 'x'.repeat(196) } }, { ...plain, tags: { long: 'x'.repeat(195) } }, 'tags.long'],
  ],
  'datadog/slo-window': [
    [burn({}), burn({}), 'source.slo', slo(sloData({ timeWindow: [{ duration: '28d', isRolling: true }] }))],
  ],
};

/** Cases whose quiet side needs another context, not another alert. */
const byContext = new Set(['datadog/no-handle', 'datadog/slo-window']);
/** Tested with the SLOs. */
const elsewhere = ['datadog/slo-indicator', 'datadog/slo-target'];
const fired = new Set<string>(elsewhere);

describe('every constraint fires where it must, and only there', () => {
  for (const [id, list] of Object.entries(cases))
    list.forEach(([fires, quiet, at, lookup], index) => {
      it(`${id} ${index}`, () => {
        const { problems } = datadog.compile(resolvedAlert(fires), context(lookup));
        const found = problems.filter((problem) => problem.constraint === id);
        expect(found.map((problem) => problem.path.join('.'))).toContain(at);
        for (const problem of found) expect(problem.message).toMatch(/[.!?]$/);
        fired.add(id);
      });
      it(`${id} ${index} quiet`, () => {
        const calm = byContext.has(id) ? context(id === 'datadog/slo-window' ? slo() : {}) : context(lookup);
        const { problems } = datadog.compile(resolvedAlert(quiet), calm);
        expect(problems.filter((problem) => problem.constraint === id)).toEqual([]);
      });
    });
});

it('gives no problem for what only a default says and Datadog cannot', () => {
  const condition = {
    ...above,
    critical: 0.1,
    reduce: 'avg',
    for: 600,
    atLeast: { hits: 5 },
    fullWindow: true,
  } as const;
  const byDefault = [
    'condition.reduce',
    'condition.for',
    'condition.atLeast',
    'condition.fullWindow',
    'autoClose',
    'renotify',
  ];
  const patch = { condition, byDefault, autoClose: 1800, renotify: { max: 3 } };
  expect(datadog.compile(resolvedAlert({ source: ratio, ...patch }), context()).problems).toEqual([]);
  expect(datadog.compile(resolvedAlert({ ...logs(), ...patch }), context()).problems).toEqual([]);
});

afterAll(() => {
  // Those of downtimes have a table beside what they are about.
  const ofAlerts = constraints.filter(({ id }) => !downtimeConstraints.some((one) => one.id === id));
  expect([...fired].sort()).toEqual(ofAlerts.map((constraint) => constraint.id).sort());
});
