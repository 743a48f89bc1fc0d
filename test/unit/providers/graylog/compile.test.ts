import { describe, expect, it } from 'vitest';
import type { NotifyTarget } from '../../../../src/definitions/types.ts';
import { compileAlert } from '../../../../src/providers/compile-alert.ts';
import { constraints } from '../../../../src/providers/graylog/constraints.ts';
import { versionOf } from '../../../../src/providers/graylog/server-version.ts';
import type { Compiled, CompileContext } from '../../../../src/providers/provider.ts';
import { context, resolvedAlert, type AlertPatch } from '../resolved-alert.ts';

type Fields = Record<string, unknown>;

const graylog = {
  vendor: 'graylog',
  url: 'https://graylog.example',
  onCallKey: { env: 'KEY' },
  slackWebhook: { env: 'HOOK' },
};
const payments = {
  channels: { default: { slack: '#payments' }, list: { email: 'list@shop.example' }, far: { discord: '#far' } },
  integrations: { graylog: { type: 'Email', address: 'graylog-payments' } },
};
const closes = (after: string, when?: Fields): Fields => ({
  ...payments,
  notifications: { end: { ...(when ? { when } : {}), autoClose: after } },
});

function world(connection: Fields = graylog, squad: Fields = payments): CompileContext {
  return context({
    connections: { graylog: connection, opsgenie: { vendor: 'opsgenie', region: 'eu' } },
    squad: () => squad,
  });
}

function compiled(type: string, fields: Fields, patch: Partial<AlertPatch>, where = world()): Compiled {
  return compileAlert(
    resolvedAlert({
      source: { vendor: 'graylog', type, fields },
      condition: { kind: 'measurement', is: 'above', critical: 20 },
      ...patch,
    }),
    where,
  );
}

const count = (patch: Partial<AlertPatch> = {}, fields: Fields = {}, where?: CompileContext): Compiled =>
  compiled('aggregation', { query: 'level:3', compute: 'count', ...fields }, patch, where);
const filter = (fields: Fields = {}, patch: Partial<AlertPatch> = {}, where?: CompileContext): Compiled =>
  compiled('filter', { query: 'panic', ...fields }, patch, where);
const condition = (more: Fields): Partial<AlertPatch> => ({
  condition: { kind: 'measurement', is: 'above', critical: 20, ...more } as AlertPatch['condition'],
});
const critical = (...targets: NotifyTarget[]): Partial<AlertPatch> => ({
  notify: { critical: targets, warning: [], noData: [], recovery: [] },
});
const groups = { by: [{ alias: 'shop-id', facet: 'shop' }] };
const main = ({ resources }: Compiled): Fields => (resources[0]?.inputs ?? {}) as Fields;
const partsOf = ({ resources }: Compiled): (string | undefined)[] => resources.map(({ part }) => part);

describe('event definitions', () => {
  it('search as alerts test imitates it: five minutes back, each minute, where nothing is said', () => {
    expect(main(count())).toMatchObject({ searchWithinMs: 300_000, executeEveryMs: 60_000 });
    expect(main(count(condition({ over: 600 }), { every: '5m' }))).toMatchObject({
      searchWithinMs: 600_000,
      executeEveryMs: 300_000,
    });
  });

  const series: [string, Fields][] = [
    ['count', { type: 'count' }],
    ['unique(user)', { type: 'card', field: 'user' }],
    ['avg(took_ms)', { type: 'avg', field: 'took_ms' }],
    ['p95(took_ms)', { type: 'percentile', field: 'took_ms', percentile: 95 }],
  ];
  for (const [compute, expected] of series)
    it(`compute ${compute}`, () => {
      const { series: found, condition: tree } = main(count({}, { compute }));
      expect(found).toEqual([{ id: compute, ...expected }]);
      expect(tree).toEqual({
        expr: '>',
        left: { expr: 'number-ref', ref: compute },
        right: { expr: 'number', value: 20 },
      });
    });

  it('groups are grouped by, are fields, and make the key', () => {
    expect(main(count({ groups }, {}, world(graylog, closes('1h'))))).toMatchObject({
      groupBy: ['shop'],
      keySpec: ['group_shop_id'],
      fieldSpec: { group_shop_id: { providers: [{ template: '${source.shop}' }] } },
    });
  });

  it('a filter looks back to the execution before, whatever the window of a condition', () => {
    const made = main(filter({ every: '2m', limit: 5 }));
    expect(made).toMatchObject({ searchWithinMs: 120_000, executeEveryMs: 120_000, eventLimit: 5 });
    expect(made).not.toHaveProperty('series');
  });

  it('streams by title; one of its own comes first and is searched alone', () => {
    expect(main(count({}, { streams: ['b', 'a'] }))['streams']).toEqual(['a', 'b']);
    const { resources } = filter({
      stream: {
        match: 'any',
        rules: [
          { field: 'app', is: 'shop' },
          { field: 'trace', exists: false },
        ],
      },
    });
    const stream = resources.find(({ part }) => part === 'stream');
    expect(stream?.inputs).toMatchObject({
      match: 'OR',
      rules: [
        { type: 1, field: 'app', value: 'shop', inverted: false },
        { type: 5, field: 'trace', value: '', inverted: true },
      ],
    });
    expect(resources[0]).toMatchObject({
      inputs: { streams: [stream?.inputs['title']] },
      options: { dependsOn: ['production/checkout-api/card-errors#stream'] },
    });
  });

  it('a grace period from renotify, nobody and nothing while disabled', () => {
    const both = critical('on-call', { channel: 'list' });
    expect(main(count({ ...both, renotify: { every: 1800 } }))['gracePeriodMs']).toBe(1_800_000);
    // The backend takes all of them as one alert, and the next alert must not be told late.
    expect(main(count({ renotify: { every: 1800 } }))).not.toHaveProperty('gracePeriodMs');
    const off = count({ disabled: { reason: 'rebuilt' } });
    expect(main(off)).toMatchObject({ enabled: false, notifications: [] });
    expect(partsOf(off)).toEqual([undefined]);
    expect(partsOf(count({ shadowUntil: '2027-01-01' }))).toEqual([undefined]);
  });

  it('what the marker says ends each description', () => {
    const said = count().resources.map(
      ({ inputs }) => /\[alerts \S+ production\.payments (\S+)\]$/.exec(String(inputs['description']))?.[1],
    );
    const own = 'production/checkout-api/card-errors';
    expect(said).toEqual([own, `${own}#on-call`, `${own}#closing`, `${own}#closing-request`]);
  });
});

describe('who is told', () => {
  const told = (patch: Partial<AlertPatch>, where?: CompileContext): Fields =>
    (filter({}, patch, where ?? world(graylog, closes('1h'))).resources[1]?.inputs ?? {}) as Fields;

  it('the on-call backend by a request, in its region', () => {
    expect(told({})).toMatchObject({
      kind: 'http',
      url: 'https://api.eu.opsgenie.com/v2/alerts',
      credential: 'KEY',
    });
  });

  it('the on-call backend by mail, when the squad has that mailbox there', () => {
    const mail = world({ vendor: 'graylog', onCall: 'graylog-${squad}@shop.opsgenie.net' }, closes('1h'));
    expect(told({}, mail)).toMatchObject({ kind: 'email', recipients: ['graylog-payments@shop.opsgenie.net'] });
  });

  it('channels by Slack or mail', () => {
    const { resources } = filter({}, critical({ channel: 'default' }, { channel: 'list' }));
    expect(resources.slice(1).map(({ inputs }) => inputs)).toMatchObject([
      { kind: 'slack', channel: '#payments', credential: 'HOOK' },
      { kind: 'email', recipients: ['list@shop.example'] },
    ]);
  });
});

describe('what closes', () => {
  it('a count without groups closes itself, unless autoClose says otherwise or nobody is paged', () => {
    expect(partsOf(count())).toEqual([undefined, 'on-call', 'closing', 'closing-request']);
    expect(partsOf(count({ autoClose: 3600 }, {}, world(graylog, closes('1h'))))).toEqual([undefined, 'on-call']);
    expect(partsOf(count(critical({ channel: 'default' })))).toEqual([undefined, 'channel-default']);
  });

  const opposites = { above: '<=', 'at-least': '<', below: '>=', 'at-most': '>' } as const;
  for (const [is, expr] of Object.entries(opposites))
    it(`the opposite of ${is} is ${expr}`, () => {
      const { resources } = count(condition({ is }));
      expect(resources.find(({ part }) => part === 'closing')?.inputs['condition']).toMatchObject({ expr });
    });

  it('a policy of the squad closes what it selects; one that depends on the hour does not', () => {
    const found = (squad: Fields): readonly string[] =>
      count({ groups, autoClose: 3600 }, {}, world(graylog, squad)).problems.map(({ message }) => message);
    expect(found(closes('1h', { application: 'checkout-api' }))).toEqual([]);
    expect(found({ policies: { end: { autoClose: '1h' } } })).toEqual([]);
    for (const when of [{ application: 'another' }, { hours: 'business' }])
      expect(found(closes('1h', when))).toEqual([
        'No policy of the squad "payments" closes this alert, and Graylog cannot.',
      ]);
    expect(found(closes('2h'))).toEqual([
      'The policy "end" of the squad "payments" closes this alert after 2h, not after 1h.',
    ]);
  });
});

it('knows generations by their version', () => {
  expect(
    ['4.3.9', '5.2.0', '6.0.1+abc', '6.3.1+7b1a9aa', '7.1.0'].map((one) => {
      const { wraps, typedSeries, ownBodies } = versionOf(one);
      return [wraps, typedSeries, ownBodies];
    }),
  ).toEqual([
    [false, false, false],
    [false, true, false],
    [false, true, true],
    [true, true, true],
    [true, true, true],
  ]);
});

describe('what Graylog cannot do is said where it is written', () => {
  const quiet = world(graylog, closes('1h'));
  const found: Record<string, () => Compiled> = {
    'graylog/condition at condition.for': () => count(condition({ for: 300 })),
    'graylog/threshold at condition': () => count(condition({ critical: undefined })),
    'graylog/silent-groups at condition.is': () => count({ ...condition({ is: 'below' }), groups }, {}, quiet),
    'graylog/group-field at groups.by': () => count({ groups: { by: [{ alias: 'a', facet: 'a b' }] } }, {}, quiet),
    'graylog/group-notices at groups.newGroupDelay': () =>
      count({ groups: { ...groups, newGroupDelay: 60 } }, {}, quiet),
    'graylog/renotify-max at renotify.max': () => count({ renotify: { every: 60, max: 3 } }),
    'graylog/notices at notify.recovery': () =>
      count({ notify: { critical: ['on-call'], warning: [], noData: [], recovery: ['on-call'] } }),
    'graylog/notices at notify.warning': () =>
      count({ notify: { critical: ['on-call'], warning: ['on-call'], noData: [], recovery: [] } }),
    'graylog/destination at notify.critical': () => filter({}, critical({ channel: 'far' })),
    'graylog/title-length at description': () =>
      count({ title: `${'x'.repeat(100)} | {{group.shop-id}} | {{group.shop-id}}`, groups }, {}, quiet),
    'graylog/owner at squad': () =>
      count({ reaches: { fromGroup: 'shop-id', otherwise: 'payments' }, groups }, {}, quiet),
    'graylog/template-variable at message': () => count({ message: '{{group.country}}' }),
    'graylog/stream-rule at source.graylog.filter.stream.rules.0': () =>
      filter({ stream: { rules: [{ field: 'app', is: 'a', contains: 'b' }] } }, {}, quiet),
    'graylog/auto-close at autoClose': () => count({ groups, autoClose: 3600 }),
    'graylog/never-closes at notify.critical': () => count({ groups }),
  };
  for (const [expected, compile] of Object.entries(found))
    it(expected, () => {
      const said = compile().problems.map(({ constraint, path }) => `${constraint} at ${path.join('.')}`);
      expect([...new Set(said)]).toEqual([expected]);
    });

  it('has a case for every constraint', () => {
    expect([...new Set(Object.keys(found).map((one) => one.split(' ')[0]))]).toEqual(constraints.map(({ id }) => id));
  });

  for (const field of ['warning', 'recovery', 'delay', 'reduce', 'fullWindow', 'noData'])
    it(`condition.${field} is refused when the alert says it, and skipped when a default does`, () => {
      const value = { reduce: 'sum', fullWindow: true, noData: 'notify' }[field] ?? 10;
      expect(count(condition({ [field]: value })).problems).toMatchObject([{ constraint: 'graylog/condition' }]);
      expect(count({ ...condition({ [field]: value }), byDefault: [`condition.${field}`] }).problems).toEqual([]);
    });
});
