import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { restClient, VendorCredentialsError } from '../../../../src/engine/provider-server/rest-client.ts';
import { VendorUnreachableError } from '../../../../src/engine/vendors/http.ts';
import { RestRefusal, type RestVendor } from '../../../../src/providers/rest-vendor.ts';
import { startHttpSimulator, type HttpSimulator, type Reply } from '../../../engine/simulators/http-simulator.ts';

let server: HttpSimulator;
let answers: Reply[];

beforeEach(async () => {
  answers = [];
  server = await startHttpSimulator(() => answers.shift() ?? { status: 200, body: { ok: true } });
});
afterEach(() => server.close());

const vendor: RestVendor = {
  name: 'acme',
  title: 'Acme',
  resources: {},
  settings: {},
  access: () => ({ url: '', headers: {} }),
  limits: { concurrency: 2, busy: [420], pause: ({ header }) => Number(header('x-wait') ?? Number.NaN) || 1 },
  fault: (body) => body as { message: string },
  listsLag: false,
};

const client = (signal?: AbortSignal) =>
  restClient(vendor, {
    access: { url: server.url, headers: { Authorization: 'Key abc' } },
    variables: ['ACME_KEY'],
    ...(signal ? { signal } : {}),
  });

const later = { status: 429, headers: { 'x-wait': '5' } };

describe('a vendor is asked as it wants to be asked', () => {
  it('"later" is waited for, whatever is asked: nothing was done', async () => {
    answers = [later, { ...later, status: 420 }, { status: 201, body: { id: 7 } }];
    expect((await client().request('POST', '/things', { json: { a: 1 } })).body).toEqual({ id: 7 });
    expect(server.requests).toHaveLength(3);
    expect(server.requests.map(({ body }) => body)).toEqual([{ a: 1 }, { a: 1 }, { a: 1 }]);
  });

  it.each(['GET', 'PUT', 'DELETE'] as const)(
    '%s is asked again when nobody knows what became of it',
    async (method) => {
      answers = [{ status: 502 }];
      server.fault({ kind: 'close', after: 1 });
      expect((await client().request(method, '/things/1')).status).toBe(200);
      expect(server.requests).toHaveLength(3);
    },
  );

  it.each(['POST', 'PATCH'] as const)('%s is not: it may have been done', async (method) => {
    answers = [{ status: 502 }];
    await expect(client().request(method, '/things')).rejects.toThrow(VendorUnreachableError);
    server.fault({ kind: 'commit-then-close' });
    await expect(client().request(method, '/things')).rejects.toThrow(/failed/);
    expect(server.requests).toHaveLength(2);
  });

  it('refusals have the words of the vendor and no header', async () => {
    answers = [{ status: 422, body: { message: 'No such thing.', fields: { name: 'is taken' } } }];
    const refused = await client()
      .request('POST', '/things')
      .catch((error: unknown) => error as RestRefusal);
    expect(refused).toBeInstanceOf(RestRefusal);
    expect(refused).toMatchObject({
      message: 'Acme answered 422 to POST /things: No such thing.',
      fault: { fields: { name: 'is taken' } },
    });
  });

  it('wrong credentials name the variable, never the value', async () => {
    answers = [{ status: 401, body: { message: 'Who are you?' } }];
    const refused = (await client()
      .find('/things/1')
      .catch((error: unknown) => error)) as Error;
    expect(refused).toBeInstanceOf(VendorCredentialsError);
    expect(refused.message).toContain('ACME_KEY');
    expect(refused.message).not.toContain('abc');
  });

  it('what is gone is undefined to find, and fine to remove', async () => {
    answers = [{ status: 404 }, { status: 404 }];
    expect(await client().find('/things/1')).toBeUndefined();
    await client().remove('/things/1');
  });

  it('pages are followed to the end', async () => {
    answers = [
      { status: 200, body: [1, 2] },
      { status: 200, body: [3] },
    ];
    const found = await client().pages('/things', { query: { page: '1' } }, ({ body }, { query }) => ({
      items: body as number[],
      next: (body as number[]).length < 2 ? undefined : { query: { page: String(Number(query?.['page']) + 1) } },
    }));
    expect(found).toEqual([1, 2, 3]);
    expect(server.requests.map(({ query }) => query.get('page'))).toEqual(['1', '2']);
  });

  it('Cancel lets changes that have begun end, but for those that the vendor has put off', async () => {
    const ending = new AbortController();
    server.observe((_, when) => {
      if (when === 'before') ending.abort();
    });
    const { finishing, request } = client(ending.signal);
    expect((await finishing.request('POST', '/things')).status).toBe(200);
    expect((await finishing.request('GET', '/things/1')).status).toBe(200);
    await expect(request('GET', '/things/1')).rejects.toThrow(/abort/i);
    answers = [{ status: 429, headers: { 'x-wait': '60000' } }];
    await expect(finishing.request('POST', '/things')).rejects.toThrow(/abort/i);
  });

  it('Cancel ends what waits', async () => {
    const ending = new AbortController();
    answers = [{ status: 429, headers: { 'x-wait': '60000' } }];
    server.observe((_, when) => {
      if (when === 'after') setTimeout(() => ending.abort(), 10);
    });
    await expect(client(ending.signal).request('GET', '/things')).rejects.toThrow(/abort/i);
    expect(server.requests).toHaveLength(1);
  });
});
