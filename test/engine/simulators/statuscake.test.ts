import { afterAll, beforeAll, expect, test } from 'vitest';
import { startStatusCake, type StatusCakeSimulator } from './statuscake/index.ts';

let cake: StatusCakeSimulator;
beforeAll(async () => {
  cake = await startStatusCake();
});
afterAll(() => cake.close());

/** A request as the vendor's SDK sends it (StatusCakeDev/statuscake-go, api_uptime.go). */
async function ask(method: string, path: string, form?: Record<string, string>, key = 'cake-api-key') {
  const answer = await fetch(`${cake.api}${path}`, {
    method,
    headers: { Authorization: `Bearer ${key}` },
    ...(form ? { body: new URLSearchParams(form) } : {}),
  });
  const text = await answer.text();
  return {
    status: answer.status,
    headers: answer.headers,
    body: text === '' ? undefined : (JSON.parse(text) as unknown),
  };
}

const uptime = { name: 'a', test_type: 'HTTP', website_url: 'https://shop.example', check_rate: '60' };

// What the SDK's own contract tests expect: StatusCakeDev/statuscake-go, api_uptime_test.go
test('a life of an uptime check: 201 with new_id, 200 with data, 204, 404', async () => {
  const created = await ask('POST', '/uptime', uptime);
  expect([created.status, created.body]).toEqual([201, { data: { new_id: expect.stringMatching(/^\d+$/) as string } }]);
  const { new_id: id } = (created.body as { data: { new_id: string } }).data;
  expect((await ask('GET', `/uptime/${id}`)).body).toMatchObject({
    data: { id, check_rate: 60, confirmation: 2, contact_groups: [], paused: false, timeout: 15, trigger_rate: 0 },
  });
  expect(await ask('PUT', `/uptime/${id}`, { paused: 'true' })).toMatchObject({ status: 204, body: undefined });
  expect((await ask('DELETE', `/uptime/${id}`)).status).toBe(204);
  expect(await ask('GET', `/uptime/${id}`)).toMatchObject({
    status: 404,
    body: { message: 'No results found', errors: {} },
  });
});

test('what it refuses is 400 with reasons by field', async () => {
  const invalid = {
    ...uptime,
    website_url: 'this,is,not,valid',
    check_rate: '61',
    confirmation: '4',
    contact_groups: '1',
  };
  expect(await ask('POST', '/uptime', invalid)).toMatchObject({
    status: 400,
    body: {
      errors: {
        website_url: [expect.any(String)],
        check_rate: [expect.any(String)],
        confirmation: [expect.any(String)],
        contact_groups: [expect.any(String)],
      },
    },
  });
  expect(
    await ask('POST', '/ssl', { website_url: 'https://x.example', check_rate: '300', 'alert_at[]': '7' }),
  ).toMatchObject({
    body: { errors: { alert_at: ['The alert_at must have 3 elements'] } },
  });
});

test('who has no key, or a wrong one, comes not in', async () => {
  expect((await ask('GET', '/uptime', undefined, 'other')).status).toBe(403);
  expect((await fetch(`${cake.api}/uptime`)).status).toBe(401);
});

test('lists have pages that say how many there are; 429 says how long to wait', async () => {
  for (const name of ['a', 'b', 'c']) await ask('POST', '/contact-groups', { name });
  expect((await ask('GET', '/contact-groups?page=2&limit=2')).body).toMatchObject({
    data: [{ name: 'c', email_addresses: [] }],
    metadata: { page: 2, per_page: 2, page_count: 2, total_count: 3 },
  });
  cake.limit(1, 7);
  const later = await ask('GET', '/contact-groups');
  expect([later.status, later.headers.get('x-ratelimit-reset')]).toEqual([429, '7']);
});

test('a password never comes back, a ping address does', async () => {
  const form = { ...uptime, basic_username: 'u', basic_password: 'secret' };
  const { body } = await ask('POST', '/uptime', form);
  const read = await ask('GET', `/uptime/${(body as { data: { new_id: string } }).data.new_id}`);
  expect(JSON.stringify(read.body)).not.toContain('secret');
  await ask('POST', '/heartbeat', { name: 'h', period: '60' });
  expect((await ask('GET', '/heartbeat')).body).toMatchObject({
    data: [{ url: expect.stringMatching(/^https:\/\/push\./) as string }],
  });
});
