import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { opsgenieClient, type OpsgenieClient } from './opsgenie-client.ts';
import { startOpsgenie, type OpsgenieSimulator } from './opsgenie/index.ts';

let opsgenie: OpsgenieSimulator;
let api: OpsgenieClient;
let people: string[];
let team: string;
let schedule: string;
let escalation: string;
let key: string;

/** Tuesday, noon. Turns change at eight every day: ana, bo, cy. */
const noon = '2026-06-02T12:00:00Z';

beforeEach(async () => {
  opsgenie = await startOpsgenie({ now: noon, random: () => 0.5 });
  api = opsgenieClient(opsgenie);
  people = await api.users('ana', 'bo', 'cy');
  const members = people.map((id, index) => ({ user: { id }, role: index === 2 ? 'admin' : 'user' }));
  team = await api.add('/v2/teams', { name: 'payments', members });
  const participants = people.map((id) => ({ type: 'user', id }));
  const rotations = [{ startDate: '2026-06-02T08:00:00Z', type: 'daily', participants }];
  schedule = await api.add('/v2/schedules', { name: 'duty', timezone: 'UTC', ownerTeam: { id: team }, rotations });
  escalation = await escalate(step(0, 'schedule', schedule), step(20, 'schedule', schedule, 'next'));
  await routeTo({ type: 'escalation', id: escalation });
  key = await api.integration({ ownerTeam: { id: team } });
});
afterEach(() => opsgenie.close());

function step(minutes: number, type: string, id: string, notifyType = 'default', condition = 'if-not-acked'): object {
  return { condition, notifyType, delay: { timeAmount: minutes }, recipient: { type, id } };
}

async function escalate(...rules: readonly object[]): Promise<string> {
  return api.add('/v2/escalations', { name: `e${opsgenie.objects('escalation').length}`, rules });
}

/** Where the default rule of the team leads. */
async function routeTo(notify: object): Promise<void> {
  const rule = opsgenie.objects('routing-rule').find(({ isDefault }) => isDefault);
  await api.call('PATCH', `/v2/teams/${team}/routing-rules/${rule?.id ?? ''}`, { notify });
}

async function send(fields: object = {}, by = key): Promise<string> {
  const { status, requestId } = await api.call('POST', '/v2/alerts', { message: 'down', alias: 'a', ...fields }, by);
  expect(status).toBe(202);
  const { data } = await api.call('GET', `/v2/alerts/requests/${requestId}`);
  return String(data['alertId']);
}

async function onAlias(action: string): Promise<void> {
  await api.call('POST', `/v2/alerts/a/${action}?identifierType=alias`, { user: 'ana@example.org' }, key);
}

/** Pages as `HH:MM person`, with the day before another day than the first. */
function pages(): string[] {
  return opsgenie.pages().map(({ at, person }) => {
    const day = at.slice(8, 10);
    return `${day === '02' ? '' : `${day} `}${at.slice(11, 16)} ${person.replace(/@.*/, '')}`;
  });
}

const later = (time: string): void => opsgenie.advanceTo(`2026-06-02T${time}:00Z`);

describe('escalations', () => {
  test('steps fire at their minute until somebody acknowledges', async () => {
    await send();
    later('12:19');
    expect(pages()).toEqual(['12:00 ana']);
    later('12:20');
    expect(pages()).toEqual(['12:00 ana', '12:20 bo']);
    expect(opsgenie.pages()[1]).toMatchObject({
      channel: 'email',
      to: 'bo@example.org',
      rule: 'New Alert',
      step: 1,
      alias: 'a',
      message: 'down',
      reason:
        'team [payments] → routing rule [Default Routing Rule] → escalation [e1] step 2 after 20 min → schedule [duty] next',
    });
  });

  test('an acknowledgement stops steps that wait for one, not those that wait for the end', async () => {
    const both = await escalate(
      step(5, 'user', people[0] ?? ''),
      step(5, 'user', people[1] ?? '', 'default', 'if-not-closed'),
      step(10, 'user', people[2] ?? '', 'default', 'if-not-closed'),
    );
    await routeTo({ type: 'escalation', id: both });
    await send();
    await onAlias('acknowledge');
    later('12:09');
    expect(pages()).toEqual(['12:05 bo']);
    await onAlias('close');
    later('13:00');
    expect(pages()).toEqual(['12:05 bo']);
  });

  test('whoever has the duty when the step fires, not when the alert came', async () => {
    opsgenie.advanceTo('2026-06-03T07:50:00Z');
    await send();
    opsgenie.advanceTo('2026-06-03T08:30:00Z');
    expect(pages()).toEqual(['03 07:50 ana', '03 08:10 cy']);
  });

  test.each([
    ['users', ['ana', 'bo']],
    ['admins', ['cy']],
    ['all', ['ana', 'bo', 'cy']],
    ['random', ['bo']],
  ])('members of a team: %s', async (notifyType, names) => {
    await routeTo({ type: 'escalation', id: await escalate(step(0, 'team', team, notifyType)) });
    await send();
    expect(pages()).toEqual(names.map((name) => `12:00 ${name}`));
  });

  test('previous in the rotation; a step of a team goes through the routing of that team', async () => {
    await routeTo({ type: 'escalation', id: await escalate(step(0, 'schedule', schedule, 'previous')) });
    const first = await escalate(step(0, 'team', team));
    const other = await api.add('/v2/teams', { name: 'other' });
    const notify = { type: 'escalation', id: first };
    await api.add(`/v2/teams/${other}/routing-rules`, { notify, criteria: { type: 'match-all' } });
    await send({ responders: [{ type: 'team', name: 'other' }] });
    expect(pages()).toEqual(['12:00 cy']);
    expect(opsgenie.pages()[0]?.reason).toContain('team [other] → routing rule [#1] → escalation [e3] step 1');
  });

  test('a team that leads back to itself is not entered again', async () => {
    await routeTo({ type: 'escalation', id: await escalate(step(0, 'team', team)) });
    const id = await send();
    expect(pages()).toEqual([]);
    expect(
      opsgenie
        .objects('alert')
        .find((one) => one.id === id)
        ?.log.map(({ text }) => text),
    ).toContain('team [payments] leads back to itself');
  });

  test('repetitions start after the last step and the interval; they may forget acknowledgements, and close at the end', async () => {
    const repeat = { waitInterval: 10, count: 2, resetRecipientStates: true, closeAlertAfterAll: true };
    await api.call('PATCH', `/v2/escalations/${escalation}`, { repeat });
    const id = await send();
    later('12:05');
    await onAlias('acknowledge');
    later('12:45');
    expect(pages()).toEqual(['12:00 ana', '12:30 ana']);
    later('13:29');
    expect(pages()).toEqual(['12:00 ana', '12:30 ana', '12:50 bo', '13:00 ana', '13:20 bo']);
    expect((await api.call('GET', `/v2/alerts/${id}`)).data).toMatchObject({ status: 'open', acknowledged: false });
    later('13:30');
    expect((await api.call('GET', `/v2/alerts/${id}`)).data).toMatchObject({
      status: 'closed',
      report: { ackTime: 300_000, closeTime: 5_400_000 },
    });
  });
});

describe('routing rules', () => {
  test('the first that matches counts, in its own zone; none is silence', async () => {
    const office = { type: 'time-of-day', restriction: { startHour: 9, startMin: 0, endHour: 17, endMin: 0 } };
    const low = {
      type: 'match-all-conditions',
      conditions: [{ field: 'priority', operation: 'less-than', expectedValue: 'P3' }],
    };
    const rule = (body: object): Promise<string> => api.add(`/v2/teams/${team}/routing-rules`, body);
    await rule({ order: 0, name: 'low', criteria: low, notify: { type: 'none' } });
    const [tokyo, paris] = ['Asia/Tokyo', 'Europe/Paris'];
    const notify = { type: 'schedule', id: schedule };
    await rule({
      order: 1,
      name: 'tokyo',
      timezone: tokyo,
      criteria: { type: 'match-all' },
      timeRestriction: office,
      notify,
    });
    await rule({
      order: 2,
      name: 'paris',
      timezone: paris,
      criteria: { type: 'match-all' },
      timeRestriction: office,
      notify,
    });
    await send({ alias: 'p4', priority: 'P4' });
    await send({ alias: 'p3' });
    later('23:00');
    expect(opsgenie.pages().map(({ alias, reason }) => [alias, reason])).toEqual([
      ['p3', 'team [payments] → routing rule [paris] → schedule [duty]'],
    ]);
  });

  test('responders of other kinds bypass them', async () => {
    await routeTo({ type: 'none' });
    await send({ responders: [{ type: 'user', username: 'cy@example.org' }] });
    await send({ alias: 'b', responders: [{ type: 'schedule', name: 'duty' }] });
    expect(pages()).toEqual(['12:00 cy', '12:00 ana']);
  });
});

describe('alert policies', () => {
  const policy = (body: object, scope = ''): Promise<string> =>
    api.add(`/v2/policies${scope}`, { type: 'alert', message: '{{message}}', enabled: true, ...body });
  const only = (field: string, operation: string, expectedValue: string): object => ({
    type: 'match-all-conditions',
    conditions: [{ field, operation, expectedValue }],
  });

  test('the first that applies is the last, unless it continues; each sees what the one before made', async () => {
    await policy({
      name: 'one',
      message: '[{{details.env}}] {{message}}',
      priority: 'P1',
      tags: ['x'],
      continue: true,
    });
    await policy({ name: 'two', filter: only('priority', 'equals', 'P1'), message: '{{message}}!' });
    await policy({ name: 'three', message: 'never' });
    await policy(
      { name: 'team', message: '{{message}} ({{priority}})', tags: ['y'], ignoreOriginalTags: true },
      `?teamId=${team}`,
    );
    const id = await send({ details: { env: 'prod' }, tags: ['t'] });
    const { data } = await api.call('GET', `/v2/alerts/${id}`);
    expect(data).toMatchObject({ message: '[prod] down! (P1)', priority: 'P1', tags: ['y'] });
    expect(opsgenie.pages()[0]).toMatchObject({ message: '[prod] down! (P1)', priority: 'P1' });
  });

  test('order is that of the list, and hours are those of the account', async () => {
    const hours = { type: 'time-of-day', restriction: { startHour: 13, startMin: 0, endHour: 14, endMin: 0 } };
    await policy({ name: 'one', message: 'one' });
    const second = await policy({ name: 'two', message: 'two', timeRestrictions: hours });
    await api.call('POST', `/v2/policies/${second}/change-order`, { targetIndex: 0 });
    const messageOf = async (alias: string): Promise<unknown> =>
      (await api.call('GET', `/v2/alerts/${await send({ alias })}`)).data['message'];
    expect(await messageOf('1')).toBe('one');
    later('13:00');
    expect(await messageOf('2')).toBe('two');
    await api.call('POST', `/v2/policies/${second}/disable`);
    expect(await messageOf('3')).toBe('one');
  });

  test("a team's look at alerts of its integrations, and of those that are nobody's for the team alone", async () => {
    await policy({ name: 'team', message: 'seen' }, `?teamId=${team}`);
    const other = await api.add('/v2/teams', { name: 'other' });
    const nobodys = await api.integration();
    const seen = async (names: readonly string[], by: string): Promise<boolean> => {
      const responders = names.map((name) => ({ type: 'team', name }));
      const alias = `${opsgenie.objects('alert').length}`;
      return (await api.call('GET', `/v2/alerts/${await send({ alias, responders }, by)}`)).data['message'] === 'seen';
    };
    expect(await seen([], key)).toBe(true);
    expect(await seen(['other'], key)).toBe(true);
    expect(await seen(['payments'], nobodys)).toBe(true);
    expect(await seen(['payments', 'other'], nobodys)).toBe(false);
    expect(await seen(['payments'], await api.integration({ ownerTeam: { id: other } }))).toBe(false);
  });
});

describe('notification policies', () => {
  const policy = (body: object): Promise<string> =>
    api.add(`/v2/policies?teamId=${team}`, { type: 'notification', name: 'p', enabled: true, ...body });
  const minutes = (timeAmount: number): object => ({ timeAmount, timeUnit: 'minutes' });

  test('a delay puts off everything; to an hour it is on the clock of the account', async () => {
    await policy({ delayAction: { delayOption: 'for-duration', duration: minutes(15), untilHour: 0, untilMinute: 0 } });
    await send();
    later('13:00');
    expect(pages()).toEqual(['12:15 ana', '12:35 bo']);
  });

  test.each([
    ['next-time', 11, '03 11:00 bo'],
    ['next-time', 13, '13:00 ana'],
    ['next-monday', 7, '08 07:00 cy'],
    ['next-weekday', 9, '03 09:00 bo'],
  ])('%s %i', async (delayOption, untilHour, first) => {
    await policy({ delayAction: { delayOption, untilHour, untilMinute: 0 } });
    await send();
    opsgenie.advanceTo('2026-06-09T00:00:00Z');
    expect(pages()[0]).toBe(first);
  });

  test('suppressed; closed by itself', async () => {
    await policy({ suppress: true, autoCloseAction: { duration: minutes(30) } });
    const id = await send();
    later('12:30');
    expect(pages()).toEqual([]);
    expect((await api.call('GET', `/v2/alerts/${id}`)).data).toMatchObject({ status: 'closed' });
  });

  test('told when it occurred often enough, all in all or lately', async () => {
    const id = await policy({ deduplicationAction: { deduplicationActionType: 'value-based', count: 3 } });
    const occurAt = async (...times: readonly string[]): Promise<void> => {
      for (const time of times) {
        later(time);
        await send();
      }
    };
    await occurAt('12:01', '12:30', '13:00');
    expect(pages()).toEqual(['13:00 ana']);
    await onAlias('close');
    const action = { deduplicationActionType: 'frequency-based', count: 2, duration: minutes(10) };
    const body = { type: 'notification', name: 'p', enabled: true, deduplicationAction: action };
    await api.call('PUT', `/v2/policies/${id}?teamId=${team}`, body);
    await occurAt('14:00', '14:20', '14:29');
    expect(pages()).toEqual(['13:00 ana', '14:29 ana']);
  });

  test('restarted so many times, even after an acknowledgement, until it is closed', async () => {
    await policy({ autoRestartAction: { duration: minutes(60), maxRepeatCount: 2 } });
    await send();
    later('12:10');
    await onAlias('acknowledge');
    later('13:10');
    await onAlias('acknowledge');
    opsgenie.advanceTo('2026-06-02T23:00:00Z');
    expect(pages()).toEqual(['12:00 ana', '13:00 ana', '14:00 ana', '14:20 bo']);
  });

  test('of each kind the first that applies counts', async () => {
    await policy({ name: 'a', delayAction: { delayOption: 'for-duration', duration: minutes(5) } });
    await policy({ name: 'b', delayAction: { delayOption: 'for-duration', duration: minutes(1) } });
    await send();
    later('12:10');
    expect(pages()).toEqual(['12:05 ana']);
  });
});

describe('people', () => {
  const rules = (): string => `/v2/users/${people[0] ?? ''}/notification-rules`;
  const stepsOf = (...steps: readonly (readonly [string, string, number])[]): object[] =>
    steps.map(([method, to, after]) => ({ contact: { method, to }, sendAfter: { timeAmount: after }, enabled: true }));

  beforeEach(async () => {
    await api.add(`/v2/users/${people[0] ?? ''}/contacts`, { method: 'voice', to: '1-5551234567' });
    await routeTo({ type: 'schedule', id: schedule });
  });

  const told = (): string[] => opsgenie.pages().map(({ at, channel, to }) => `${at.slice(11, 16)} ${channel} ${to}`);

  test('steps by channel and minute; an acknowledgement stops the rest', async () => {
    const phone = opsgenie.installApp('ana@example.org');
    const steps = stepsOf(['mobile', phone, 0], ['email', 'ana@example.org', 1], ['voice', '1-5551234567', 5]);
    await api.add(rules(), { name: 'mine', actionType: 'create-alert', steps, enabled: true });
    await send();
    later('12:04');
    expect(told()).toEqual([`12:00 mobile ${phone}`, '12:01 email ana@example.org']);
    await onAlias('acknowledge');
    later('13:00');
    expect(told()).toHaveLength(2);
  });

  test('steps again and again; contacts that are off get nothing', async () => {
    const steps = stepsOf(['voice', '1-5551234567', 1], ['email', 'ana@example.org', 2]);
    await api.add(rules(), {
      name: 'mine',
      actionType: 'create-alert',
      steps,
      repeat: { loopAfter: 10 },
      enabled: true,
    });
    await send();
    later('12:15');
    const voice = opsgenie.objects('contact').find(({ method }) => method === 'voice')?.id ?? '';
    await api.call('POST', `/v2/users/${people[0] ?? ''}/contacts/${voice}/disable`);
    later('12:35');
    expect(told()).toEqual([
      '12:01 voice 1-5551234567',
      '12:02 email ana@example.org',
      '12:13 voice 1-5551234567',
      '12:14 email ana@example.org',
      '12:26 email ana@example.org',
    ]);
  });

  test("the first rule whose criteria and hours hold, in the user's zone; the default is the last", async () => {
    await api.call('PATCH', `/v2/users/${people[0] ?? ''}`, { timeZone: 'Asia/Tokyo' });
    const timeRestriction = { type: 'time-of-day', restriction: { startHour: 22, startMin: 0, endHour: 7, endMin: 0 } };
    const criteria = {
      type: 'match-any-condition',
      conditions: [{ field: 'tags', operation: 'contains', expectedValue: 'loud' }],
    };
    const steps = stepsOf(['voice', '1-5551234567', 0]);
    await api.add(rules(), {
      name: 'nights',
      actionType: 'create-alert',
      criteria,
      timeRestriction,
      steps,
      enabled: true,
    });
    await send({ tags: ['loud'] });
    later('13:00');
    await send({ alias: 'b', tags: ['loud'] });
    await send({ alias: 'c' });
    expect(told()).toEqual(['12:00 email ana@example.org', '13:00 voice 1-5551234567', '13:00 email ana@example.org']);
  });

  test("forwarded messages follow the other person's rules", async () => {
    await api.add('/v2/forwarding-rules', {
      fromUser: { username: 'ana@example.org' },
      toUser: { username: 'bo@example.org' },
      startDate: '2026-06-02T00:00:00Z',
      endDate: '2026-06-03T00:00:00Z',
    });
    await send();
    expect(opsgenie.pages()).toMatchObject([{ person: 'bo@example.org' }]);
    expect(opsgenie.pages()[0]?.reason).toMatch(/forwarded from ana@example\.org$/);
  });
});

describe('integrations', () => {
  const filterOf = (field: string, operation: string, expectedValue: string): object => ({
    conditionMatchType: 'match-all-conditions',
    conditions: [{ field, operation, expectedValue }],
  });
  const actions = async (lists: object): Promise<void> => {
    const { id } = [...opsgenie.integrations.values()].find(({ apiKey }) => apiKey === key) ?? { id: '' };
    const { status, errors } = await api.call('PUT', `/v2/integrations/${id}/actions`, lists);
    expect(errors).toBeUndefined();
    expect(status).toBe(200);
  };
  const outcome = async (fields: object): Promise<Record<string, unknown>> => {
    const { requestId } = await api.call('POST', '/v2/alerts', { message: 'down', alias: 'a', ...fields }, key);
    return (await api.call('GET', `/v2/alerts/requests/${requestId}`)).data;
  };

  test('actions are tried in order; what none takes is dropped', async () => {
    await actions({
      ignore: [{ type: 'ignore', name: 'tests', filter: filterOf('tags', 'contains', 'test') }],
      create: [
        {
          type: 'create',
          name: 'second',
          order: 2,
          alias: '{{alias}}',
          filter: filterOf('message', 'matches', 'down.*'),
          message: 'second',
        },
        {
          type: 'create',
          name: 'first',
          order: 1,
          alias: '{{alias}}',
          filter: filterOf('message', 'starts-with', 'downstream'),
          message: '{{message}} by {{source}}',
          customPriority: '{{details.level}}',
          tags: ['fixed'],
          ignoreTagsFromPayload: true,
        },
      ],
      close: [{ type: 'close', name: 'up', alias: '{{alias}}', filter: filterOf('message', 'equals', 'up') }],
      acknowledge: [],
      addNote: [],
    });
    expect(await outcome({ tags: ['test'] })).toMatchObject({ success: false, status: 'Ignored by action [tests]' });
    expect(await outcome({ message: 'other' })).toMatchObject({ success: false });
    await outcome({ message: 'downstream', source: 'probe', details: { level: 'P2' }, tags: ['t'] });
    await outcome({ alias: 'b' });
    await outcome({ message: 'up' });
    expect(opsgenie.objects('alert')).toMatchObject([
      { message: 'downstream by probe', priority: 'P2', tags: ['fixed'], status: 'closed' },
      { message: 'second', priority: 'P3', status: 'open' },
    ]);
  });

  test('what is suppressed, off or in maintenance pages nobody', async () => {
    const silent = await api.integration({ ownerTeam: { id: team }, suppressNotifications: true });
    await send({ alias: 's' }, silent);
    const { id } = [...opsgenie.integrations.values()].find(({ apiKey }) => apiKey === key) ?? { id: '' };
    const rules = [{ entity: { type: 'integration', id }, state: 'disabled' }];
    await api.add('/v1/maintenance', { time: { type: 'for-1-hour' }, rules });
    await send();
    expect(pages()).toEqual([]);
    later('13:00');
    await send();
    expect(pages()).toEqual(['13:00 ana']);
    await api.call('POST', `/v2/integrations/${id}/disable`);
    expect((await api.call('POST', '/v2/alerts', { message: 'x' }, key)).status).toBe(401);
  });

  test('keys of the account open no alerts, keys of integrations configure nothing', async () => {
    expect((await api.call('POST', '/v2/alerts', { message: 'x' })).status).toBe(403);
    expect((await api.call('GET', '/v2/teams', undefined, key)).status).toBe(403);
    const both = await api.integration({ allowConfigurationAccess: true });
    expect((await api.call('GET', '/v2/teams', undefined, both)).status).toBe(200);
  });
});

// notify/opsgenie/opsgenie.go of prometheus/alertmanager
test('what Alertmanager sends: create, again, and close by alias; the next is another alert', async () => {
  const alias = 'f'.repeat(64);
  const firing = {
    alias,
    message: '[FIRING:1] Down',
    description: 'long',
    details: { alertname: 'Down', severity: 'page' },
    source: 'http://alertmanager:9093/',
    tags: ['a', 'b'],
    priority: 'P2',
  };
  const first = await send(firing);
  expect(await send(firing)).toBe(first);
  expect((await api.call('GET', `/v2/alerts/${first}`)).data).toMatchObject({ ...firing, count: 2, status: 'open' });
  await api.call('PUT', `/v2/alerts/${alias}/message?identifierType=alias`, { message: 'changed' }, key);
  await api.call('POST', `/v2/alerts/${alias}/close?identifierType=alias`, { source: firing.source }, key);
  expect((await api.call('GET', `/v2/alerts/${first}`)).data).toMatchObject({ status: 'closed', message: 'changed' });
  const second = await send(firing);
  expect(second).not.toBe(first);
  expect((await api.call('GET', '/v2/alerts?query=status:%20open')).data).toMatchObject([{ id: second }]);
  expect(pages()).toEqual(['12:00 ana', '12:00 ana']);
});
