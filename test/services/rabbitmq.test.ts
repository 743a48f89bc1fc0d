import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { connect, type Channel, type ChannelModel, type ConsumeMessage } from 'amqplib';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { opsgenieClient } from '../engine/simulators/opsgenie-client.ts';
import { startOpsgenie, type OpsgenieSimulator } from '../engine/simulators/opsgenie/index.ts';
import { application, project, queueAlert, squads } from '../watch/definitions.ts';
import { startBroker, type RabbitBroker } from './rabbitmq-process.ts';
import { until } from './until.ts';
import { startWatch, type WatchProcess } from './watch-process.ts';

let broker: RabbitBroker;
let opsgenie: OpsgenieSimulator;
let folder: string;
let env: Record<string, string>;
let running: WatchProcess[];

/** Each condition on the same queue `orders` with a dead-letter queue; everything at the shortest step. */
const alerts = [
  queueAlert('ready', { condition: '{ is: above, critical: 3, recovery: 1, noData: keep }' }),
  queueAlert('unacknowledged', { measure: 'unacknowledged', condition: '{ is: above, critical: 3, noData: keep }' }),
  queueAlert('consumers', {
    name: 'mails',
    measure: 'consumers',
    condition: '{ is: below, critical: 1, noData: notify }',
  }),
  queueAlert('dead', {
    name: '*.dlq',
    condition: '{ is: above, critical: 0, noData: ok }',
    more: '    groups: { by: [queue] }\n',
  }),
  queueAlert('old', { measure: 'oldest-age', condition: '{ is: above, critical: 1h, noData: keep }' }),
  queueAlert('busy', { name: 'busy', measure: 'publish-rate', condition: '{ is: above, critical: 50, noData: keep }' }),
  `
  disk:
    description: Disk alarm
    priority: P1
    category: capacity
    source: { rabbitmq: { node: { connection: queues, measure: disk-alarm } } }
    condition: { is: above, critical: 0, noData: keep }
    message: The broker blocks its publishers.
    runbook: { trigger: The disk is full., resolution: [Enlarge it.], expectedTime: 10m }
`,
].join('');

beforeAll(async () => {
  broker = await startBroker();
  await broker.call('PUT', '/api/users/watch', { password: 'w8', tags: 'monitoring' });
  await permit();
}, 120_000);
afterAll(() => broker.close());

/** `read` is what a monitoring user needs in a virtual host. */
function permit(): Promise<unknown> {
  return broker.call('PUT', '/api/permissions/%2F/watch', { configure: '^$', write: '^$', read: '.*' });
}

beforeEach(async () => {
  running = [];
  await broker.start();
  const declare = (name: string, args: object = {}): Promise<unknown> =>
    broker.call('PUT', `/api/queues/%2F/${name}`, { durable: true, arguments: args });
  for (const { name } of (await broker.call('GET', '/api/queues/%2F?columns=name')) as { name: string }[])
    await broker.call('DELETE', `/api/queues/%2F/${name}`);
  await declare('orders', { 'x-dead-letter-exchange': '', 'x-dead-letter-routing-key': 'orders.dlq' });
  await declare('orders.dlq');
  await declare('mails');
  await declare('busy');
  opsgenie = await startOpsgenie();
  const api = opsgenieClient(opsgenie);
  for (const name of ['platform', 'payments']) await api.add('/v2/teams', { name });
  const key = await api.integration({ name: 'platform.alerts-watch', allowConfigurationAccess: true });
  const heartbeat = { name: 'platform.watch-production-queues', interval: 1, intervalUnit: 'minutes', enabled: true };
  await api.call('POST', '/v2/heartbeats', heartbeat);
  folder = mkdtempSync(path.join(tmpdir(), 'alerts-watch-'));
  mkdirSync(path.join(folder, 'alerts'));
  writeFileSync(path.join(folder, 'alerts/project.yaml'), project(broker.url, '    every: 5s'));
  writeFileSync(path.join(folder, 'alerts/squads.yaml'), squads);
  writeFileSync(path.join(folder, 'alerts/worker.yaml'), application(alerts));
  env = { RABBIT_USER: 'watch', RABBIT_PASSWORD: 'w8', OPSGENIE_WATCH_KEY: key, OPSGENIE_API_URL: opsgenie.url };
});

afterEach(async () => {
  for (const one of running) await one.kill();
  await opsgenie.close();
  rmSync(folder, { recursive: true, force: true });
});

async function watch(): Promise<WatchProcess> {
  const started = await startWatch(folder, env);
  running.push(started);
  return started;
}

async function publish(queue: string, count: number, timestamp?: number): Promise<void> {
  for (let index = 0; index < count; index++)
    await broker.call('POST', '/api/exchanges/%2F/amq.default/publish', {
      properties: { delivery_mode: 2, ...(timestamp === undefined ? {} : { timestamp }) },
      routing_key: queue,
      payload: 'x',
      payload_encoding: 'string',
    });
}

function purge(queue: string): Promise<unknown> {
  return broker.call('DELETE', `/api/queues/%2F/${queue}/contents`);
}

/** `open ready`, oldest first. */
function seen(): string[] {
  return opsgenie
    .objects('alert')
    .map(({ status, details }) => `${status} ${(details['alerts_identity'] ?? 'trouble').replace(/.*\//, '')}`);
}

function shows(...expected: readonly string[]): Promise<void> {
  return until(expected.join(', '), () => expected.every((one) => seen().includes(one)), seen);
}

/** A consumer that keeps what it gets until it is told. */
async function consume(
  queue: string,
): Promise<{ readonly channel: Channel; readonly got: ConsumeMessage[]; end(): Promise<void> }> {
  const connection: ChannelModel = await connect(broker.amqp);
  const channel = await connection.createChannel();
  const got: ConsumeMessage[] = [];
  await channel.consume(queue, (message) => {
    if (message) got.push(message);
  });
  // Statistics are a second old.
  await until('the broker counts it', async () => {
    const { consumers } = (await broker.call('GET', `/api/queues/%2F/${queue}`)) as { consumers?: number };
    return consumers === 1;
  });
  return { channel, got, end: () => connection.close() };
}

function pings(): number {
  return opsgenie.requests.filter(({ path: at, status }) => at.endsWith('/ping') && status === 202).length;
}

describe('real queues', () => {
  it(
    'are evaluated by every measure: messages, consumers, dead letters, ages, rates, alarms',
    { timeout: 240_000 },
    async () => {
      const mails = await consume('mails');
      const process = await watch();
      await until('it is healthy', async () => (await process.health()).status === 200, process.lines);
      await until('two heartbeats', () => pings() >= 2);
      expect(seen()).toEqual([]);
      await publish('orders', 4, Math.floor(Date.now() / 1000) - 7200);
      await shows('open ready', 'open old');
      const orders = await consume('orders');
      await shows('closed ready', 'open unacknowledged');
      for (const message of orders.got) orders.channel.nack(message, false, false);
      await shows('closed unacknowledged', 'closed old', 'open dead');
      expect(opsgenie.objects('alert').find(({ alias }) => alias.includes('.dead:'))?.entity).toBe('orders.dlq');
      await purge('orders.dlq');
      await mails.end();
      await shows('closed dead', 'open consumers');
      const back = await consume('mails');
      const publishing = setInterval(() => {
        for (let index = 0; index < 20; index++) orders.channel.sendToQueue('busy', Buffer.from('y'));
      }, 50);
      await shows('closed consumers', 'open busy').finally(() => clearInterval(publishing));
      await shows('closed busy');
      broker.control('set_disk_free_limit', '900GB');
      await shows('open disk');
      broker.control('set_disk_free_limit', '50MB');
      await shows('closed disk');
      expect(await process.metrics()).toMatch(/^alerts_watch_queues\{broker="production.queues"\} 4$/m);
      await orders.end();
      await back.end();
      expect(await process.terminate()).toBe(0);
      expect(readdirSync(path.join(folder, '.alerts/watch'))).toEqual(['production.queues.json']);
    },
  );

  it(
    'outlive a restart of the broker: nothing is closed while it is away, nothing opened twice',
    { timeout: 240_000 },
    async () => {
      const mails = await consume('mails');
      await publish('orders', 5);
      const process = await watch();
      await shows('open ready');
      await mails.end();
      await shows('open consumers');
      await broker.stop();
      await until('it says so', async () => (await process.health()).status === 503, process.lines);
      const during = pings();
      await until(
        'it has looked in vain',
        async () => /outcome="partial"\} [3-9]/.test(await process.metrics()),
        process.lines,
      );
      expect(pings()).toBe(during);
      expect(seen().sort()).toEqual(['open consumers', 'open ready']);
      await broker.start();
      await until('it is healthy again', async () => (await process.health()).status === 200, process.lines);
      await purge('orders');
      const back = await consume('mails');
      await shows('closed ready', 'closed consumers');
      expect(seen().sort()).toEqual(['closed consumers', 'closed ready']);
      await back.end();
    },
  );

  it('that the user may not see any more are trouble, not health', { timeout: 120_000 }, async () => {
    await publish('orders', 5);
    const process = await watch();
    await shows('open ready', 'open consumers');
    await broker.call('DELETE', '/api/permissions/%2F/watch');
    await until('it says so', async () => (await process.health()).status === 503, process.lines);
    expect((await process.health()).complaints.join()).toContain('not authorised');
    await permit();
    await until('it is healthy again', async () => (await process.health()).status === 200, process.lines);
    expect(seen().sort()).toEqual(['open consumers', 'open ready']);
  });
});

describe('a watch that dies', () => {
  const steps: readonly [string, string, RegExp, 'before' | 'after'][] = [
    ['before the backend hears of it', 'POST', /^\/v2\/alerts(\/.*\/close)?$/, 'before'],
    ['after the backend did it and before it answered', 'POST', /^\/v2\/alerts(\/.*\/close)?$/, 'after'],
    ['before it knows what became of it', 'GET', /^\/v2\/alerts\/requests\//, 'before'],
    ['when it is known and not written down', 'GET', /^\/v2\/alerts\/requests\//, 'after'],
  ];

  it.each(steps)('%s loses nothing and opens nothing twice', { timeout: 120_000 }, async (_, method, at, when) => {
    const back = await consume('mails');
    await publish('orders', 5);
    await killedAt(method, at, when);
    await watch();
    await shows('open ready');
    await running.at(-1)?.kill();
    await purge('orders');
    await killedAt(method, at, when);
    const process = await watch();
    await shows('closed ready');
    await until(
      'nothing waits',
      async () => /^alerts_watch_outbox\{.*\} 0$/m.test(await process.metrics()),
      process.lines,
    );
    expect(seen()).toEqual(['closed ready']);
    await back.end();
  });

  /** Starts a watch and ends it at a request to the backend. */
  async function killedAt(method: string, at: RegExp, when: 'before' | 'after'): Promise<void> {
    let isReached = false;
    let resume = (): void => undefined;
    const held = new Promise<void>((resolve) => (resume = resolve));
    const isThere = new Promise<void>((resolve) =>
      opsgenie.observe(async (request, moment) => {
        if (isReached || request.method !== method || !at.test(request.path) || moment !== when) return;
        isReached = true;
        resolve();
        await held;
      }),
    );
    const process = await watch();
    await isThere;
    await process.kill();
    opsgenie.observe(undefined);
    resume();
  }

  it('leaves its place to the one that waits, and only one writes', { timeout: 120_000 }, async () => {
    const first = await watch();
    await until('the first looks', () => pings() > 0);
    const second = await watch();
    await until('the second waits', () => second.lines().includes('another instance writes now'));
    expect([(await first.health()).role, (await second.health()).role]).toEqual(['holder', 'standby']);
    await publish('orders', 5);
    await shows('open ready');
    expect(second.lines()).not.toContain('opened');
    await first.kill();
    await until('the second writes', async () => (await second.health()).role === 'holder', second.lines);
    await purge('orders');
    await shows('closed ready');
    expect(seen().filter((one) => one.endsWith('ready'))).toHaveLength(1);
  });
});

it('a backend that is away gets everything once it is back', { timeout: 120_000 }, async () => {
  const mails = await consume('mails');
  const process = await watch();
  await until('the first look', () => pings() > 0);
  const end = opsgenie.fault({ kind: 'close', times: 100_000 });
  await publish('orders', 5);
  await until('it waits', async () => /^alerts_watch_outbox\{.*\} 1$/m.test(await process.metrics()), process.lines);
  await process.kill();
  end();
  await watch();
  await shows('open ready');
  expect(seen()).toEqual(['open ready']);
  await mails.end();
});

it('wrong credentials end it with one message that names the variables', async () => {
  env['RABBIT_PASSWORD'] = 'w9';
  const process = await startWatch(folder, env);
  await until('it has ended', () => process.ended() !== undefined, process.lines);
  expect(process.ended()).toBe(3);
  expect(process.lines()).toMatch(/Login failed\. What RABBIT_USER and RABBIT_PASSWORD hold/);
  expect(process.lines()).not.toContain('w9');
});
