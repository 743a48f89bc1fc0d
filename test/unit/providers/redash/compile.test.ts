import { describe, expect, it } from 'vitest';
import type { NotifyTarget } from '../../../../src/definitions/types.ts';
import { compileAlert } from '../../../../src/providers/compile-alert.ts';
import type { CompileContext } from '../../../../src/providers/provider.ts';
import { constraints } from '../../../../src/providers/redash/constraints.ts';
import { context, resolvedAlert, type AlertPatch } from '../resolved-alert.ts';

type Fields = Record<string, unknown>;

const few = { kind: 'measurement', is: 'below', critical: 120, noData: 'notify' } as const;
const warehouse = { vendor: 'redash', dataSource: 'Warehouse', onCall: 'redash-${squad}@shop.opsgenie.net' };
const payments = {
  channels: { default: { email: 'list@shop.example' }, chat: { slack: '#payments' } },
  integrations: { redash: { type: 'Email', address: 'redash-payments' } },
};
const source = { sql: 'select count(*) as n from signatures', column: 'n', every: '10m' };

function world(connection: Fields = warehouse, squad: Fields = payments): CompileContext {
  return { ...context(), connections: { warehouse: connection }, squad: () => squad };
}

function compiled(fields: Fields = {}, patch: Partial<AlertPatch> = {}, where: CompileContext = world()) {
  const all = Object.fromEntries(Object.entries({ ...source, ...fields }).filter(([, value]) => value !== undefined));
  return compileAlert(
    resolvedAlert({ source: { vendor: 'redash', type: 'query', fields: all }, condition: few, ...patch }),
    where,
  );
}

const condition = (fields: Fields) => compiled({}, { condition: { ...few, ...fields } as AlertPatch['condition'] });
const critical = (...targets: NotifyTarget[]): Partial<AlertPatch> => ({
  notify: { critical: targets, warning: [], noData: [], recovery: [] },
});

describe('an alert', () => {
  it('is a query of its own, an alert on it, a destination and a subscription', () => {
    const { resources, problems } = compiled();
    expect(problems).toEqual([]);
    const identity = 'production/checkout-api/card-errors';
    expect(resources.map(({ part, type }) => [part, type])).toEqual([
      [undefined, 'alerts:redash/alert:Alert'],
      ['query', 'alerts:redash/query:Query'],
      ['on-call', 'alerts:redash/destination:Destination'],
      ['on-call-subscription', 'alerts:redash/subscription:Subscription'],
    ]);
    expect(resources.map(({ inputs }) => inputs)).toMatchObject([
      { queryId: { $ref: `${identity}#query`, output: 'id' }, column: 'n', op: '<', value: 120, selector: 'first' },
      {
        sql: source.sql,
        dataSource: 'Warehouse',
        interval: 600,
        tags: expect.arrayContaining([`alerts_identity:${identity}`, 'alerts_unit:production.payments']) as string[],
      },
      { kind: 'email', addresses: ['redash-payments@shop.opsgenie.net'] },
      { alertId: { $ref: identity, output: 'id' }, destinationId: { $ref: `${identity}#on-call`, output: 'id' } },
    ]);
  });

  const operators = { above: '>', 'at-least': '>=', below: '<', 'at-most': '<=' };
  for (const [is, op] of Object.entries(operators))
    it(`compares ${is} as ${op}`, () => expect(condition({ is }).resources[0]?.inputs).toMatchObject({ op }));

  it('runs on the data source that it names, and on that of its connection otherwise', () => {
    expect(compiled({ dataSource: 'Ledger' }).resources[1]?.inputs).toMatchObject({ dataSource: 'Ledger' });
  });

  it('is told again after a while', () => {
    expect(compiled({}, { renotify: { every: 3600 } }).resources[0]?.inputs).toMatchObject({ rearm: 3600 });
  });

  it('on trial it is evaluated, disabled its query rests; nobody is told of either', () => {
    const trial = compiled({}, { shadowUntil: '2027-01-01' }).resources;
    const disabled = compiled({}, { disabled: { reason: 'rebuilt' } }).resources;
    expect([trial, disabled].map(([alert, query]) => [alert?.inputs['muted'], query?.inputs['interval']])).toEqual([
      [true, 600],
      [true, undefined],
    ]);
    expect([trial.length, disabled.length]).toEqual([2, 2]);
  });
});

describe('texts', () => {
  it('have what Redash fills in, and nothing else that it could take for its own', () => {
    const { inputs } = compiled(
      {},
      {
        message: 'Only {{value}} of {{threshold}} & <more>',
        runbook: { trigger: 'Few.', resolution: ['Run `make x VAR={{name}}`.'] },
      },
    ).resources[0] ?? { inputs: {} as Fields };
    const body = String(inputs['body']);
    expect(body).toContain('<p>Only {{QUERY_RESULT_VALUE}} of 120 &amp; &lt;more&gt;</p>');
    expect(body).toContain('<li>Run `make x VAR=&#123;&#123;name&#125;&#125;`.</li>');
    expect(body.match(/\{\{[^}]*\}\}/g)).toEqual(['{{QUERY_RESULT_VALUE}}', '{{ALERT_URL}}', '{{QUERY_URL}}']);
    expect(inputs['subject']).toBe('[{{ALERT_STATUS}}] [P1] checkout-api | payments | Card payments fail');
  });
});

describe('who is told', () => {
  it('channels by mail, the on-call backend by a webhook where there is one', () => {
    const where = world({ ...warehouse, onCallWebhook: { env: 'HOOK' } });
    const { resources, problems } = compiled({}, critical('on-call', { channel: 'default' }), where);
    expect(problems).toEqual([]);
    expect(resources.filter(({ type }) => type.endsWith('Destination')).map(({ inputs }) => inputs)).toMatchObject([
      { kind: 'webhook', credential: 'onCallWebhook' },
      { kind: 'email', addresses: ['list@shop.example'] },
    ]);
  });

  it('a mailbox that the squad does not have at the backend pages nobody', () => {
    const { problems } = compiled({}, {}, world(warehouse, { ...payments, integrations: {} }));
    expect(problems).toMatchObject([{ constraint: 'redash/destination', severity: 'error' }]);
  });

  it('names of destinations are never longer than Redash keeps, and end with the marker', () => {
    const name = String(compiled({}, { title: 'x'.repeat(255) }).resources[2]?.inputs['name']);
    expect(name).toHaveLength(255);
    expect(name).toMatch(/x \[alerts \S+ production\.payments production\/checkout-api\/card-errors#on-call\]$/);
  });
});

const onCall = { critical: ['on-call'], warning: [], noData: [], recovery: [] } as const;

describe('what Redash cannot do is said where it is written', () => {
  const found: Record<string, () => ReturnType<typeof compiled>> = {
    'redash/condition at condition.over': () => condition({ over: 300 }),
    'redash/no-data at condition.noData': () => condition({ noData: 'keep' }),
    'redash/groups at groups': () => compiled({}, { groups: { by: [{ alias: 'shop', facet: 'shop' }] } }),
    'redash/renotify-max at renotify.max': () => compiled({}, { renotify: { every: 3600, max: 3 } }),
    'redash/notices at notify.recovery': () =>
      compiled({}, { notify: { ...onCall, recovery: [{ channel: 'default' }] } }),
    'redash/auto-close at autoClose': () => compiled({}, { autoClose: 3600 }),
    'redash/every at source.redash.query.every': () => compiled({ every: '90s' }),
    'redash/data-source at source.redash.query.dataSource': () =>
      compiled({}, {}, world({ ...warehouse, dataSource: undefined })),
    'redash/parameters at source.redash.query.sql': () => compiled({ sql: "select 1 as n where 'x' = '{{ shop }}'" }),
    'redash/name-length at description': () => compiled({}, { title: 'x'.repeat(256) }),
    'redash/destination at notify.critical': () => compiled({}, critical({ channel: 'chat' })),
    'redash/owner at squad': () => compiled({}, { reaches: { fromGroup: 'shop', otherwise: 'payments' } }),
    'redash/template-variable at message': () => compiled({}, { message: 'In {{group.shop}}' }),
  };
  for (const [expected, compile] of Object.entries(found))
    it(expected, () => {
      expect(compile().problems.map(({ constraint, path }) => `${constraint} at ${path.join('.')}`)).toEqual([
        expected,
      ]);
    });

  it('has a case for every constraint', () => {
    expect(Object.keys(found).map((one) => one.split(' ')[0])).toEqual(constraints.map(({ id }) => id));
  });

  it('those who are told of the value may be told of its end, too', () => {
    expect(compiled({}, { notify: { ...onCall, recovery: ['on-call'] } }).problems).toEqual([]);
  });

  it('what only a default says is skipped', () => {
    const patch = { condition: { ...few, over: 300, noData: 'keep' }, renotify: { every: 3600, max: 3 } } as const;
    const byDefault = ['condition.over', 'condition.noData', 'renotify.max'];
    expect(compiled({}, { ...patch, byDefault }).problems).toEqual([]);
  });
});
