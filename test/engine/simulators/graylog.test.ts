import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startGraylog, type GraylogSimulator } from './graylog/index.ts';
import { renderJmte } from './graylog/jmte.ts';

let graylog: GraylogSimulator;
beforeEach(async () => {
  graylog = await startGraylog();
});
afterEach(() => graylog.close());

const authorization = `Basic ${Buffer.from('graylog-token:token').toString('base64')}`;
const usual = { authorization, 'x-requested-by': 'test', 'content-type': 'application/json' };

interface Answer {
  readonly status: number;
  readonly body: Record<string, unknown>;
}

async function ask(
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = usual,
): Promise<Answer> {
  const sent = body === undefined ? {} : { body: JSON.stringify(body) };
  const response = await fetch(`${graylog.url}/api${path}`, { method, headers, ...sent });
  const text = await response.text();
  return { status: response.status, body: text === '' ? {} : (JSON.parse(text) as Answer['body']) };
}

const config = {
  type: 'aggregation-v1',
  query: '*',
  streams: [],
  group_by: [],
  series: [{ id: 'count', type: 'count' }],
  conditions: {
    expression: { expr: '>', left: { expr: 'number-ref', ref: 'count' }, right: { expr: 'number', value: 1 } },
  },
  search_within_ms: 60_000,
  execute_every_ms: 60_000,
};
const definition = { title: 'a', priority: 2, alert: true, config, field_spec: {}, key_spec: [], notifications: [] };
const wrapped = (entity: unknown): unknown => ({ entity, share_request: null });

describe('what Graylog refuses', () => {
  test('strangers, and whoever does not say who asks', async () => {
    expect((await ask('GET', '/system', undefined, {})).status).toBe(401);
    const { 'x-requested-by': _, ...anonymous } = usual;
    expect(await ask('POST', '/events/definitions', wrapped(definition), anonymous)).toMatchObject({
      status: 400,
      body: { message: expect.stringContaining('CSRF protection header is missing') as string },
    });
    expect((await ask('GET', '/system', undefined, { authorization })).status).toBe(200);
  });

  test('a body of the other generation', async () => {
    expect((await ask('POST', '/events/definitions', definition)).status).toBe(400);
    expect((await ask('POST', '/events/definitions', wrapped(definition))).status).toBe(200);
    graylog.upgrade('5.0.0');
    expect((await ask('POST', '/events/definitions', wrapped(definition))).status).toBe(400);
    expect((await ask('POST', '/events/definitions', definition)).status).toBe(400);
    const older = { ...definition, config: { ...config, series: [{ id: 'count', function: 'count' }] } };
    expect((await ask('POST', '/events/definitions', older)).status).toBe(200);
  });

  const wrong: [string, Record<string, unknown>, string][] = [
    ['no window', { search_within_ms: 0 }, 'search_within_ms'],
    ['groups without series', { group_by: ['a'], series: [], conditions: { expression: null } }, 'series'],
    ['series without a condition', { conditions: { expression: null } }, 'conditions'],
    ['a search without limit', { series: [], conditions: { expression: null }, event_limit: 0 }, 'event_limit'],
  ];
  test.each(wrong)('%s', async (_, patch, field) => {
    const { status, body } = await ask(
      'POST',
      '/events/definitions',
      wrapped({ ...definition, config: { ...config, ...patch } }),
    );
    expect([status, body['failed'], Object.keys(body['errors'] as object)]).toEqual([
      400,
      true,
      expect.arrayContaining([field]),
    ]);
  });

  test('another id in the body, keys that are no fields, streams and objects that are not there', async () => {
    const { body } = await ask('POST', '/events/definitions', wrapped(definition));
    const at = `/events/definitions/${String(body['id'])}`;
    expect(await ask('PUT', at, { ...definition, id: 'another' })).toMatchObject({
      status: 400,
      body: { errors: { id: [expect.any(String)] } },
    });
    expect((await ask('PUT', at, { ...body, key_spec: ['nothing'] })).body).toMatchObject({
      errors: { key_spec: [expect.any(String)] },
    });
    expect(
      (await ask('PUT', at, { ...body, config: { ...config, streams: ['65f0c0de00000000000000ff'] } })).status,
    ).toBe(400);
    expect((await ask('GET', '/events/definitions/65f0c0de00000000000000ff')).status).toBe(404);
    expect((await ask('GET', '/streams/65f0c0de00000000000000ff')).status).toBe(404);
  });
});

test('a new stream rests until it is resumed; secrets are never read back', async () => {
  const { body: sets } = await ask('GET', '/system/indices/index_sets');
  const [{ id: index_set_id } = { id: '' }] = sets['index_sets'] as { id: string }[];
  const { body } = await ask('POST', '/streams', wrapped({ title: 'mine', rules: [], index_set_id }));
  const at = `/streams/${String(body['stream_id'])}`;
  expect((await ask('GET', at)).body).toMatchObject({ disabled: true });
  await ask('POST', `${at}/resume`);
  expect((await ask('GET', at)).body).toMatchObject({ disabled: false });
  const request = {
    type: 'http-notification-v2',
    url: 'https://a.example',
    method: 'POST',
    content_type: 'JSON',
    api_key: 'Authorization',
    api_secret: { set_value: 'hidden' },
  };
  const made = await ask('POST', '/events/notifications', wrapped({ title: 'n', config: request }));
  expect(made.body['config']).toMatchObject({ api_secret: { is_set: true } });
  expect(JSON.stringify(await ask('GET', '/events/notifications'))).not.toContain('hidden');
});

test('templates: values by name, nothing for what is missing, a backslash takes one character literally', () => {
  const model = { event: { key: 'a|b', fields: { n: '3' } } };
  expect(renderJmte('${event.key} ${event.fields.n} ${event.fields.none}|', model)).toBe('a|b 3 |');
  expect(renderJmte('\\${event.key} \\\\n \\"', model)).toBe('${event.key} \\n "');
});
