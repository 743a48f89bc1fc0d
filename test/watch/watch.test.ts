import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { queueAlert } from './definitions.ts';
import { startWorld, type WatchWorld } from './world.ts';

const backlog = queueAlert('backlog', {});
const other = queueAlert('other', { condition: '{ is: above, critical: 120, recovery: 50, noData: keep }' });
const title = 'worker | payments | backlog of';

let world: WatchWorld;
beforeEach(async () => {
  world = await startWorld();
  world.rabbit.put({ name: 'orders' });
});
afterEach(() => world.close());

function fill(messages_ready: number, name = 'orders'): void {
  world.rabbit.put({ name, messages_ready });
}

describe('one queue', () => {
  it('opens an alert, keeps it until the recovery threshold is passed, and closes it', async () => {
    const watch = await world.open(backlog);
    expect(await world.looks(watch, 1)).toEqual(['complete']);
    fill(101);
    await world.looks(watch, 1);
    expect(world.alerts()).toEqual([`open ${title} 101`]);
    fill(60);
    await world.looks(watch, 2);
    expect(world.alerts()).toEqual([`open ${title} 101`]);
    fill(50);
    await world.looks(watch, 2);
    expect(world.alerts()).toEqual([`closed ${title} 101`]);
    expect(world.raw()[0]?.notes).toEqual(['Recovered: the value is 50.']);
    fill(200);
    await world.looks(watch, 2);
    expect(world.alerts()).toEqual([`closed ${title} 101`, `open ${title} 200`]);
  });

  it('tells what the person who is called needs', async () => {
    fill(4321.5);
    await world.looks(await world.open(backlog), 1);
    const [alert] = world.raw();
    expect(alert).toMatchObject({
      alias: 'alerts:7f3c9a52e1:production.worker.backlog:critical',
      priority: 'P2',
      source: 'alerts watch',
      entity: 'orders',
      responders: [{ type: 'team' }],
    });
    expect(alert?.description).toContain('4322 exceed 100');
    expect(alert?.description).toContain('Runbook (expected time 10m): Too much waits.\n1. Look at the workers.');
    expect(alert?.tags).toEqual(
      expect.arrayContaining([
        'team:payments',
        'service:worker',
        'env:production',
        'category:backlog',
        'managed-by:alerts',
      ]),
    );
  });

  it('asks for no more than the definitions need, one request at a time', async () => {
    await world.looks(await world.open(backlog), 1);
    const [request, ...others] = world.rabbit.requests;
    expect(others).toEqual([]);
    expect(request?.path).toBe('/api/queues/%2F');
    expect(Object.fromEntries(request?.query ?? [])).toEqual({
      page: '1', page_size: '500', sort: 'name', columns: 'name,messages_ready',
      disable_stats: 'true', enable_queue_totals: 'true', name: '^(?:orders)$', use_regex: 'true',
    }); // prettier-ignore
  });

  it('sends the heartbeat after a complete evaluation only', async () => {
    const pings = (): number => world.opsgenie.requests.filter(({ path: at }) => at.endsWith('/ping')).length;
    const watch = await world.open(backlog);
    await world.looks(watch, 2);
    expect(pings()).toBe(2);
    world.rabbit.fault({ kind: 'status', status: 500 });
    expect(await world.looks(watch, 1)).toEqual(['partial']);
    expect(pings()).toBe(2);
  });
});

describe('every measure', () => {
  const at = (measure: string, critical: string, is = 'above'): string =>
    queueAlert(measure, { measure, condition: `{ is: ${is}, critical: ${critical}, noData: keep }` });

  it('is read from what the broker tells', async () => {
    world.rabbit.put({
      name: 'orders', messages_ready: 3, messages_unacknowledged: 4, consumers: 5, publish: 6.5, deliver_get: 7.5,
      head_message_timestamp: world.now - 600,
    }); // prettier-ignore
    const measures: [string, string][] = [
      ['ready', '2'], ['unacknowledged', '3'], ['total', '6'], ['consumers', '4'], ['publish-rate', '6'], ['deliver-rate', '7'], ['oldest-age', '10m'],
    ]; // prettier-ignore
    await world.looks(await world.open(measures.map(([measure, critical]) => at(measure, critical)).join('')), 1);
    expect(world.alerts().map((line) => line.replace(/^open worker \| payments \| /, ''))).toEqual([
      'consumers of 5', 'deliver-rate of 7.5/s', 'oldest-age of 630 s', 'publish-rate of 6.5/s', 'ready of 3', 'total of 7', 'unacknowledged of 4',
    ]); // prettier-ignore
  });

  it('of a queue that nobody uses is zero, and the age of a message without timestamp unknown', async () => {
    world.rabbit.put({ name: 'orders', messages_ready: 1 });
    const below = ['consumers', 'publish-rate', 'deliver-rate', 'oldest-age']
      .map((one) => at(one, one === 'oldest-age' ? '1s' : '1', 'below'))
      .join('');
    await world.looks(await world.open(below), 1);
    expect(world.alerts()).toHaveLength(3);
    world.rabbit.put({ name: 'orders' });
    await world.looks(await world.open(below), 1);
    expect(world.alerts()).toHaveLength(4);
  });

  it('of nodes: alarms, partitions, memory and those that do not run', async () => {
    const node = (measure: string, condition: string): string => `
  ${measure}:
    description: ${measure}
    priority: P1
    category: availability
    source: { rabbitmq: { node: { connection: queues, measure: ${measure} } } }
    groups: { by: [node] }
    condition: { ${condition}, noData: keep }
    message: '{{group.node}}'
    runbook: { trigger: It is bad., resolution: [Look at it.], expectedTime: 10m }
`;
    const watch = await world.open(
      node('disk-alarm', 'is: above, critical: 0') + node('memory-ratio', 'is: above, critical: 90%') +
        node('partitions', 'is: above, critical: 0') + node('running', 'is: below, critical: 1'),
    ); // prettier-ignore
    await world.looks(watch, 1);
    expect(world.alerts()).toEqual([]);
    Object.assign(world.rabbit.nodes[0] ?? {}, { disk_free_alarm: true, mem_used: 9.5e9, partitions: ['rabbit@two'] });
    world.rabbit.nodes.push({ name: 'rabbit@two', running: false });
    await world.looks(watch, 1);
    expect(world.alerts()).toEqual([
      'open worker | payments | disk-alarm | rabbit@one',
      'open worker | payments | memory-ratio | rabbit@one',
      'open worker | payments | partitions | rabbit@one',
      'open worker | payments | running | rabbit@two',
    ]);
  });
});

describe('a broker that has just started', () => {
  it('knows its queues before their numbers: nothing follows from that for two minutes, then they are missing', async () => {
    const told = (measure: string, is: string, name = 'orders'): string =>
      queueAlert(`${measure}-${name.replace('.*', 's')}`, {
        name,
        measure,
        condition: `{ is: ${is}, critical: 1, noData: notify }`,
      });
    const watch = await world.open(
      told('consumers', 'below') + told('publish-rate', 'above') + told('deliver-rate', 'below'),
    );
    world.rabbit.put({ name: 'orders', consumers: 1, publish: 5, deliver_get: 5 });
    await world.looks(watch, 1);
    expect(world.alerts()).toEqual(['open worker | payments | publish-rate-orders of 5/s']);
    world.rabbit.put({ name: 'orders', fresh: true });
    await world.looks(watch, 3);
    expect(world.alerts()).toHaveLength(1);
    await world.looks(watch, 1);
    expect(world.raw().filter(({ message }) => message.startsWith('[no data]'))).toHaveLength(3);
    expect(world.raw().filter(({ status }) => status === 'closed')).toEqual([]);
  });
});

describe('queues of a pattern', () => {
  const each = queueAlert('each', { name: 'orders.*', more: '    groups: { by: [queue] }\n' });

  it('have an alert each, also those that appear later', async () => {
    const watch = await world.open(each);
    fill(200, 'orders.a');
    fill(5, 'orders.b');
    fill(900, 'other');
    await world.looks(watch, 1);
    fill(300, 'orders.new');
    await world.looks(watch, 1);
    expect(world.raw().map(({ alias }) => alias.split(':')[3])).toEqual(['queue=orders.a', 'queue=orders.new']);
  });

  it('are left alone where one may have slipped between two pages', async () => {
    for (let index = 0; index < 502; index++) fill(index < 3 ? 200 : 5, `orders.${String(index).padStart(4, '0')}`);
    const gone = queueAlert('each', {
      name: 'orders.*',
      condition: '{ is: above, critical: 100, noData: ok }',
      more: '    groups: { by: [queue] }\n',
    });
    const watch = await world.open(gone);
    await world.looks(watch, 1);
    expect(world.alerts()).toHaveLength(3);
    // Whenever the second page is read, the first queue has just gone: the 501st slides to the first page, and is not seen.
    world.rabbit.observe(({ query }, when) => {
      if (when === 'before' && query.get('page') === '2')
        world.rabbit.remove(`orders.${String(moved++).padStart(4, '0')}`);
    });
    let moved = 0;
    await world.looks(watch, 1);
    expect(world.raw().filter(({ status }) => status === 'closed')).toEqual([]);
    world.rabbit.observe(undefined);
    await world.looks(watch, 1);
    expect(
      world
        .raw()
        .filter(({ status }) => status === 'closed')
        .map(({ entity }) => entity),
    ).toEqual(['orders.0000', 'orders.0001']);
  });
});

describe('a broker that cannot be seen', () => {
  const unreachable = 'open RabbitMQ "queues" cannot be watched | platform | production';

  it('closes nothing, and calls its owner after a while', async () => {
    fill(200);
    const watch = await world.open(backlog);
    await world.looks(watch, 1);
    world.rabbit.fault({ kind: 'close', times: 5 });
    expect(await world.looks(watch, 4)).toEqual(['partial', 'partial', 'partial', 'partial']);
    expect(world.alerts()).toEqual([`open ${title} 200`]);
    await world.looks(watch, 1);
    expect(world.alerts()).toEqual([`open ${title} 200`, unreachable]);
    expect(watch.complaints().join()).toContain('failed');
    fill(5);
    await world.looks(watch, 1);
    expect(world.alerts()).toEqual([`closed ${title} 200`, unreachable.replace('open', 'closed')]);
    expect(watch.complaints()).toEqual([]);
  });

  it.each([
    ['no queue at all', () => world.rabbit.remove('orders')],
    ['an answer that is none', () => void world.rabbit.fault({ kind: 'status', status: 200, body: {}, times: 99 })],
    ['half an answer', () => void world.rabbit.fault({ kind: 'cut-body', times: 99 })],
  ])('%s is trouble, not health', async (_, happens) => {
    fill(200);
    const watch = await world.open(backlog);
    await world.looks(watch, 1);
    happens();
    expect(await world.looks(watch, 5)).toEqual(Array(5).fill('partial'));
    expect(world.alerts()).toEqual([`open ${title} 200`, unreachable]);
  });

  it('without permissions in one virtual host still has the others', async () => {
    await world.close();
    world = await startWorld({ vhosts: ['/', 'shop'], permitted: ['shop'] });
    world.rabbit.put({ name: 'carts', vhost: 'shop', messages_ready: 200 });
    const watch = await world.open(backlog + queueAlert('carts', { name: 'carts', vhost: 'shop' }));
    expect(await world.looks(watch, 1)).toEqual(['partial']);
    expect(world.alerts()).toEqual(['open worker | payments | carts of 200']);
    expect(watch.complaints().join()).toContain('User not authorised to access virtual host');
  });
});

describe('an on-call backend that fails', () => {
  it('gets everything once it is back, in order, nothing twice', async () => {
    const watch = await world.open(backlog);
    await world.looks(watch, 1);
    const end = world.opsgenie.fault({ kind: 'close', times: 1000 });
    fill(200);
    await world.looks(watch, 2);
    fill(5);
    await world.looks(watch, 2);
    fill(300);
    await world.looks(watch, 2);
    expect(world.alerts()).toEqual([]);
    end();
    await world.looks(watch, 3);
    expect(world.alerts()).toEqual([`closed ${title} 200`, `open ${title} 300`]);
  });

  it.each(['commit-then-close', 'commit-then-status', 'cut-body'] as const)('%s opens nothing twice', async (kind) => {
    const watch = await world.open(backlog);
    fill(200);
    world.opsgenie.fault({
      kind,
      method: 'POST',
      path: /^\/v2\/alerts$/,
      ...(kind === 'commit-then-status' ? { status: 502 } : {}),
    });
    await world.looks(watch, 3);
    expect(world.alerts()).toEqual([`open ${title} 200`]);
  });

  it('does not open again what somebody closed before the answer was repeated', async () => {
    const watch = await world.open(backlog);
    fill(200);
    world.opsgenie.fault({ kind: 'commit-then-close', method: 'POST', path: /^\/v2\/alerts$/ });
    await world.looks(watch, 1);
    const [alert] = world.raw();
    Object.assign(alert ?? {}, { status: 'closed' });
    await world.looks(watch, 3);
    expect(world.alerts()).toEqual([`closed ${title} 200`]);
  });

  it('that refuses one thing gets the others', async () => {
    const watch = await world.open(backlog + other);
    fill(200);
    world.opsgenie.fault({ kind: 'status', status: 422, method: 'POST', path: /^\/v2\/alerts$/ });
    expect(await world.looks(watch, 1)).toEqual(['partial']);
    expect(world.alerts()).toEqual(['open worker | payments | other of 200']);
    await world.looks(watch, 1);
    expect(world.alerts()).toHaveLength(2);
  });

  it('that wants to be left alone is left alone', async () => {
    const watch = await world.open(backlog);
    fill(200);
    world.opsgenie.fault({
      kind: 'status',
      status: 429,
      method: 'POST',
      headers: { 'X-RateLimit-Period-In-Sec': '60' },
    });
    await world.looks(watch, 2);
    const posts = (): number => world.opsgenie.requests.filter(({ method }) => method === 'POST').length;
    expect(posts()).toBe(1);
    await world.looks(watch, 1);
    expect(posts()).toBe(2);
    expect(world.alerts()).toEqual([`open ${title} 200`]);
  });
});

describe('a restart', () => {
  it('goes on with its state: hysteresis, holding, nothing opened or closed', async () => {
    fill(200);
    await world.looks(await world.open(backlog), 1);
    fill(60);
    await world.looks(await world.open(backlog), 1);
    expect(world.alerts()).toEqual([`open ${title} 200`]);
    fill(10);
    await world.looks(await world.open(backlog), 1);
    expect(world.alerts()).toEqual([`closed ${title} 200`]);
  });

  it('fills windows across processes: for cron', async () => {
    const slow = queueAlert('backlog', {
      condition: '{ is: above, critical: 100, over: 2m, reduce: min, noData: keep }',
    });
    fill(200);
    for (let index = 0; index < 3; index++) await world.looks(await world.open(slow), 1);
    expect(world.alerts()).toHaveLength(1);
  });

  it('that lost its state finds what is open, and closes it on a good look only', async () => {
    fill(200);
    await world.looks(await world.open(backlog), 1);
    rmSync(world.folder, { recursive: true });
    world.rabbit.fault({ kind: 'close' });
    fill(60);
    const watch = await world.open(backlog);
    await world.looks(watch, 3);
    expect(world.alerts()).toEqual([`open ${title} 200`]);
    fill(10);
    await world.looks(watch, 1);
    expect(world.alerts()).toEqual([`closed ${title} 200`]);
  });

  it('tells what the one before had decided and not told', async () => {
    fill(200);
    const end = world.opsgenie.fault({ kind: 'close', times: 1000 });
    await world.looks(await world.open(backlog), 1);
    end();
    const watch = await world.open(backlog);
    world.now -= 30;
    await world.looks(watch, 1);
    expect(world.alerts()).toEqual([`open ${title} 200`]);
  });

  it('closes what is no longer defined, or disabled', async () => {
    fill(200);
    await world.looks(await world.open(backlog + other), 1);
    const disabled = queueAlert('backlog', {
      more: '    disabled: { reason: the queue is being moved, until: 2027-01-01 }\n',
    });
    await world.looks(await world.open(disabled), 1);
    expect(world.raw().map(({ status, notes }) => [status, ...notes])).toEqual([
      ['closed', 'The alert is disabled.'],
      ['closed', 'The alert is no longer defined.'],
    ]);
  });

  it('refuses a state that it does not know, and touches nothing', async () => {
    await world.looks(await world.open(backlog), 1);
    const file = path.join(world.folder, 'production.queues.json');
    writeFileSync(file, '{"version":2}');
    await expect(world.looks(await world.open(backlog), 1)).rejects.toThrow('no state of this version');
    expect(readFileSync(file, 'utf8')).toBe('{"version":2}');
  });
});

describe('credentials', () => {
  it('that are missing are all named at once', async () => {
    delete world.env['RABBIT_USER'];
    world.env['OPSGENIE_WATCH_KEY'] = '';
    await expect(world.open(backlog)).rejects.toThrow(
      'OPSGENIE_WATCH_KEY is not set (connections.opsgenie.watchKey)\nRABBIT_USER is not set (connections.queues.user)',
    );
  });

  it('that are wrong are named by their variables', async () => {
    world.env['RABBIT_PASSWORD'] = 'hunter2';
    await expect(world.looks(await world.open(backlog), 1)).rejects.toThrow('RABBIT_USER and RABBIT_PASSWORD');
    world.env['RABBIT_PASSWORD'] = 'secret';
    world.env['OPSGENIE_WATCH_KEY'] = 'hunter2';
    await expect(world.looks(await world.open(backlog), 1)).rejects.toThrow('OPSGENIE_WATCH_KEY');
  });

  it('are in no line, no state and no metric', async () => {
    fill(200);
    const watch = await world.open(backlog);
    world.rabbit.fault({ kind: 'status', status: 500, after: 1 });
    await world.looks(watch, 3);
    const said = [
      ...world.log,
      watch.metrics(),
      readFileSync(path.join(world.folder, 'production.queues.json'), 'utf8'),
    ].join('\n');
    for (const secret of [
      'secret',
      world.env['OPSGENIE_WATCH_KEY'] ?? '',
      Buffer.from('watch:secret').toString('base64'),
    ])
      expect(said).not.toContain(secret);
  });
});
