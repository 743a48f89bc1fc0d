import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { restClient } from '../../../../src/engine/provider-server/rest-client.ts';
import { restApi } from '../../../../src/engine/provider-server/rest-live.ts';
import { restVendors } from '../../../../src/engine/vendors/rest.generated.ts';
import { liveHttp } from '../../../../src/engine/vendors/http.ts';
import { RestRefusal, type RestClient, type RestVendor } from '../../../../src/providers/rest-vendor.ts';
import { VendorAnswerError, type LiveHttp } from '../../../../src/providers/live.ts';

const servers: Server[] = [];

/** A server that answers as it likes. */
async function start(listener: RequestListener): Promise<{ readonly url: string; readonly seen: string[] }> {
  const seen: string[] = [];
  const server = createServer((request, response) => {
    seen.push(`${request.method} ${request.url}`);
    listener(request, response);
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen };
}

afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

const key = 's3cret-key-of-acme';
const webhook = 'https://hooks.example.com/services/T0/B0/s3cret';

const vendor: RestVendor = {
  name: 'acme',
  title: 'Acme',
  resources: {},
  settings: {
    key: { variable: 'ACME_KEY', description: 'Key.', secret: true },
    hook: { variable: 'ACME_HOOK', description: 'Webhook.', secret: true },
    url: { variable: 'ACME_URL', description: 'Address.' },
  },
  access: () => ({ url: '', headers: {} }),
  limits: { concurrency: 2, pause: ({ header }) => Number(header('retry-after')) * 1000 },
  fault: (body) => body as { message: string },
  listsLag: false,
};

const limits = { deadline: 300, bytes: 100_000 };

function rest(url: string): RestClient {
  const authorization = `Basic ${Buffer.from(`${key}:token`).toString('base64')}`;
  return restClient(
    vendor,
    {
      access: { url, headers: { Authorization: authorization }, settings: { key, hook: webhook, url } },
      variables: ['ACME_KEY'],
    },
    limits,
  );
}

const live = (url: string): LiveHttp =>
  liveHttp({ url, headers: { 'DD-API-KEY': key }, pluginEnv: {} }, undefined, limits);

const failure = (asked: Promise<unknown>): Promise<Error> =>
  asked.then(
    () => expect.fail('it was taken'),
    (error: unknown) => error as Error,
  );

/** Both ways to ask. */
const asking = {
  'our own provider': (url: string) => rest(url).request('POST', '/things'),
  'objects of the engine': (url: string) => live(url).request('POST', '/things'),
};

describe.each(Object.entries(asking))('what a hostile vendor does to %s', (_, ask) => {
  it('a body that never ends, drop by drop, ends', async () => {
    const { url } = await start((request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).flushHeaders();
      const dripping = setInterval(() => response.write(' '), 20);
      request.on('close', () => clearInterval(dripping));
    });
    expect((await failure(ask(url))).message).toContain('got no whole answer within 0.3 s');
  });

  it.each([
    ['plain', false],
    ['packed', true],
  ] as const)('a body of any size, %s, is not read to its end', async (__, isPacked) => {
    const bomb = JSON.stringify({ x: 'x'.repeat(5_000_000) });
    const { url } = await start((_request, response) => {
      response.writeHead(200, {
        'content-type': 'application/json',
        ...(isPacked ? { 'content-encoding': 'gzip' } : {}),
      });
      response.end(isPacked ? gzipSync(bomb) : bomb);
    });
    expect((await failure(ask(url))).message).toContain('its answer is longer than');
  });

  it('a body shorter than promised is no answer', async () => {
    const { url } = await start((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
      response.write('{"id":');
      setTimeout(() => response.destroy(), 20);
    });
    expect((await failure(ask(url))).message).toMatch(/failed: /);
  });

  it('credentials follow nobody elsewhere', async () => {
    const canary = await start((_request, response) => response.end('{}'));
    const { url } = await start((_request, response) =>
      response.writeHead(307, { location: `${canary.url}/caught` }).end(),
    );
    await failure(ask(url));
    expect(canary.seen).toEqual([]);
  });
});

describe('what a hostile vendor does to the client of our own provider', () => {
  it.each(['0', '-1000', '0.0001', '-Infinity'])(
    '"later" for ever, to be asked again after %s seconds, ends',
    async (after) => {
      const { url, seen } = await start((_request, response) =>
        response.writeHead(429, { 'retry-after': after }).end('{}'),
      );
      expect((await failure(rest(url).request('GET', '/things'))).message).toContain('was answered with 429');
      expect(seen.length).toBeLessThanOrEqual(200);
    },
  );

  it('pages that never end, end', async () => {
    const { url } = await start((_request, response) => response.end('[]'));
    const endless = rest(url).pages('/things', { query: { page: '1' } }, () => ({ items: [], next: { query: {} } }));
    expect((await failure(endless)).message).toContain('does not end');
  });

  it.each(['..', '.', '../../users', '%2e%2e', 'a/..', 'a?b=c', 'a#b', '', 'a\\..\\b', 'a\n', 'a b'])(
    'an id that is %j leads to no other address',
    async (id) => {
      const { url, seen } = await start((_request, response) => response.end('{}'));
      expect((await failure(rest(url).remove(`/things/${id}`))).message).toContain('is no address of an object');
      expect(seen).toEqual([]);
    },
  );

  it('its words hold no secret, not even those that it was told, and have an end', async () => {
    const encoded = Buffer.from(`${key}:token`).toString('base64');
    const { url } = await start((request, response) => {
      const status = request.method === 'GET' ? 401 : 422;
      response.writeHead(status).end(
        JSON.stringify({
          message: `no ${webhook} for ${key} and Basic ${encoded} ${'x'.repeat(10_000)}`,
          fields: { url: `no ${webhook}` },
        }),
      );
    });
    for (const method of ['GET', 'POST'] as const) {
      const error = await failure(rest(url).request(method, '/things'));
      const said = JSON.stringify([error.message, error]);
      expect(said).not.toContain('s3cret');
      expect(said).not.toContain(encoded);
      expect(error.message).toContain('no [ACME_HOOK] for [ACME_KEY]');
      expect(error.message.length).toBeLessThan(1000);
    }
  });
});

describe('words of vendors that are none', () => {
  const bodies = [
    null,
    5,
    'x',
    [],
    {},
    { message: {} },
    { errors: null },
    { message: 1, errors: 5 },
    { errors: { a: null } },
  ];

  it.each(Object.values(restVendors))('are no crash', async (load) => {
    const { rest: real } = await load();
    for (const body of bodies) {
      const { url } = await start((_request, response) => response.writeHead(400).end(JSON.stringify(body)));
      const client = restClient(real, { access: { url, headers: {}, settings: {} }, variables: [] }, limits);
      expect(await failure(client.request('POST', '/things'))).toBeInstanceOf(RestRefusal);
    }
  });
});

describe('something else that answers in the place of a vendor', () => {
  const bodies = ['null', '5', '"x"', '<html>Log in</html>', '', '{}', '[null]', '{"data":null}', '{"data":{}}'];
  const nulls = ['{"data":[null],"metadata":{"page_count":1}}', '{"results":[null],"count":1}', '{"streams":[null]}'];
  const types = Object.entries(restVendors).flatMap(([name, load]) => [[name, load] as const]);

  it.each(types)('%s: nothing is there, is never what it comes to', async (_, load) => {
    const { rest: real } = await load();
    const { perSecond: __, ...unhurried } = real.limits;
    const vendorOf: RestVendor = { ...real, limits: unhurried };
    for (const body of [...bodies, ...nulls]) {
      const { url } = await start((_request, response) => response.end(body));
      const client = restClient(vendorOf, { access: { url, headers: {}, settings: {} }, variables: [] }, limits);
      const api = restApi(vendorOf, client);
      for (const type of Object.keys(real.resources)) {
        for (const ask of [async () => api.listAll?.(new Set([type])), () => api.find(type, 'a:1')]) {
          const error = await failure(ask());
          expect(error, `${type} ${body}: ${error.message}`).toBeInstanceOf(VendorAnswerError);
        }
      }
    }
  });
});
