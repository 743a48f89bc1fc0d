import type { DowntimeScheduleArgs } from '@pulumi/datadog';
import { describe, expect, it } from 'vitest';
import { downtimeConstraints } from '../../../../src/providers/datadog/constraints-downtime.ts';
import { datadog } from '../../../../src/providers/datadog/index.ts';
import { live } from '../../../../src/providers/datadog/live.ts';
import type { Compiled, ResolvedDowntime, SilencedAlert } from '../../../../src/providers/provider.ts';
import { context } from '../resolved-alert.ts';

interface Patch extends Partial<Omit<ResolvedDowntime, 'data'>> {
  readonly when?: Record<string, unknown>;
  readonly window?: Record<string, unknown>;
  readonly reason?: string;
}

function silenced(application: string, id: string, patch: Partial<SilencedAlert> = {}): SilencedAlert {
  const identity = `production/${application}/${id}`;
  const source = 'datadog.metric';
  return { identity, application, id, squad: 'payments', category: 'errors', tags: {}, groups: {}, source, ...patch };
}

const alerts = [
  silenced('checkout-api', 'card-errors', { groups: { acquirer: 'acquirer' }, tags: { kind: 'card' } }),
  silenced('checkout-api', 'latency-p95', { category: 'latency', tags: { kind: 'http' } }),
  silenced('refunds', 'stuck', { category: 'backlog', tags: { kind: 'http' } }),
];

function compiled({ when, window, reason, ...patch }: Patch = {}): Compiled {
  const data = {
    when: when ?? { squad: 'payments' },
    window: window ?? { start: '2098-11-01T02:00', for: '2h' },
    reason: reason ?? 'The database is moved.',
  };
  const downtime = {
    identity: 'production/-/downtime/db-move',
    id: 'db-move',
    environment: 'production',
    squad: 'payments',
    timezone: 'Europe/Paris',
    data,
    alerts,
    ...patch,
  };
  return datadog.compileDowntime?.(downtime, context()) ?? { resources: [], problems: [] };
}

/** Part to the tags besides the project's and the environment's, and the scope. */
function selections(patch: Patch): Record<string, [string[], string]> {
  const { resources, problems } = compiled(patch);
  expect(problems).toEqual([]);
  return Object.fromEntries(
    resources.map(({ part = '', inputs }): [string, [string[], string]] => {
      const { monitorIdentifier, scope } = inputs as unknown as {
        monitorIdentifier: { monitorTags: string[] };
        scope: string;
      };
      const tags = monitorIdentifier.monitorTags;
      expect(tags).toContain('alerts_project:7f3c9a52e1');
      expect(tags).toContain('env:production');
      return [part, [tags.filter((tag) => !/^(alerts_project|env):/.test(tag)), scope]];
    }),
  );
}

const scheduleOf = (window: Record<string, unknown>, timezone = 'Europe/Paris'): unknown => {
  const { resources, problems } = compiled({ window, timezone });
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  const { oneTimeSchedule, recurringSchedule } = resources[0]?.inputs ?? {};
  return oneTimeSchedule ?? recurringSchedule;
};

const problemsOf = (patch: Patch): unknown[] =>
  compiled(patch).problems.map(({ constraint, severity, path }) => [constraint, severity, path.join('.')]);

describe('downtime', () => {
  it('silences the monitors of a squad, in this project and environment', () => {
    const { resources, problems } = compiled();
    expect(problems).toEqual([]);
    expect(resources).toHaveLength(1);
    expect(resources[0]?.type).toBe('datadog:index/downtimeSchedule:DowntimeSchedule');
    expect(resources[0]?.inputs).toEqual({
      message:
        'db-move [production]\nThe database is moved.\n\nalerts_project:7f3c9a52e1 alerts_unit:production.payments alerts_identity:production/-/downtime/db-move',
      scope: '*',
      monitorIdentifier: { monitorTags: ['alerts_project:7f3c9a52e1', 'env:production', 'team:payments'] },
      oneTimeSchedule: { start: '2098-11-01T01:00:00Z', end: '2098-11-01T03:00:00Z' },
      displayTimezone: 'Europe/Paris',
      muteFirstRecoveryNotification: false,
      notifyEndStates: ['alert', 'no data', 'warn'],
      notifyEndTypes: ['canceled', 'expired'],
    } satisfies DowntimeScheduleArgs);
  });

  it('is found again by its message, a part by the part', () => {
    const keys = compiled({ when: { application: ['refunds', 'checkout-api'] } }).resources.map(
      ({ part, inputs, type }) => [part, live.adoptionKey(type, inputs)],
    );
    expect(keys).toEqual([
      ['checkout-api', 'production/-/downtime/db-move:checkout-api'],
      ['refunds', 'production/-/downtime/db-move:refunds'],
    ]);
    for (const [part, key] of keys)
      expect(live.keyOfIdentity?.(`production/-/downtime/db-move#${part ?? ''}`)).toBe(key);
  });
});

describe('what a downtime selects', () => {
  it.each<[string, Record<string, unknown>, Record<string, [string[], string]>]>([
    ['an environment', { environment: 'production' }, { '': [[], '*'] }],
    ['a squad', { squad: 'payments' }, { '': [['team:payments'], '*'] }],
    ['an application of a list, which may grow', { application: ['refunds'] }, { refunds: [['service:refunds'], '*'] }],
    [
      'categories within a squad: each combination that exists',
      { squad: 'payments', category: ['errors', 'latency'] },
      {
        errors: [['category:errors', 'team:payments'], '*'],
        latency: [['category:latency', 'team:payments'], '*'],
      },
    ],
    ['a glob by the values that exist', { application: '*-api' }, { 'checkout-api': [['service:checkout-api'], '*'] }],
    ['types and tiers by applications', { tier: 1 }, { 'checkout-api': [['service:checkout-api'], '*'] }],
    ['a tag', { tag: { kind: 'http' } }, { '': [['kind:http'], '*'] }],
    [
      'alerts by their identities',
      { alert: 'card-errors', squad: 'payments' },
      { 'checkout-api/card-errors': [['alerts_identity:production/checkout-api/card-errors'], '*'] },
    ],
    [
      'priorities by the identities of their alerts',
      { priority: 'P1' },
      { 'checkout-api/card-errors': [['alerts_identity:production/checkout-api/card-errors'], '*'] },
    ],
    [
      'groups as scope',
      { application: 'checkout-api', group: { acquirer: 'adyen' } },
      { '': [['service:checkout-api'], 'acquirer:adyen'] },
    ],
    [
      'several values of a group, of which one needs quotation marks',
      { application: 'checkout-api', group: { acquirer: ['adyen', 'cb paris', 'stripe-*'] } },
      { '': [['service:checkout-api'], 'acquirer:(adyen OR "cb paris" OR stripe-*)'] },
    ],
  ])('%s', (_, when, expected) => {
    const chosen: Record<string, readonly SilencedAlert[]> = {
      'an application of a list, which may grow': alerts.slice(2),
      'categories within a squad: each combination that exists': alerts.slice(0, 2),
      'a tag': alerts.slice(1),
    };
    const some = chosen[_] ?? (/^(a glob|types)/.test(_) ? alerts.slice(0, 2) : alerts.slice(0, 1));
    expect(selections({ when, alerts: some })).toEqual(expected);
  });

  it('tells values apart that dots would join', () => {
    const tagged = (a: string, b: string): SilencedAlert =>
      silenced('checkout-api', `${a}-${b}`.replaceAll('.', '-'), { tags: { a, b } });
    const both = selections({
      when: { tag: { a: ['*'], b: ['*'] } },
      alerts: [tagged('x.y', 'z'), tagged('x', 'y.z')],
    });
    expect(Object.keys(both)).toHaveLength(2);
  });

  it('searches apart where one alias is two tags', () => {
    const some = [
      silenced('checkout-api', 'a', { groups: { host: 'host' } }),
      silenced('checkout-api', 'b', { groups: { host: 'hostname' } }),
    ];
    expect(selections({ when: { squad: 'payments', group: { host: 'db1' } }, alerts: some })).toEqual({
      host: [['team:payments'], 'host:db1'],
      hostname: [['team:payments'], 'hostname:db1'],
    });
  });
});

describe('when a downtime silences', () => {
  it('is said in UTC when it comes once', () => {
    expect(scheduleOf({ start: '2098-07-01T09:00', for: '90m' })).toEqual({
      start: '2098-07-01T07:00:00Z',
      end: '2098-07-01T08:30:00Z',
    });
    expect(scheduleOf({ start: '2098-07-01T09:00+09:00', for: '1h' })).toEqual({
      start: '2098-07-01T00:00:00Z',
      end: '2098-07-01T01:00:00Z',
    });
  });

  it.each([
    [{ start: '2098-06-02T01:00', for: '3h', repeat: 'daily' }, '3h', 'FREQ=DAILY;INTERVAL=1'],
    [{ start: '2098-06-02T01:00', for: '180m', repeat: 'weekly' }, '3h', 'FREQ=WEEKLY;INTERVAL=1;BYDAY=MO'],
    [{ start: '2098-06-02T01:00', for: '2d', repeat: 'monthly' }, '2d', 'FREQ=MONTHLY;INTERVAL=1;BYMONTHDAY=2'],
    [
      { start: '2098-06-02T01:00', for: '90m', repeat: 'daily', until: '2098-06-30' },
      '90m',
      'FREQ=DAILY;INTERVAL=1;UNTIL=20980630T215959Z',
    ],
  ])('%j keeps the wall time', (window, duration, rrule) =>
    expect(scheduleOf(window)).toEqual({
      recurrences: [{ start: '2098-06-02T01:00:00', duration, rrule }],
      timezone: 'Europe/Paris',
    }),
  );

  it('has the wall time of the project, whatever the offset that it was written with', () =>
    expect(scheduleOf({ start: '2098-06-01T23:30Z', for: '1h', repeat: 'weekly' })).toMatchObject({
      recurrences: [{ start: '2098-06-02T01:30:00', rrule: 'FREQ=WEEKLY;INTERVAL=1;BYDAY=MO' }],
    }));
});

describe('what Datadog cannot express', () => {
  const fired = new Set<string>();

  it.each<[Patch, unknown[]]>([
    [{ when: { squad: 'payments', hours: 'business' } }, ['datadog/downtime-selector', 'error', 'when.hours']],
    [{ when: { squad: 'payments', title: 'Card*' } }, ['datadog/downtime-selector', 'error', 'when.title']],
    [
      { when: { group: { acquirer: 'a"b' } }, alerts: alerts.slice(0, 1) },
      ['datadog/downtime-group', 'error', 'when.group.acquirer'],
    ],
    [
      { when: { group: { acquirer: 'a b*' } }, alerts: alerts.slice(0, 1) },
      ['datadog/downtime-group', 'error', 'when.group.acquirer'],
    ],
    [{ window: { start: '2026-03-29T02:30', for: '1h' } }, ['datadog/downtime-start', 'error', 'window.start']],
    [{ window: { start: '2026-10-25T02:30', for: '1h' } }, ['datadog/downtime-start', 'error', 'window.start']],
    [
      { window: { start: '2098-06-02T01:00', for: '90s', repeat: 'daily' } },
      ['datadog/downtime-length', 'error', 'window.for'],
    ],
    [
      { window: { start: '2098-06-02T01:00', for: '24h', repeat: 'daily' } },
      ['datadog/downtime-length', 'error', 'window.for'],
    ],
    [
      { window: { start: '2098-08-31T01:00', for: '1h', repeat: 'monthly' } },
      ['datadog/downtime-day', 'warning', 'window.start'],
    ],
    [{ reason: 'Ask @opsgenie-payments.' }, ['datadog/text-mention', 'error', 'reason']],
    [
      {
        when: { priority: 'P4' },
        alerts: Array.from({ length: 101 }, (_, index) => silenced('checkout-api', `alert-${index}`)),
      },
      ['datadog/downtime-size', 'error', 'when'],
    ],
  ])('%#', (patch, expected) => {
    const problems = problemsOf(patch);
    expect(problems).toEqual([expected]);
    fired.add(String(expected[0]));
  });

  it('is all in this table', () =>
    expect([...fired].sort()).toEqual(
      [...downtimeConstraints.map(({ id }) => id as string), 'datadog/text-mention'].sort(),
    ));
});
