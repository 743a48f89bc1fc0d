import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { opsgenieClient, type OpsgenieClient } from './opsgenie-client.ts';
import { startOpsgenie, type OpsgenieSimulator } from './opsgenie/index.ts';

let opsgenie: OpsgenieSimulator;
let api: OpsgenieClient;
let ana: string;
let bo: string;
beforeEach(async () => {
  opsgenie = await startOpsgenie({ now: '2026-06-02T12:00:00Z', timezone: 'Europe/Berlin' });
  api = opsgenieClient(opsgenie);
  [ana = '', bo = ''] = await api.users('ana', 'bo');
});
afterEach(() => opsgenie.close());

const user = { username: 'cy@example.org', fullName: 'Cy', role: { name: 'User' } };
const rotation = { startDate: '2026-06-01T08:00:00Z', type: 'daily', participants: [{ type: 'none' }] };
const daily = { startHour: 9, startMin: 0, endHour: 17, endMin: 0 };
const step = { delay: { timeAmount: 0 }, condition: 'if-not-acked', notifyType: 'default' };
const toAna = { ...step, recipient: { type: 'user', username: 'ana@example.org' } };
const alertPolicy = { type: 'alert', name: 'p', message: '{{message}}', enabled: true };
const condition = { field: 'message', operation: 'contains', expectedValue: 'x' };

/** A change of what would be accepted. */
function rotationWith(fields: object): object {
  return { name: 's', rotations: [{ ...rotation, ...fields }] };
}

function hours(restriction: object): object {
  return rotationWith({ timeRestriction: restriction });
}

function filtered(fields: object): object {
  return { ...alertPolicy, filter: { type: 'match-all-conditions', conditions: [{ ...condition, ...fields }] } };
}

describe('what is refused, and which field is to blame', () => {
  test.each([
    ['/v2/users', { ...user, username: 'cy' }, 'username'],
    ['/v2/users', { ...user, role: { name: 'Boss' } }, 'role'],
    ['/v2/users', { ...user, timeZone: 'Europe/Atlantis' }, 'timeZone'],
    ['/v2/users', { ...user, colour: 'red' }, 'colour'],
    ['/v2/users/ana@example.org/contacts', { method: 'mobile', to: 'x' }, 'method'],
    ['/v2/users/ana@example.org/contacts', { method: 'sms', to: '5551234' }, 'to'],
    ['/v2/users/ana@example.org/notification-rules', { name: 'r', actionType: 'renotified-alert' }, 'actionType'],
    ['/v2/users/ana@example.org/notification-rules', { name: 'r', actionType: 'schedule-start' }, 'notificationTime'],
    [
      '/v2/users/ana@example.org/notification-rules',
      { name: 'r', actionType: 'create-alert', steps: [{ contact: { method: 'voice', to: '1-5551234567' } }] },
      'contact',
    ],
    ['/v2/teams', { name: 't', members: [{ user: { id: 'nobody' } }] }, 'members'],
    ['/v2/teams', { name: 't', members: [{ user: { username: 'ana@example.org' }, role: 'boss' }] }, 'members'],
    ['/v2/schedules', { name: 'with.dot' }, 'name'],
    ['/v2/schedules', { name: 's', timezone: '+02:00' }, 'timezone'],
    ['/v2/schedules', { name: 's', ownerTeam: { name: 'nobody' } }, 'ownerTeam'],
    ['/v2/schedules', rotationWith({ startDate: '2026-06-01 08:00' }), 'startDate'],
    ['/v2/schedules', rotationWith({ endDate: '2026-06-01T08:00:00Z' }), 'endDate'],
    ['/v2/schedules', rotationWith({ type: 'monthly' }), 'type'],
    ['/v2/schedules', rotationWith({ length: 0 }), 'length'],
    ['/v2/schedules', rotationWith({ participants: [] }), 'participants'],
    ['/v2/schedules', rotationWith({ participants: [{ type: 'user', id: 'nobody' }] }), 'participants'],
    ['/v2/schedules', rotationWith({ participants: [{ type: 'schedule', name: 's' }] }), 'participants'],
    ['/v2/schedules', hours({ type: 'time-of-day', restriction: { ...daily, endHour: 24 } }), 'endHour'],
    ['/v2/schedules', hours({ type: 'time-of-day', restriction: { ...daily, endHour: 9 } }), 'timeRestriction'],
    ['/v2/schedules', hours({ type: 'time-of-day', restrictions: [daily] }), 'timeRestriction'],
    ['/v2/schedules', hours({ type: 'weekday-and-time-of-day', restrictions: [daily] }), 'timeRestriction'],
    [
      '/v2/schedules',
      hours({
        type: 'weekday-and-time-of-day',
        restrictions: Array.from({ length: 16 }, () => ({ ...daily, startDay: 'monday', endDay: 'monday' })),
      }),
      'restrictions',
    ],
    ['/v2/escalations', { name: 'e', rules: [] }, 'rules'],
    ['/v2/escalations', { name: 'e', rules: [{ ...toAna, notifyType: 'next' }] }, 'notifyType'],
    ['/v2/escalations', { name: 'e', rules: [{ ...toAna, condition: 'never' }] }, 'condition'],
    ['/v2/escalations', { name: 'e', rules: [{ ...toAna, recipient: { type: 'escalation', name: 'e' } }] }, 'rules'],
    ['/v2/escalations', { name: 'e', rules: [toAna], repeat: { count: 3 } }, 'repeat'],
    ['/v2/escalations', { name: 'e', rules: [toAna], repeat: { waitInterval: 5, count: 21 } }, 'count'],
    ['/v2/policies', { name: 'p', message: 'm' }, 'type'],
    ['/v2/policies', { type: 'alert', name: 'p', message: 'm' }, 'enabled'],
    ['/v2/policies', { ...alertPolicy, name: 'p'.repeat(101) }, 'name'],
    [
      '/v2/users/ana@example.org/notification-rules',
      { name: 'r', actionType: 'create-alert', steps: [{ contact: { method: 'email', to: 'ana@example.org' } }] },
      'sendAfter',
    ],
    ['/v2/policies', { type: 'alert', name: 'p', enabled: true }, 'message'],
    ['/v2/policies', { ...alertPolicy, priority: 'P6' }, 'priority'],
    ['/v2/policies', { ...alertPolicy, responders: [{ type: 'team', id: 'nobody' }] }, 'responders'],
    ['/v2/policies', { ...alertPolicy, filter: { type: 'match-any-condition' } }, 'filter'],
    ['/v2/policies', { ...alertPolicy, filter: { type: 'match-all', conditions: [condition] } }, 'filter'],
    ['/v2/policies', filtered({ field: 'tags', operation: 'equals' }), 'filter'],
    ['/v2/policies', filtered({ operation: 'matches', expectedValue: '(' }), 'filter'],
    ['/v2/policies', filtered({ key: 'k' }), 'filter'],
    ['/v2/policies', filtered({ field: 'priority', operation: 'equals', expectedValue: 'high' }), 'filter'],
    ['/v2/policies', { type: 'notification', name: 'p', suppress: true }, 'teamId'],
    ['/v2/forwarding-rules', { fromUser: { id: 'x' }, toUser: { id: 'y' } }, 'fromUser'],
    ['/v2/integrations', { name: 'w', type: 'Webhook' }, 'url'],
    ['/v2/integrations', { name: 'm', type: 'Email' }, 'emailUsername'],
    ['/v1/services', { name: 's', teamId: 'nobody' }, 'teamId'],
    ['/v1/incident-templates/', { name: 't', message: 'm', priority: 'P1' }, 'stakeholderProperties'],
    ['/v1/maintenance', { time: { type: 'for-1-hour' }, rules: [] }, 'rules'],
    ['/v2/roles', { name: 'r', extendedRole: 'owner' }, 'extendedRole'],
  ])('POST %s %j: %s', async (path, body, field) => {
    const { status, errors } = await api.call('POST', path, body);
    expect([status, Object.keys(errors ?? {})]).toEqual([422, [field]]);
  });

  test.each([
    [{ suppress: true, delayAction: { delayOption: 'next-time', untilHour: 1, untilMinute: 0 } }, 'suppress'],
    [{}, 'suppress'],
    [{ delayAction: { delayOption: 'for-duration' } }, 'delayAction'],
    [{ delayAction: { delayOption: 'next-monday', untilHour: 9 } }, 'delayAction'],
    [{ deduplicationAction: { deduplicationActionType: 'value-based', count: 1 } }, 'count'],
    [{ deduplicationAction: { deduplicationActionType: 'frequency-based', count: 2 } }, 'deduplicationAction'],
    [{ autoCloseAction: {}, autoRestartAction: { duration: { timeAmount: 5 } } }, 'autoRestartAction'],
  ])('notification policy %j: %s', async (body, field) => {
    const team = await api.add('/v2/teams', { name: 't' });
    const { status, errors } = await api.call('POST', `/v2/policies?teamId=${team}`, {
      type: 'notification',
      name: 'p',
      enabled: true,
      ...body,
    });
    expect([status, Object.keys(errors ?? {})]).toEqual([422, [field]]);
  });

  test.each([
    ['/v2/users', user],
    ['/v2/schedules', { name: 's' }],
    ['/v2/escalations', { name: 's', rules: [toAna] }],
    ['/v2/policies', alertPolicy],
    ['/v2/roles', { name: 'r' }],
  ])('%s: a name that is taken', async (path, body) => {
    await api.add(path, body);
    expect((await api.call('POST', path, body)).status).toBe(409);
  });

  test.each([
    '/v2/users/x',
    `/v2/users/ana@example.org/contacts/x`,
    '/v2/users/ana@example.org/notification-rules/x',
    '/v2/schedules/x',
    '/v2/schedules/x/timeline',
    '/v2/schedules/x/on-calls',
    '/v2/escalations/x?identifierType=name',
    '/v2/teams/x/routing-rules',
    '/v2/policies/x',
    '/v2/integrations/x/actions',
    '/v2/forwarding-rules/x',
    '/v1/services/x',
    '/v1/maintenance/x',
    '/v2/roles/x',
    '/v2/alerts/x',
    '/v2/alerts/requests/x',
  ])('%s: not there', async (path) => {
    expect((await api.call('GET', path)).status).toBe(404);
  });

  test('too many contacts of a kind', async () => {
    const path = `/v2/users/${ana}/contacts`;
    await api.add(path, { method: 'email', to: 'second@example.org' });
    expect((await api.call('POST', path, { method: 'email', to: 'third@example.org' })).status).toBe(422);
    expect((await api.call('POST', path, { method: 'email', to: 'second@example.org' })).status).toBe(409);
  });
});

describe('what is kept in another form', () => {
  test('users and roles', async () => {
    const id = await api.add('/v2/users', { ...user, username: 'CY@Example.org', role: { name: 'admin' } });
    const { data } = await api.call('GET', '/v2/users/cy@example.org?expand=contact');
    expect(data).toMatchObject({ id, username: 'cy@example.org', role: { name: 'Admin' }, timeZone: 'Europe/Berlin' });
    expect(data['userContacts']).toMatchObject([{ to: 'cy@example.org', contactMethod: 'email', enabled: true }]);
  });

  test('what clients send and do not mean', async () => {
    const weekly = { type: 'weekday-and-time-of-day', restriction: {} };
    const id = await api.add('/v2/schedules', {
      name: 's',
      ownerTeam: {},
      rotations: [
        {
          ...rotation,
          startDate: '2026-06-01T10:14:20+02:00',
          endDate: '2026-07-01T08:44:00.000Z',
          participants: [
            { type: 'user', username: '', id: ana },
            { type: 'none', username: '' },
          ],
          timeRestriction: {
            ...weekly,
            restrictions: [
              { startDay: 'friday', startHour: 17, startMin: 14, endDay: 'monday', endHour: 8, endMin: 20 },
            ],
          },
        },
      ],
    });
    const { data } = await api.call('GET', `/v2/schedules/s?identifierType=name`);
    expect(data).toMatchObject({ id, enabled: true, timezone: 'Europe/Berlin' });
    expect(data).not.toHaveProperty('ownerTeam');
    expect(data['rotations']).toMatchObject([
      {
        name: 'Rot1',
        startDate: '2026-06-01T08:00:00Z',
        endDate: '2026-07-01T08:30:00Z',
        length: 1,
        participants: [{ type: 'user', id: ana, username: 'ana@example.org' }, { type: 'none' }],
        timeRestriction: {
          type: 'weekday-and-time-of-day',
          restrictions: [{ startDay: 'friday', startHour: 17, startMin: 0, endDay: 'monday', endHour: 8, endMin: 30 }],
        },
      },
    ]);
  });

  test('a change that leaves something out keeps it; an interval of 0 ends repetition', async () => {
    const repeat = { waitInterval: 5, count: 3 };
    const id = await api.add('/v2/escalations', { name: 'e', description: 'd', rules: [toAna], repeat });
    const path = `/v2/escalations/${id}`;
    await api.call('PATCH', path, { name: 'f', repeat: {} });
    const read = async (): Promise<unknown> => (await api.call('GET', path)).data;
    const kept = { resetRecipientStates: false, closeAlertAfterAll: false, ...repeat };
    expect(await read()).toMatchObject({ name: 'f', description: 'd', repeat: kept });
    await api.call('PATCH', path, { repeat: { waitInterval: 0 } });
    expect(await read()).not.toHaveProperty('repeat');
  });

  test('policies are replaced as a whole', async () => {
    const timeRestrictions = { type: 'time-of-day', restriction: daily };
    const id = await api.add('/v2/policies', { ...filtered({}), tags: ['t'], timeRestrictions, priority: 'P1' });
    await api.call('PUT', `/v2/policies/${id}`, { ...alertPolicy, TeamId: '', name: 'q' });
    const { data } = await api.call('GET', `/v2/policies/${id}`);
    expect(data).toMatchObject({
      name: 'q',
      tags: [],
      filter: { type: 'match-all' },
      alias: '{{alias}}',
      enabled: true,
    });
    expect(data).not.toHaveProperty('timeRestrictions');
    expect(data).not.toHaveProperty('priority');
  });
});

describe('a new team', () => {
  test('has a schedule, an escalation and a routing rule', async () => {
    const members = [{ user: { id: ana }, role: 'Admin' }, { user: { username: 'bo@example.org' } }];
    const id = await api.add('/v2/teams', { name: 'pay', members });
    const path = `/v2/teams/${id}/routing-rules`;
    expect((await api.call('GET', path)).data).toMatchObject([
      { isDefault: true, order: 0, timezone: 'Europe/Berlin', notify: { type: 'escalation', name: 'pay_escalation' } },
    ]);
    const escalation = (await api.call('GET', '/v2/escalations/pay_escalation?identifierType=name')).data;
    expect(escalation).toMatchObject({ ownerTeam: { id, name: 'pay' } });
    expect(escalation['rules']).toMatchObject([
      { delay: { timeAmount: 0 }, notifyType: 'default', recipient: { type: 'schedule', name: 'pay_schedule' } },
      { delay: { timeAmount: 5 }, notifyType: 'next' },
      { delay: { timeAmount: 10 }, notifyType: 'all', recipient: { type: 'team', name: 'pay' } },
    ]);
    expect((await api.call('GET', `/v2/teams/${id}`)).data['members']).toEqual([
      { user: { id: ana, username: 'ana@example.org' }, role: 'admin' },
      { user: { id: bo, username: 'bo@example.org' }, role: 'user' },
    ]);
  });

  test('goes with what it owns, unless others need it', async () => {
    const id = await api.add('/v2/teams', { name: 'pay' });
    const rules = [{ ...step, recipient: { type: 'schedule', name: 'pay_schedule' } }];
    const foreign = await api.add('/v2/escalations', { name: 'foreign', rules });
    const refused = await api.call('DELETE', `/v2/teams/${id}`);
    expect([refused.status, refused.message]).toEqual([
      428,
      'Team [pay] cannot be deleted, it is used by escalation [foreign].',
    ]);
    await api.call('DELETE', `/v2/escalations/${foreign}`);
    expect(await api.call('DELETE', `/v2/teams/${id}`)).toMatchObject({ status: 200, result: 'Deleted' });
    for (const type of ['team', 'schedule', 'escalation', 'routing-rule'] as const)
      expect(opsgenie.objects(type)).toEqual([]);
  });

  test('members come and go; roles of its own', async () => {
    const id = await api.add('/v2/teams', { name: 'pay' });
    const rights = [{ right: 'edit-team-roles', granted: true }];
    const role = await api.add(`/v2/teams/${id}/roles`, { name: 'lead', rights });
    const member = { user: { id: ana }, role: 'lead' };
    expect(await api.call('POST', `/v2/teams/${id}/members`, member)).toMatchObject({ status: 201, result: 'Added' });
    expect((await api.call('GET', `/v2/users/${ana}/teams`)).data).toEqual([{ id, name: 'pay' }]);
    expect((await api.call('DELETE', `/v2/teams/${id}/roles/${role}`)).status).toBe(428);
    await api.call('DELETE', `/v2/teams/${id}/members/ana@example.org`);
    expect((await api.call('DELETE', `/v2/teams/${id}/roles/lead?identifierType=name`)).status).toBe(200);
  });
});

describe('order', () => {
  test('routing rules: new ones come first unless they say, the default is last and cannot move', async () => {
    const id = await api.add('/v2/teams', { name: 'pay' });
    const path = `/v2/teams/${id}/routing-rules`;
    const rule = (name: string, order?: number): Promise<string> =>
      api.add(path, {
        name,
        criteria: { type: 'match-all' },
        notify: { type: 'none' },
        ...(order === undefined ? {} : { order }),
      });
    await rule('a');
    await rule('b', 7);
    const c = await rule('c');
    const listed = async (): Promise<unknown[]> =>
      ((await api.call('GET', path)).data as unknown as { name: string; order: number }[]).map(
        ({ name, order }) => `${order} ${name}`,
      );
    expect(await listed()).toEqual(['0 c', '1 a', '2 b', '3 Default Routing Rule']);
    await api.call('POST', `${path}/${c}/change-order`, { order: 2 });
    expect(await listed()).toEqual(['0 a', '1 b', '2 c', '3 Default Routing Rule']);
    await api.call('DELETE', `${path}/${c}`);
    const normal = opsgenie.objects('routing-rule').find(({ isDefault }) => isDefault)?.id ?? '';
    expect(await listed()).toEqual(['0 a', '1 b', '2 Default Routing Rule']);
    expect((await api.call('POST', `${path}/${normal}/change-order`, { order: 0 })).status).toBe(422);
    expect((await api.call('DELETE', `${path}/${normal}`)).status).toBe(422);
    const hoursOnly = { timeRestriction: { type: 'time-of-day', restriction: daily } };
    expect((await api.call('PATCH', `${path}/${normal}`, hoursOnly)).status).toBe(403);
  });

  test('policies: new ones come last, each scope by itself, and are there in their own scope only', async () => {
    const team = await api.add('/v2/teams', { name: 'pay' });
    const policy = (name: string, scope = ''): Promise<string> =>
      api.add(`/v2/policies${scope}`, { ...alertPolicy, name });
    await policy('a');
    await policy('b');
    const last = await policy('c');
    const own = await policy('a', `?teamId=${team}`);
    const listed = async (): Promise<unknown[]> =>
      ((await api.call('GET', '/v2/policies/alert')).data as unknown as { name: string }[]).map(({ name }) => name);
    await api.call('POST', `/v2/policies/${last}/change-order`, { targetIndex: 1 });
    expect(await listed()).toEqual(['a', 'c', 'b']);
    // A client leaves 0 out.
    await api.call('POST', `/v2/policies/${last}/change-order`, {});
    expect(await listed()).toEqual(['c', 'a', 'b']);
    expect((await api.call('GET', `/v2/policies/${own}`)).status).toBe(404);
    expect((await api.call('GET', `/v2/policies/${own}?teamId=${team}`)).data).toMatchObject({ teamId: team });
  });

  test('notification rules: the one that everybody has is last', async () => {
    const path = `/v2/users/${ana}/notification-rules`;
    const rule = (name: string, order?: number): Promise<string> =>
      api.add(path, { name, actionType: 'create-alert', enabled: true, ...(order === undefined ? {} : { order }) });
    await rule('a');
    const b = await rule('b', 0);
    await api.call('POST', `${path}/${b}/change-order`, { order: 1 });
    const { data } = await api.call('GET', path);
    expect(data).toMatchObject([{ name: 'a' }, { name: 'b' }, { name: 'New Alert' }]);
  });
});

describe('what others refer to stays', () => {
  test('schedules, escalations and users', async () => {
    const participants = [{ type: 'user', id: ana }];
    const rotations = [{ ...rotation, participants }];
    const schedule = await api.add('/v2/schedules', { name: 's', rotations });
    const recipient = { type: 'schedule', id: schedule };
    const escalation = await api.add('/v2/escalations', { name: 'e', rules: [{ ...step, recipient }] });
    const team = await api.add('/v2/teams', { name: 'pay' });
    const rules = `/v2/teams/${team}/routing-rules`;
    const rule = await api.add(rules, {
      notify: { type: 'escalation', id: escalation },
      criteria: { type: 'match-all' },
    });
    const removed = async (path: string): Promise<number> => (await api.call('DELETE', path)).status;
    expect(await removed(`/v2/users/${ana}`)).toBe(428);
    expect(await removed(`/v2/schedules/${schedule}`)).toBe(428);
    expect(await removed(`/v2/escalations/${escalation}`)).toBe(428);
    expect(await removed(`${rules}/${rule}`)).toBe(200);
    expect(await removed(`/v2/escalations/${escalation}`)).toBe(200);
    expect(await removed(`/v2/schedules/${schedule}`)).toBe(200);
    expect(await removed(`/v2/users/${ana}`)).toBe(200);
    expect(opsgenie.objects('contact').map(({ to }) => to)).toEqual(['bo@example.org']);
  });
});

test('rotations, overrides and contacts are made, changed and removed below their owner', async () => {
  const id = await api.add('/v2/schedules', { name: 's', rotations: [rotation] });
  const base = `/v2/schedules/s`;
  const by = '?scheduleIdentifierType=name';
  const second = await api.add(`${base}/rotations${by}`, { ...rotation, name: 'two' });
  await api.call('PATCH', `${base}/rotations/${second}${by}`, { participants: [{ type: 'user', id: bo }] });
  expect((await api.call('GET', `${base}/rotations/${second}${by}`)).data).toMatchObject({
    name: 'two',
    participants: [{ id: bo }],
    _parent: { id, name: 's', enabled: true },
  });
  const span = { startDate: '2026-06-03T00:00:00Z', endDate: '2026-06-04T00:00:00Z' };
  const override = {
    alias: 'o',
    user: { type: 'user', username: 'ana@example.org' },
    ...span,
    rotations: [{ id: second }],
  };
  await api.add(`${base}/overrides${by}`, override);
  expect((await api.call('POST', `${base}/overrides${by}`, override)).status).toBe(409);
  expect((await api.call('PUT', `${base}/overrides/none${by}`, override)).status).toBe(404);
  expect((await api.call('GET', `${base}/overrides${by}`)).data).toMatchObject([
    { alias: 'o', user: { id: ana }, rotations: [{ id: second, name: 'two' }] },
  ]);
  await api.call('DELETE', `${base}/rotations/${second}${by}`);
  expect((await api.call('GET', `${base}/overrides${by}`)).data).toEqual([]);
});

test('services with rules, templates, maintenance', async () => {
  const team = await api.add('/v2/teams', { name: 'pay' });
  const service = await api.add('/v1/services', { name: 'checkout', teamId: team });
  const incident = { message: 'm', priority: 'P1', stakeholderProperties: { message: 'm' } };
  const rules = `/v1/services/${service}/incident-rules`;
  const rule = await api.add(rules, {
    conditionMatchType: 'match-any-condition',
    conditions: [condition],
    incidentProperties: incident,
  });
  expect((await api.call('GET', rules)).data).toMatchObject([{ id: rule, conditionMatchType: 'match-any-condition' }]);
  await api.add('/v1/incident-templates/', { name: 't', ...incident, impactedServices: [service] });
  expect((await api.call('GET', '/v1/incident-templates')).data).toMatchObject({ incidentTemplates: [{ name: 't' }] });
  expect((await api.call('DELETE', `/v2/teams/${team}`)).status).toBe(428);
  const policy = await api.add('/v2/policies', alertPolicy);
  const planned = { type: 'schedule', startDate: '2026-06-02T13:00:00Z', endDate: '2026-06-02T14:00:00Z' };
  const body = { time: planned, rules: [{ entity: { type: 'policy', id: policy }, state: 'disabled' }] };
  const maintenance = `/v1/maintenance/${await api.add('/v1/maintenance', body)}`;
  const status = async (): Promise<unknown> => (await api.call('GET', maintenance)).data['status'];
  expect(await status()).toBe('planned');
  opsgenie.advanceTo('2026-06-02T13:30:00Z');
  expect(await status()).toBe('active');
  expect((await api.call('PUT', maintenance, body)).status).toBe(422);
  opsgenie.advanceTo('2026-06-02T14:00:00Z');
  expect(await status()).toBe('past');
});

test('lists in pages', async () => {
  await api.users(...Array.from({ length: 8 }, (_, index) => `u${index}`));
  const response = await api.call('GET', '/v2/users?limit=3&offset=3');
  const { data, totalCount, paging } = response as unknown as {
    data: { username: string }[];
    totalCount: number;
    paging: Record<string, string>;
  };
  expect(data.map(({ username }) => username.replace(/@.*/, ''))).toEqual(['u1', 'u2', 'u3']);
  expect(totalCount).toBe(10);
  expect(Object.keys(paging)).toEqual(['prev', 'next', 'first', 'last']);
  expect((await api.call('GET', '/v2/users?limit=101')).status).toBe(422);
});

test('too many requests, and faults on demand', async () => {
  const strict = await startOpsgenie({ rateLimit: { limit: 1, periodSeconds: 3600 } });
  const asked = opsgenieClient(strict);
  await asked.call('GET', '/v2/teams');
  const { status, headers, message } = await asked.call('GET', '/v2/schedules');
  expect([status, headers.get('x-ratelimit-state'), headers.get('x-ratelimit-period-in-sec')]).toEqual([
    429,
    'THROTTLED',
    '3600',
  ]);
  expect(message).toMatch(/too many requests/);
  expect((await asked.call('GET', '/v2/heartbeats')).status).toBe(200);
  await strict.close();
  opsgenie.fault({ kind: 'commit-then-status', method: 'POST', path: /schedules$/, status: 502 });
  expect((await api.call('POST', '/v2/schedules', { name: 's' })).status).toBe(502);
  expect((await api.call('POST', '/v2/schedules', { name: 's' })).status).toBe(409);
});
