import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startOpsgenie, type OpsgenieSimulator } from './opsgenie/index.ts';

let opsgenie: OpsgenieSimulator;
beforeEach(async () => {
  opsgenie = await startOpsgenie();
});
afterEach(() => opsgenie.close());

async function call(method: string, path: string, body?: unknown, key = 'og-api-key'): Promise<[number, Answer]> {
  const response = await fetch(`${opsgenie.url}${path}`, {
    method,
    headers: { Authorization: `GenieKey ${key}` },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return [response.status, (await response.json()) as Answer];
}

interface Answer {
  readonly data?: Record<string, unknown> & { readonly heartbeats?: unknown[] };
  readonly message?: string;
  readonly errors?: Record<string, string>;
  readonly requestId: string;
}

const heartbeat = { name: 'nightly', interval: 1, intervalUnit: 'days', enabled: true };

describe('what Opsgenie refuses', () => {
  test.each([
    ['POST', '/v2/teams', { name: 'a/b' }, 422, 'name'],
    ['POST', '/v2/teams', {}, 422, 'name'],
    ['POST', '/v2/teams', { name: 'x', colour: 'red' }, 422, 'colour'],
    ['POST', '/v2/heartbeats', { ...heartbeat, name: 'with space' }, 422, 'name'],
    ['POST', '/v2/heartbeats', { ...heartbeat, interval: 0 }, 422, 'interval'],
    ['POST', '/v2/heartbeats', { ...heartbeat, interval: 1.5 }, 422, 'interval'],
    ['POST', '/v2/heartbeats', { ...heartbeat, intervalUnit: 'weeks' }, 422, 'intervalUnit'],
    ['POST', '/v2/heartbeats', { ...heartbeat, alertPriority: 'P6' }, 422, 'alertPriority'],
    ['POST', '/v2/heartbeats', { ...heartbeat, alertMessage: 'x'.repeat(131) }, 422, 'alertMessage'],
    ['POST', '/v2/heartbeats', { ...heartbeat, ownerTeam: { id: 'nobody' } }, 422, 'ownerTeam'],
    ['POST', '/v2/integrations', { name: 'x', type: 'Telepathy' }, 422, 'type'],
  ] as const)('%s %s %j: %i names %s', async (method, path, body, status, field) => {
    const [got, answer] = await call(method, path, { ...body });
    expect([got, Object.keys(answer.errors ?? {})]).toEqual([status, [field]]);
    expect(answer.requestId).toMatch(/^[0-9a-f-]{36}$/);
  });

  test('a wrong key, and what does not exist', async () => {
    expect((await call('GET', '/v2/teams', undefined, 'other'))[0]).toBe(403);
    expect((await fetch(`${opsgenie.url}/v2/teams`)).status).toBe(401);
    expect((await call('GET', '/v2/teams/none'))[0]).toBe(404);
    expect((await call('DELETE', '/v2/heartbeats/none'))[0]).toBe(404);
  });

  test('names that are taken, whatever their case', async () => {
    await call('POST', '/v2/teams', { name: 'Payments' });
    expect((await call('POST', '/v2/teams', { name: 'payments' }))[0]).toBe(409);
    await call('POST', '/v2/heartbeats', heartbeat);
    expect((await call('POST', '/v2/heartbeats', { ...heartbeat, name: 'Nightly' }))[0]).toBe(409);
    await call('POST', '/v2/integrations', { name: 'datadog', type: 'Datadog' });
    expect((await call('POST', '/v2/integrations', { name: 'Datadog', type: 'API' }))[0]).toBe(422);
  });
});

test('a team is found by id or name; a change that leaves something out keeps it', async () => {
  const [, { data }] = await call('POST', '/v2/teams', { name: 'Payments', description: 'Money' });
  const id = String(data?.['id']);
  await call('PATCH', `/v2/teams/${id}`, { name: 'Payments 2' });
  const [, byName] = await call('GET', '/v2/teams/payments%202?identifierType=name');
  expect(byName.data).toEqual({ id, name: 'Payments 2', description: 'Money', members: [] });
});

test('the key of an integration is told once, and it is off until it is enabled', async () => {
  const [, made] = await call('POST', '/v2/integrations', { name: 'x', type: 'Datadog' });
  const id = String(made.data?.['id']);
  expect(made.data).toMatchObject({ enabled: false, apiKey: expect.any(String) as string });
  const [, enabled] = await call('POST', `/v2/integrations/${id}/enable`);
  expect(enabled.data).toMatchObject({ enabled: true });
  const [, read] = await call('GET', `/v2/integrations/${id}`);
  expect(read.data).not.toHaveProperty('apiKey');
  const [status, refused] = await call('PUT', `/v2/integrations/${id}`, { name: 'x', type: 'API' });
  expect([status, refused.errors]).toEqual([422, { type: 'cannot be changed' }]);
});

test('lists may lag; what is asked for by its id never does', async () => {
  opsgenie.hideFor(600_000);
  await call('POST', '/v2/heartbeats', heartbeat);
  expect((await call('GET', '/v2/heartbeats'))[1].data?.heartbeats).toEqual([]);
  expect((await call('GET', '/v2/heartbeats/nightly'))[0]).toBe(200);
  opsgenie.hideFor(0);
  expect((await call('GET', '/v2/heartbeats'))[1].data?.heartbeats).toHaveLength(1);
});
