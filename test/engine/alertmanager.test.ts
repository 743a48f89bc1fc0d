import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { startAlertmanager, type Alertmanager, type PrometheusAlert } from './alertmanager-process.ts';
import { dutyOrganisation } from './duty-organisation.ts';
import { engineTools } from './tools.ts';
import { startWorld, type World } from './world.ts';

const start = '2026-10-05T00:00:00Z';
const minute = 60_000;

let world: World;
let alertmanager: Alertmanager;

/** One organisation for all: the account's clock goes on from case to case. */
beforeAll(async () => {
  const account = { timezone: 'Europe/Paris', now: start, maskedNeighbours: false };
  world = await startWorld(dutyOrganisation, {}, account);
  const applied = await world.run(['apply', '--yes'], { ALERTS_NOW: start });
  expect(applied, applied.stderr).toMatchObject({ code: 0 });
  await enterOwnRules();
  const integration = world.opsgenie.objects('integration').find(({ name }) => name === 'payments.prometheus');
  const { alertmanager: program } = await engineTools();
  alertmanager = await startAlertmanager(program, { url: world.opsgenie.url, key: integration?.apiKey ?? '' });
}, 300_000);

afterAll(async () => {
  await alertmanager?.close();
  await world?.close();
});

async function opsgenie(method: string, path: string, body?: object, key = 'og-api-key'): Promise<unknown> {
  const response = await fetch(`${world.opsgenie.url}${path}`, {
    method,
    headers: { Authorization: `GenieKey ${key}`, 'content-type': 'application/json' },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  expect(response.status, `${method} ${path}`).toBeLessThan(300);
  return ((await response.json()) as { data?: unknown }).data;
}

/** What people do themselves, since definitions hold no numbers: Cy's telephone and rule, Dee's app in the rule that she has from the start. */
async function enterOwnRules(): Promise<void> {
  await opsgenie('POST', '/v2/users/cy@shop.example/contacts', { method: 'voice', to: '33-123456789' });
  await opsgenie('POST', '/v2/users/cy@shop.example/notification-rules', {
    name: 'mine',
    actionType: 'create-alert',
    order: 0,
    criteria: { type: 'match-all' },
    steps: [
      { contact: { method: 'email', to: 'cy@shop.example' }, sendAfter: { timeAmount: 0 }, enabled: true },
      { contact: { method: 'voice', to: '33-123456789' }, sendAfter: { timeAmount: 3 }, enabled: true },
    ],
    enabled: true,
  });
  const device = world.opsgenie.installApp('dee@shop.example');
  const rules = (await opsgenie('GET', '/v2/users/dee@shop.example/notification-rules')) as { id: string }[];
  await opsgenie('POST', `/v2/users/dee@shop.example/notification-rules/${rules[0]?.id}/steps`, {
    contact: { method: 'mobile', to: device },
    sendAfter: { timeAmount: 0 },
    enabled: true,
  });
}

/** An alert with what its monitor at Datadog carries: title, priority, tags. */
function alertOf(reference: string): PrometheusAlert {
  const tag = `alerts_identity:production/${reference}`;
  const monitor = [...world.datadog.monitors.values()].find(({ tags }) => tags.includes(tag));
  if (!monitor) throw new Error(`${reference} has no monitor`);
  const { name, priority, tags } = monitor;
  return {
    labels: { alertname: reference },
    annotations: { title: name, description: 'As Prometheus saw it', priority: `P${priority}`, tags: tags.join(',') },
  };
}

interface LiveAlert {
  readonly id: string;
  readonly message: string;
  readonly priority: string;
}

async function openAlerts(): Promise<LiveAlert[]> {
  return (await opsgenie('GET', `/v2/alerts?query=${encodeURIComponent('status: open')}`)) as LiveAlert[];
}

/** Waits for what happens between two processes; how long that takes decides nothing. */
async function untilOpen(count: number): Promise<LiveAlert[]> {
  return vi.waitFor(
    async () => {
      const alerts = await openAlerts();
      expect(alerts).toHaveLength(count);
      return alerts;
    },
    { timeout: 60_000, interval: 50 },
  );
}

/** One page: minutes after the alert opened, who, and how. */
type Call = readonly [minute: number, person: string, channel: string];

const inOrder = (calls: readonly Call[]): Call[] =>
  [...calls].sort(([a, who, how], [b, whom, what]) => a - b || `${who} ${how}`.localeCompare(`${whom} ${what}`));

/** What happens to an alert. */
interface Life {
  /** Minutes after which somebody acknowledges at Opsgenie. */
  readonly acknowledged?: number;
  /** Minutes after which Prometheus says that it is over. */
  readonly resolved?: number;
}

interface RouteJson {
  readonly title: string;
  readonly priority: string;
  readonly steps: readonly {
    readonly called: readonly {
      readonly person: string;
      readonly ways: readonly { readonly minute: number; readonly by: string }[];
      readonly repeat?: number;
    }[];
  }[];
  readonly unreached?: { readonly kind: string };
}

async function routeOf(reference: string, at: string, { acknowledged, resolved }: Life): Promise<RouteJson> {
  const more = [
    ...(acknowledged === undefined ? [] : ['--ack-after', `${acknowledged}m`]),
    ...(resolved === undefined ? [] : ['--close-after', `${resolved}m`]),
  ];
  const routed = await world.run(['route', reference, '--at', at, '--format', 'json', ...more]);
  expect(routed, routed.stderr).toMatchObject({ code: 0 });
  return JSON.parse(routed.stdout) as RouteJson;
}

/** How long the clock goes on after an alert has opened, in minutes. */
const horizon = 80;

/** Every call that `alerts route` promises, repetitions written out. */
function promised({ steps }: RouteJson, { acknowledged = horizon, resolved = horizon }: Life): Call[] {
  const end = Math.min(acknowledged, resolved);
  const calls = steps.flatMap(({ called }) =>
    called.flatMap(({ person, ways, repeat }) => {
      const first = ways[0]?.minute ?? Infinity;
      const period = repeat === undefined ? Infinity : (ways.at(-1)?.minute ?? first) - first + repeat / 60;
      const again = Number.isFinite(period) ? Math.max(0, Math.ceil((end - first) / period) - 1) : 0;
      const once = ways.map(({ minute: after, by }): Call => [after, person, by]);
      const repeated = Array.from({ length: again }, (_, round) =>
        once.map(([after, who, by]): Call => [after + (round + 1) * period, who, by]),
      );
      return [...once, ...repeated.flat().filter(([after]) => after < end)];
    }),
  );
  return inOrder(calls.filter(([after]) => after < horizon));
}

/** Lives through an alert, minute by minute. */
async function live(reference: string, at: string, { acknowledged, resolved }: Life): Promise<[LiveAlert, Call[]]> {
  const opened = Date.parse(at);
  world.opsgenie.advanceTo(opened);
  await alertmanager.fire(alertOf(reference));
  const [alert] = (await untilOpen(1)) as [LiveAlert];
  for (let passed = 1; passed < horizon; passed += 1) {
    world.opsgenie.advanceTo(opened + passed * minute);
    if (passed === acknowledged) {
      const [integration] = world.opsgenie.integrations.values();
      await opsgenie('POST', `/v2/alerts/${alert.id}/acknowledge`, { user: 'ana@shop.example' }, integration?.apiKey);
    }
    if (passed !== resolved) continue;
    await alertmanager.resolve(alertOf(reference));
    await untilOpen(0);
  }
  const pages = world.opsgenie.pages().filter(({ alertId }) => alertId === alert.id);
  if (resolved === undefined) await alertmanager.resolve(alertOf(reference));
  await untilOpen(0);
  return [
    alert,
    inOrder(
      pages.map(({ at: told, person, channel }) => [
        (Date.parse(told) - opened) / minute,
        person.replace('@shop.example', ''),
        channel,
      ]),
    ),
  ];
}

/** Alert and time, and what happens to it; in order of time. */
const cases: readonly (readonly [what: string, reference: string, at: string, life: Life])[] = [
  ['in business hours', 'checkout/card-errors', '2026-10-06T10:30+02:00', {}],
  ['a rule that reaches nobody', 'checkout/report-late', '2026-10-08T11:00+02:00', {}],
  ['on a Sunday at 03:00', 'checkout/card-errors', '2026-10-11T03:00+02:00', {}],
  ['acknowledged', 'checkout/card-errors', '2026-10-13T22:10+02:00', { acknowledged: 12 }],
  ['renamed, and more urgent', 'checkout/pool-full', '2026-10-14T23:00+02:00', {}],
  ['renamed, and for nobody', 'checkout/export-late', '2026-10-15T23:00+02:00', {}],
  ['when night becomes day', 'checkout/card-errors', '2026-10-19T08:50+02:00', {}],
  ['when day becomes night', 'checkout/card-errors', '2026-10-20T17:50+02:00', {}],
  ['in the hour that comes twice', 'checkout/card-errors', '2026-10-25T02:45+02:00', {}],
  ['hourly turns in the hour that comes twice', 'ledger/entries-late', '2026-10-25T03:30+01:00', {}],
  ['by another squad', 'ledger/entries-late', '2026-10-27T15:00+01:00', {}],
  ['delayed', 'checkout/card-slow', '2026-10-28T14:00+01:00', {}],
  ['delayed into the day', 'checkout/card-slow', '2026-10-29T08:55+01:00', {}],
  ['delayed, and by another squad', 'ledger/entries-slow', '2026-10-30T08:55+01:00', {}],
  ['on a holiday', 'checkout/pool-full', '2026-11-11T10:00+01:00', {}],
  ['acknowledged on a holiday', 'checkout/card-errors', '2026-11-11T14:00+01:00', { acknowledged: 12 }],
  ['on an evening that was swapped', 'checkout/card-errors', '2026-11-14T20:00+01:00', {}],
  ['over after ten minutes', 'checkout/card-errors', '2026-11-17T23:00+01:00', { resolved: 10 }],
  ['over after the second step', 'checkout/card-errors', '2026-11-18T23:00+01:00', { resolved: 22 }],
];

test("read back there is nothing to do, in the order of a person's rules either", async () => {
  const planned = await world.run(['plan', '--live', '--env', 'oncall', '--all', '--format', 'json'], {
    ALERTS_NOW: start,
  });
  expect(planned, planned.stderr).toMatchObject({ code: 0 });
  const { units } = JSON.parse(planned.stdout) as { units: { operations: { op: string; identity: string }[] }[] };
  expect(units.flatMap(({ operations }) => operations).filter(({ op }) => op !== 'same')).toEqual([]);
});

test.each(cases)('people are called as alerts route says: %s', async (_what, reference, at, life) => {
  const route = await routeOf(reference, at, life);
  const [alert, calls] = await live(reference, at, life);
  expect(alert).toMatchObject({ message: route.title, priority: route.priority });
  expect(calls).toEqual(promised(route, life));
  expect(calls.length === 0).toBe(route.unreached !== undefined);
});
