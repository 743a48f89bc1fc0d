import { describe, expect, it } from 'vitest';
import type { NotifyTarget } from '../../../../src/definitions/types.ts';
import { compileAlert, compileDowntime } from '../../../../src/providers/compile-alert.ts';
import type { CompileContext, ResolvedDowntime } from '../../../../src/providers/provider.ts';
import { horizons } from '../../../../src/providers/statuscake/checks.ts';
import { constraints } from '../../../../src/providers/statuscake/constraints.ts';
import { context, resolvedAlert, type AlertPatch } from '../resolved-alert.ts';

type Fields = Record<string, unknown>;

const probe = { kind: 'probe' } as const;
const cake = {
  vendor: 'statuscake',
  onCall: 'cake-${squad}@shop.opsgenie.net',
  integrations: [
    { id: '41', slack: '#payments' },
    { id: '43', squad: 'trust' },
  ],
};

function world(connection: Fields = cake, squad: Fields = payments): CompileContext {
  return { ...context(), connections: { cake: connection }, squad: () => squad };
}

const payments = {
  channels: { default: { slack: '#payments' }, list: { email: 'list@shop.example' }, far: { slack: '#far' } },
  integrations: { cake: { type: 'Email', address: 'cake-payments' } },
};

function compiled(type: string, fields: Fields, patch: Partial<AlertPatch> = {}, where: CompileContext = world()) {
  return compileAlert(
    resolvedAlert({ source: { vendor: 'statuscake', type, fields }, condition: probe, ...patch }),
    where,
  );
}

const uptime = (fields: Fields = {}, patch: Partial<AlertPatch> = {}, where?: CompileContext) =>
  compiled('uptime', { url: 'https://shop.example/health', every: '1m', ...fields }, patch, where);
const heartbeat = (missingFor: number) => compiled('heartbeat', {}, { condition: { kind: 'heartbeat', missingFor } });
const ssl = (expiresWithin: number, fields: Fields = {}) =>
  compiled('ssl', { host: 'shop.example', ...fields }, { condition: { kind: 'certificate', expiresWithin } });
const above = { kind: 'measurement', is: 'above', critical: 4000 } as const;
const page = (fields: Fields = {}, condition: Fields = {}) =>
  compiled(
    'pageSpeed',
    { url: 'https://shop.example/', measure: 'load-time', ...fields },
    {
      condition: { ...above, ...condition } as AlertPatch['condition'],
    },
  );
const day = 86_400;

describe('checks', () => {
  const optional: [string, Fields, Partial<AlertPatch>, Fields][] = [
    ['every', { every: '5m' }, {}, { checkRate: 300 }],
    ['timeout', { timeout: '20s' }, {}, { timeout: 20 }],
    ['contains', { contains: 'up' }, {}, { findString: 'up' }],
    ['status', { status: [503, 500] }, {}, { statusCodes: ['500', '503'] }],
    ['regions', { regions: ['paris', 'london'] }, {}, { regions: ['london', 'paris'] }],
    ['downFor', {}, { condition: { kind: 'probe', downFor: 300 } }, { triggerRate: 5 }],
    ['confirmations', {}, { condition: { kind: 'probe', confirmations: 0 } }, { confirmation: 0 }],
    ['disabled', {}, { disabled: { reason: 'rebuilt' } }, { paused: true }],
    ['title', {}, { title: 'another' }, { name: 'another' }],
  ];
  for (const [field, fields, patch, inputs] of optional)
    it(`an uptime check by its field ${field}, which is all that it changes`, () => {
      const [plain] = uptime().resources;
      const { resources, problems } = uptime(fields, patch);
      expect(problems).toEqual([]);
      expect(resources[0]?.inputs).toEqual({ ...plain?.inputs, ...inputs });
    });

  it('a heartbeat, a certificate and a page', () => {
    expect(heartbeat(7200).resources[0]?.inputs).toMatchObject({ period: 7200 });
    expect(ssl(30 * day).resources[0]?.inputs).toMatchObject({
      websiteUrl: 'https://shop.example',
      checkRate: day,
      alertAt: [1, 7, 30],
    });
    expect(page().resources[0]?.inputs).toMatchObject({ checkRate: 1800, region: 'UK', alertSlower: 4000 });
    expect(page({ measure: 'size' }, { critical: 2e6 }).resources[0]?.inputs).toMatchObject({ alertBigger: 2000 });
    expect(page({ measure: 'size' }, { is: 'below', critical: 5e4 }).resources[0]?.inputs).toMatchObject({
      alertSmaller: 50,
    });
  });

  it('horizons are three different days, the first of which is the definition’s', () => {
    for (let days = 3; days <= 400; days += 1) {
      const [last, middle, first] = horizons(days);
      expect([first, Number(last) < Number(middle), Number(middle) < Number(first)]).toEqual([days, true, true]);
    }
  });

  it('whose a check is stands in its tags, and in the name of its contact group', () => {
    const [check, group] = uptime().resources;
    expect(check?.inputs['tags']).toContain('alerts_identity:production/checkout-api/card-errors');
    expect(check?.inputs['contactGroups']).toEqual([
      { $ref: 'production/checkout-api/card-errors#contacts', output: 'id' },
    ]);
    expect(group?.inputs['name']).toMatch(
      /\[alerts \S+ production\.payments production\/checkout-api\/card-errors#contacts\]$/,
    );
  });
});

describe('who is told', () => {
  const told = (patch: Partial<AlertPatch>, where?: CompileContext) => uptime({}, patch, where).resources[1]?.inputs;
  const critical = (...targets: NotifyTarget[]): Partial<AlertPatch> => ({
    notify: { critical: targets, warning: [], noData: [], recovery: [] },
  });

  it('the on-call backend by mail, when the squad has that mailbox there', () => {
    expect(told({})).toMatchObject({ emailAddresses: ['cake-payments@shop.opsgenie.net'], integrations: [] });
  });

  it('the on-call backend by an integration made in the UI', () => {
    expect(told({ reaches: { squad: 'trust' } })).toMatchObject({ emailAddresses: [], integrations: ['43'] });
  });

  it('channels by mail or by their integration', () => {
    expect(told(critical({ channel: 'default' }, { channel: 'list' }))).toMatchObject({
      emailAddresses: ['list@shop.example'],
      integrations: ['41'],
    });
  });

  it('nobody while it is disabled or on trial', () => {
    for (const patch of [{ disabled: { reason: 'rebuilt' } }, { shadowUntil: '2027-01-01' }])
      expect(told(patch)).toMatchObject({ emailAddresses: [], integrations: [] });
  });
});

const downtime = (patch: Partial<ResolvedDowntime> = {}, window: Fields = {}): ResolvedDowntime => ({
  identity: 'production/-/downtime/move',
  id: 'move',
  environment: 'production',
  squad: 'payments',
  timezone: 'Europe/Paris',
  data: { reason: 'We move.', window: { start: '2026-12-06T02:00', for: '2h', ...window } },
  alerts: [silenced('statuscake.uptime')],
  ...patch,
});

const silenced = (source: string) => ({
  identity: 'production/checkout-api/alive', application: 'checkout-api', id: 'alive', squad: 'payments', tags: {}, groups: {}, source,
}); // prettier-ignore

it('a downtime is a maintenance window over the checks that have the tags', () => {
  const { resources, problems } = compileDowntime('statuscake', downtime({}, { repeat: 'weekly' }), world());
  expect(problems).toEqual([]);
  expect(resources).toMatchObject([
    {
      part: 'statuscake',
      inputs: {
        startAt: '2026-12-06T01:00:00Z',
        endAt: '2026-12-06T03:00:00Z',
        timezone: 'Europe/Paris',
        repeatInterval: '1w',
        tags: ['alerts_identity:production/checkout-api/alive'],
      },
    },
  ]);
});

describe('what StatusCake cannot do is said where it is written', () => {
  const onlyCondition = (condition: Fields) => page({}, condition);
  const found: Record<
    string,
    () => { readonly problems: readonly { readonly constraint: string; readonly path: readonly unknown[] }[] }
  > = {
    'statuscake/check-rate at source.statuscake.uptime.every': () => uptime({ every: '2m' }),
    'statuscake/timeout at source.statuscake.uptime.timeout': () => uptime({ timeout: '80s' }),
    'statuscake/down-for at condition.downFor': () => uptime({}, { condition: { kind: 'probe', downFor: 90 } }),
    'statuscake/confirmations at condition.confirmations': () =>
      uptime({}, { condition: { kind: 'probe', confirmations: 4 } }),
    'statuscake/heartbeat-period at condition.missingFor': () => heartbeat(8 * day),
    'statuscake/certificate-horizon at condition.expiresWithin': () => ssl(2 * day),
    'statuscake/page-speed-measure at source.statuscake.pageSpeed.measure': () => page({ measure: 'requests' }),
    'statuscake/page-speed-region at source.statuscake.pageSpeed.regions': () => page({ regions: ['fr', 'de'] }),
    'statuscake/condition at condition.over': () => onlyCondition({ over: 300 }),
    'statuscake/destination at notify.critical': () => uptime({}, {}, world({ vendor: 'statuscake' })),
    'statuscake/notices at notify.noData': () =>
      uptime({}, { notify: { critical: ['on-call'], warning: [], noData: ['on-call'], recovery: ['on-call'] } }),
    'statuscake/renotify at renotify.every': () => uptime({}, { renotify: { every: 3600 } }),
    'statuscake/auto-close at autoClose': () => uptime({}, { autoClose: 3600 }),
    'statuscake/groups at groups': () => uptime({}, { groups: { by: [{ alias: 'region', facet: 'region' }] } }),
    'statuscake/maintenance-uptime-only at when': () =>
      compileDowntime('statuscake', downtime({ alerts: [silenced('statuscake.ssl')] }), world()),
    'statuscake/maintenance-repeat at window.until': () =>
      compileDowntime('statuscake', downtime({}, { repeat: 'daily', until: '2026-12-24' }), world()),
    'statuscake/maintenance-start at window.start': () =>
      compileDowntime('statuscake', downtime({}, { start: '2026-03-29T02:30' }), world()),
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

  it('a mailbox that the squad does not have at the backend pages nobody', () => {
    const { problems } = uptime({}, {}, world(cake, { ...payments, integrations: {} }));
    expect(problems).toMatchObject([{ constraint: 'statuscake/destination', severity: 'error' }]);
  });

  it('what only a default says is skipped', () => {
    const condition = { ...above, over: 300, noData: 'notify' } as const;
    const { problems } = compiled(
      'pageSpeed',
      { url: 'https://shop.example/', measure: 'load-time' },
      { condition, byDefault: ['condition.over', 'condition.noData'] },
    );
    expect(problems).toEqual([]);
  });
});
