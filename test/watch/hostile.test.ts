import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OpsgenieBackend } from '../../src/watch/backend/opsgenie.ts';
import { look } from '../../src/watch/broker/look.ts';
import { httpClient, type HttpClient } from '../../src/watch/http-client.ts';
import { Lease } from '../../src/watch/lease.ts';
import { lineLog } from '../../src/watch/log.ts';
import { serveStatus } from '../../src/watch/serve/server.ts';
import { queueAlert } from './definitions.ts';
import { startWorld } from './world.ts';

/** A server that answers every question with the same. */
function sameAnswer(body: unknown): HttpClient & { readonly asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    ask: async (method, address) => {
      asked.push(`${method} ${address}`);
      return { status: 200, body };
    },
  };
}

const needs = {
  vhosts: [{ vhost: '/', measures: new Set(['ready', 'publish-rate', 'oldest-age']) }],
  nodeMeasures: new Set(['memory-ratio', 'partitions']),
};
const counts = { filtered_count: 1, total_count: 1, item_count: 1, page: 1, page_size: 500, page_count: 1 };
const page = (...items: unknown[]): unknown => ({ ...counts, items });

describe('a broker that answers with anything', () => {
  const nothings = [
    null,
    5,
    'x',
    [],
    [null],
    [5],
    [{}],
    page(null),
    page(5),
    page([]),
    page({}),
    page({ name: null }),
    page({ name: {} }),
    { ...counts, items: {} },
    { ...counts, items: [], page_count: '1e9' },
    { ...counts, items: [], filtered_count: -1 },
    { ...counts, items: [], total_count: null },
    { items: [] },
  ];

  it.each(nothings.map((body) => [JSON.stringify(body), body]))('%s is no list of queues', async (_, body) => {
    const seen = await look(sameAnswer(body), { ...needs, nodeMeasures: new Set() }, 1_795_900_020);
    expect(seen.observation.queues).toEqual([]);
    expect(seen.unseen).toMatchObject([{ vhost: '/', reason: expect.stringContaining('is it its address?') }]);
  });

  it.each([[null], [5], [{}], [{ name: 5 }]])('%j is no list of nodes', async (...nodes) => {
    const seen = await look(sameAnswer(nodes), { ...needs, vhosts: [] }, 1_795_900_020);
    expect(seen).toMatchObject({
      sawNodes: false,
      unseen: [{ reason: expect.stringContaining('is it its address?') }],
    });
  });

  it('numbers that are none are no values', async () => {
    const row = {
      name: 'a',
      messages_ready: '5',
      message_stats: 7,
      consumers: {},
      head_message_timestamp: [],
      messages: null,
    };
    const { observation } = await look(sameAnswer(page(row)), { ...needs, nodeMeasures: new Set() }, 1_795_900_020);
    expect(observation.queues[0]?.values).toMatchObject({ ready: Number.NaN, 'publish-rate': 0 });
  });

  it('a name that is no text of Unicode has a key all the same', async () => {
    const { observation } = await look(sameAnswer(page({ name: 'a\ud800' })), needs, 1_795_900_020);
    expect(observation.queues.map(({ name }) => encodeURIComponent(name))).toEqual(['a%EF%BF%BD']);
  });

  it('pages that never end, end, and the list counts as unseen', async () => {
    const endless = sameAnswer({ ...counts, page_count: 1e12, items: [{ name: 'a' }] });
    const seen = await look(endless, { ...needs, nodeMeasures: new Set() }, 1_795_900_020);
    expect(seen.unseen).toMatchObject([{ reason: expect.stringContaining('more than 1000000 queues') }]);
    expect(endless.asked.length).toBeLessThanOrEqual(2000);
  });

  it('an answer of any length is not read to its end', async () => {
    const server = createServer((_request, response) => response.end(JSON.stringify('x'.repeat(40_000_000))));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    try {
      await expect(httpClient(url, 'Basic x', 10_000).ask('GET', '/api/nodes')).rejects.toThrow(/longer than 32 MB/);
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });

  it('names of queues write no line and no colour of their own, and open one alert each', async () => {
    const world = await startWorld();
    try {
      const names = [
        'a\nb',
        '\u001b[31mred',
        '::error::x',
        '"} 1\nfake_metric 2',
        '\u202eabc',
        '../../x',
        '<!channel>',
        "'; drop",
      ];
      for (const name of names) world.rabbit.put({ name, messages_ready: 500 });
      const watch = await world.open(queueAlert('backlog', { name: '*', more: '    groups: { by: [queue] }\n' }));
      await world.looks(watch, 1);
      expect(world.alerts()).toHaveLength(names.length);
      for (const line of world.log) expect(line).toMatch(/^2026-[^\p{Cc}\u202e]*\n$/u);
      for (const line of watch.metrics().trim().split('\n')) expect(line).toMatch(/^(# |alerts_watch_)/);
      await world.looks(watch, 1);
      expect(world.alerts()).toHaveLength(names.length);
      expect(readdirSync(world.folder)).toEqual(['production.queues.json']);
    } finally {
      await world.close();
    }
  });
});

describe('an on-call backend that answers with anything', () => {
  const backend = (http: HttpClient): OpsgenieBackend => new OpsgenieBackend(http, async () => undefined);

  it.each([null, 5, 'x', {}, [null], [5]].map((data) => [JSON.stringify(data), data]))(
    '%s is no list of alerts',
    async (_, data) => {
      await expect(backend(sameAnswer({ data })).openAlerts('tag')).rejects.toThrow(/Opsgenie answered (200 to )?GET/);
    },
  );

  it('a list that never ends, ends', async () => {
    const same = Array.from({ length: 100 }, (_, index) => ({ id: `id-${index}`, alias: 'a', details: null }));
    const http = sameAnswer(undefined);
    const asked = {
      ask: async (_: string, address: string) => {
        await http.ask('GET', address);
        return { status: 200, body: { data: address.includes('?') ? same : same[0] } };
      },
    };
    expect(await backend(asked).openAlerts('tag')).toHaveLength(100);
    expect(http.asked.length).toBeLessThan(300);
  });

  it.each(['null', '[1]', '"x"', '{"queue":{"a":1}}', '{', '{"__proto__":"x"}'])(
    'a group that is %s is taken as none',
    async (group) => {
      const world = await startWorld();
      try {
        world.rabbit.put({ name: 'orders', messages_ready: 500 });
        await world.looks(await world.open(queueAlert('backlog', {})), 1);
        const [alert] = world.raw();
        Object.assign((alert as unknown as { details: Record<string, string> }).details, {
          alerts_group: group,
          alerts_opening: 'nonsense',
        });
        rmSync(path.join(world.folder, 'production.queues.json'));
        expect(await world.looks(await world.open(queueAlert('backlog', {})), 2)).toEqual(['complete', 'complete']);
      } finally {
        await world.close();
      }
    },
  );
});

describe('an open alert whose details somebody has changed', () => {
  it('is known by its alias, and not opened again', async () => {
    const world = await startWorld();
    try {
      world.rabbit.put({ name: 'orders', messages_ready: 500 });
      await world.looks(await world.open(queueAlert('backlog', {})), 1);
      const before = world.alerts();
      const [alert] = world.raw() as unknown as { details: Record<string, string> }[];
      Object.assign(alert?.details ?? {}, { alerts_opening: 'nonsense' });
      rmSync(path.join(world.folder, 'production.queues.json'));
      await world.looks(await world.open(queueAlert('backlog', {})), 2);
      expect(before).toHaveLength(1);
      expect(world.alerts()).toEqual(before);
    } finally {
      await world.close();
    }
  });
});

describe('a folder of the state in which others write, too', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), 'alerts-watch-hostile-'))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('a lease that is a pipe is no lease: nobody waits for it', async () => {
    execFileSync('mkfifo', [path.join(folder, 'lease.json')]);
    await expect(new Lease(folder, 1000).take(0)).rejects.toThrow(/lease\.json:1:1: This is not a regular file/);
  });

  it('nothing is written through links that were laid out', async () => {
    const victim = path.join(folder, 'victim');
    writeFileSync(victim, 'precious');
    symlinkSync(victim, path.join(folder, `lease.json.${process.pid}.new`));
    const lease = new Lease(folder, 1000);
    expect([await lease.take(0), await lease.take(1)]).toEqual([true, true]);
    expect(readFileSync(victim, 'utf8')).toBe('precious');
  });
});

describe('who asks for metrics', () => {
  it('holds no place by saying nothing, or a word now and then', async () => {
    const answers = { metrics: () => 'x 1\n', complaints: () => [], role: () => 'holder' as const };
    const server = await serveStatus('127.0.0.1', 0, answers, 200);
    const [host = '', port = ''] = server.address.split(':');
    const sockets: Socket[] = Array.from({ length: 64 }, (_, index) => {
      const socket = connect(Number(port), host).on('error', () => undefined);
      return index % 2 === 0 ? socket : (socket.write('GET /healthz HTTP/1.1\r\nX-Slow: '), socket);
    });
    try {
      await Promise.all(sockets.map((socket) => new Promise((resolve) => socket.resume().once('close', resolve))));
      expect((await fetch(`http://${server.address}/healthz`)).status).toBe(200);
    } finally {
      await server.close();
    }
  });
});

describe('a log as JSON', () => {
  it('has no character that a terminal acts upon', () => {
    const lines: string[] = [];
    lineLog(
      'json',
      (line) => lines.push(line),
      () => 0,
    ).say('error', 'a\u009b31m\u202e\u001b[0m\nb', { queue: '\u2028' });
    expect(lines).toHaveLength(1);
    expect(lines[0]?.slice(0, -1)).not.toMatch(/[\p{Cc}\u202e\u2028]/u);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ message: 'a\u009b31m\u202e\u001b[0m\nb', queue: '\u2028' });
  });
});
