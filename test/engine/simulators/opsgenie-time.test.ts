import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { opsgenieClient, type OpsgenieClient } from './opsgenie-client.ts';
import { startOpsgenie, type OpsgenieSimulator } from './opsgenie/index.ts';

let opsgenie: OpsgenieSimulator;
let api: OpsgenieClient;
let people: string[];
beforeEach(async () => {
  opsgenie = await startOpsgenie({ now: '2026-01-01T00:00:00Z' });
  api = opsgenieClient(opsgenie);
  people = await api.users('ana', 'bo', 'cy');
});
afterEach(() => opsgenie.close());

/** Participants by the indices of the people. */
function those(...indices: readonly number[]): object[] {
  return indices.map((index) => ({ type: 'user', id: people[index] }));
}

async function schedule(timezone: string, ...rotations: readonly object[]): Promise<string> {
  return api.add('/v2/schedules', { name: `s${opsgenie.objects('schedule').length}`, timezone, rotations });
}

const nineToNine = { startDate: '2026-03-23T08:00:00Z', type: 'daily', length: 1 };

describe('turns', () => {
  test('daily and weekly ones keep their wall time through both changes of clocks', async () => {
    const paris = await schedule('Europe/Paris', { ...nineToNine, participants: those(0, 1, 2) });
    // Clocks go forward on 29 March at 02:00.
    expect(await api.onCall(paris, '2026-03-28T07:59:00Z')).toEqual(['bo']);
    expect(await api.onCall(paris, '2026-03-28T08:00:00Z')).toEqual(['cy']);
    expect(await api.onCall(paris, '2026-03-29T06:59:00Z')).toEqual(['cy']);
    expect(await api.onCall(paris, '2026-03-29T07:00:00Z')).toEqual(['ana']);
    // And back on 25 October at 03:00.
    const autumn = { startDate: '2026-10-19T07:00:00Z', type: 'weekly', participants: those(0, 1) };
    const weekly = await schedule('Europe/Paris', autumn);
    expect(await api.onCall(weekly, '2026-10-26T07:59:00Z')).toEqual(['ana']);
    expect(await api.onCall(weekly, '2026-10-26T08:00:00Z')).toEqual(['bo']);
  });

  test('hourly ones count hours that passed', async () => {
    const rotation = { startDate: '2026-03-28T23:00:00Z', type: 'hourly', length: 12, participants: those(0, 1) };
    const paris = await schedule('Europe/Paris', rotation);
    expect(await api.onCall(paris, '2026-03-29T10:59:00Z')).toEqual(['ana']);
    expect(await api.onCall(paris, '2026-03-29T11:00:00Z')).toEqual(['bo']);
  });

  test('hourly ones may count hours on the wall: they differ from a change of clocks on', async () => {
    const other = await startOpsgenie({ hourlyTurns: 'wall' });
    const asked = opsgenieClient(other);
    const participants = (await asked.users('ana', 'bo')).map((id) => ({ type: 'user', id }));
    const rotations = [{ startDate: '2026-03-28T23:00:00Z', type: 'hourly', length: 12, participants }];
    const paris = await asked.add('/v2/schedules', { name: 's', timezone: 'Europe/Paris', rotations });
    expect(await asked.onCall(paris, '2026-03-29T09:59:00Z')).toEqual(['ana']);
    expect(await asked.onCall(paris, '2026-03-29T10:00:00Z')).toEqual(['bo']);
    await other.close();
  });

  test('a handover at a wall time that is left out comes as much later; of two the first counts', async () => {
    const spring = await schedule('Europe/Paris', {
      startDate: '2026-03-28T01:30:00Z',
      type: 'daily',
      participants: those(0, 1),
    });
    expect(await api.onCall(spring, '2026-03-29T01:29:00Z')).toEqual(['ana']);
    expect(await api.onCall(spring, '2026-03-29T01:30:00Z')).toEqual(['bo']);
    const autumn = await schedule('Europe/Paris', {
      startDate: '2026-10-24T00:30:00Z',
      type: 'daily',
      participants: those(0, 1),
    });
    expect(await api.onCall(autumn, '2026-10-25T00:29:00Z')).toEqual(['ana']);
    expect(await api.onCall(autumn, '2026-10-25T00:30:00Z')).toEqual(['bo']);
    expect(await api.onCall(autumn, '2026-10-25T01:30:00Z')).toEqual(['bo']);
  });

  test('nobody before the start, from the end on, in a turn of none, and in a schedule that is off', async () => {
    const participants = [...those(0), { type: 'none' }];
    const rotation = { ...nineToNine, endDate: '2026-03-27T08:00:00Z', participants };
    const id = await schedule('UTC', rotation);
    const at = (date: string): Promise<string[]> => api.onCall(id, date);
    expect(await at('2026-03-23T07:59:00Z')).toEqual([]);
    expect(await at('2026-03-23T08:00:00Z')).toEqual(['ana']);
    expect(await at('2026-03-24T08:00:00Z')).toEqual([]);
    expect(await at('2026-03-25T12:00:00Z')).toEqual(['ana']);
    expect(await at('2026-03-27T08:00:00Z')).toEqual([]);
    await api.call('PATCH', `/v2/schedules/${id}`, { enabled: false });
    expect(await at('2026-03-23T08:00:00Z')).toEqual([]);
  });
});

function window(startDay: string, startHour: number, endDay: string, endHour: number): object {
  return { startDay, startHour, startMin: 0, endDay, endHour, endMin: 0 };
}

const weekend = {
  type: 'weekday-and-time-of-day',
  restrictions: [window('friday', 17, 'monday', 8)],
  restriction: {},
};

describe('hours', () => {
  // https://support.atlassian.com/opsgenie/docs/create-an-on-call-schedule-with-weekdayweekend-rotation/
  test('the documented example: weekends from Friday 17:00 to Monday 08:00 beside weekdays', async () => {
    const workdays = {
      type: 'weekday-and-time-of-day',
      restrictions: [window('monday', 8, 'friday', 17)],
    };
    const id = await schedule(
      'America/New_York',
      { startDate: '2026-06-01T12:00:00Z', type: 'daily', participants: those(0, 1, 2), timeRestriction: workdays },
      { startDate: '2026-06-05T21:00:00Z', type: 'daily', participants: those(1, 2), timeRestriction: weekend },
    );
    const at = (date: string): Promise<string[]> => api.onCall(id, `${date}:00-04:00`);
    expect(await at('2026-06-05T16:59')).toEqual(['bo']);
    expect(await at('2026-06-05T17:00')).toEqual(['bo']);
    expect(await at('2026-06-06T17:00')).toEqual(['cy']);
    expect(await at('2026-06-08T07:59')).toEqual(['bo']);
    // Turns go on while they are masked: Monday is the eighth turn.
    expect(await at('2026-06-08T08:00')).toEqual(['bo']);
    expect(await at('2026-06-09T08:00')).toEqual(['cy']);
  });

  test('past midnight, and edges on the nights of a change', async () => {
    const night = { type: 'time-of-day', restriction: { startHour: 22, startMin: 0, endHour: 2, endMin: 30 } };
    const rotation = { startDate: '2026-01-01T00:00:00Z', type: 'weekly', participants: those(0) };
    const id = await schedule('Europe/Paris', { ...rotation, timeRestriction: night });
    const at = (date: string): Promise<string[]> => api.onCall(id, date);
    expect(await at('2026-03-27T20:59:00Z')).toEqual([]);
    expect(await at('2026-03-27T21:00:00Z')).toEqual(['ana']);
    expect(await at('2026-03-28T01:29:00Z')).toEqual(['ana']);
    expect(await at('2026-03-28T01:30:00Z')).toEqual([]);
    // 02:30 does not exist: the window ends at 03:30 summer time, which is 01:30 UTC.
    expect(await at('2026-03-29T01:29:00Z')).toEqual(['ana']);
    expect(await at('2026-03-29T01:30:00Z')).toEqual([]);
    // 02:30 exists twice: it ends at the first.
    expect(await at('2026-10-25T00:29:00Z')).toEqual(['ana']);
    expect(await at('2026-10-25T00:30:00Z')).toEqual([]);
    expect(await at('2026-10-25T01:15:00Z')).toEqual([]);
  });

  test('rotations add up, and nobody is there twice', async () => {
    const rotation = { startDate: '2026-01-01T00:00:00Z', type: 'weekly' };
    const id = await schedule(
      'UTC',
      { ...rotation, participants: those(0) },
      { ...rotation, participants: those(1) },
      { ...rotation, participants: those(0) },
    );
    expect(await api.onCall(id, '2026-02-01T00:00:00Z')).toEqual(['ana', 'bo']);
  });
});

describe('overrides and forwarding', () => {
  const rotation = { startDate: '2026-01-05T08:00:00Z', type: 'weekly' };

  test('cut their span out of the rotations they name, masked hours too; the last one that was created wins', async () => {
    const id = await schedule(
      'UTC',
      { ...rotation, name: 'one', participants: those(0), timeRestriction: weekend },
      { ...rotation, name: 'two', participants: those(1) },
    );
    const span = { startDate: '2026-02-03T10:00:00Z', endDate: '2026-02-03T20:00:00Z' };
    const override = (user: number, more: object): Promise<string> =>
      api.add(`/v2/schedules/${id}/overrides`, { user: those(user)[0], ...span, ...more });
    await override(2, {});
    const at = (time: string): Promise<string[]> => api.onCall(id, `2026-02-03T${time}:00Z`);
    expect([await at('09:59'), await at('10:00'), await at('19:59'), await at('20:00')]).toEqual([
      ['bo'],
      ['cy'],
      ['cy'],
      ['bo'],
    ]);
    await override(0, { alias: 'later', rotations: [{ name: 'one' }], endDate: '2026-02-03T12:00:00Z' });
    expect([await at('11:00'), await at('12:00')]).toEqual([['ana', 'cy'], ['cy']]);
    await override(1, { startDate: '2026-02-03T11:30:00Z' });
    expect([await at('11:00'), await at('11:30'), await at('12:00')]).toEqual([['ana', 'cy'], ['bo'], ['bo']]);
    await api.call('DELETE', `/v2/schedules/${id}/overrides/later`);
    expect(await at('11:00')).toEqual(['cy']);
  });

  test('an override with none leaves a hole', async () => {
    const id = await schedule('UTC', { ...rotation, participants: those(0) });
    const span = { startDate: '2026-02-03T10:00:00Z', endDate: '2026-02-03T20:00:00Z' };
    await api.add(`/v2/schedules/${id}/overrides`, { user: { type: 'none' }, ...span });
    expect(await api.onCall(id, '2026-02-03T12:00:00Z')).toEqual([]);
  });

  test('forwarding follows overrides, and says from whom', async () => {
    const id = await schedule('UTC', { ...rotation, participants: those(0) });
    const span = { startDate: '2026-02-03T10:00:00Z', endDate: '2026-02-03T20:00:00Z' };
    await api.add('/v2/forwarding-rules', {
      fromUser: { id: people[0] },
      toUser: { username: 'bo@example.org' },
      ...span,
    });
    expect(await api.onCall(id, '2026-02-03T12:00:00Z')).toEqual(['bo']);
    const { data } = await api.call('GET', `/v2/schedules/${id}/on-calls?date=2026-02-03T12:00:00Z`);
    expect(data['onCallParticipants']).toMatchObject([
      { name: 'bo@example.org', type: 'user', forwardedFrom: { name: 'ana@example.org' } },
    ]);
  });
});

describe('next on call', () => {
  test('in the order of the rotation, and exactly: masked turns and overrides count in the latter only', async () => {
    const timeRestriction = { type: 'weekday-and-time-of-day', restrictions: [window('monday', 8, 'tuesday', 8)] };
    const rotation = { startDate: '2026-06-01T08:00:00Z', type: 'daily', participants: those(0, 1, 2) };
    const id = await schedule('UTC', { ...rotation, timeRestriction });
    const next = async (): Promise<unknown[]> => {
      const { data } = await api.call('GET', `/v2/schedules/${id}/next-on-calls?flat=true&date=2026-06-01T09:00:00Z`);
      return [data['nextOnCallParticipants'], data['exactNextOnCallParticipants']];
    };
    // The next Monday is the eighth turn.
    expect(await next()).toEqual([['bo@example.org'], ['bo@example.org']]);
    await api.add(`/v2/schedules/${id}/overrides`, {
      user: those(2)[0],
      startDate: '2026-06-03T00:00:00Z',
      endDate: '2026-06-03T01:00:00Z',
    });
    expect(await next()).toEqual([['bo@example.org'], ['cy@example.org']]);
  });
});

interface Period {
  readonly startDate: string;
  readonly endDate: string;
  readonly type: string;
  readonly recipient: { readonly name: string };
}

test('the timeline has what is on top, and its layers when they are asked for', async () => {
  const rotation = { startDate: '2026-06-01T08:00:00Z', type: 'daily', participants: those(0, 1) };
  const id = await schedule('UTC', rotation);
  await api.add(`/v2/schedules/${id}/overrides`, {
    user: those(2)[0],
    startDate: '2026-06-02T00:00:00Z',
    endDate: '2026-06-02T12:00:00Z',
  });
  const query = 'interval=2&intervalUnit=days&date=2026-06-01T08:00:00Z&expand=base,override';
  const { data } = await api.call('GET', `/v2/schedules/${id}/timeline?${query}`);
  const periods = (layer: string): unknown[] => {
    const { rotations } = data[layer] as { rotations: { periods: Period[] }[] };
    return (rotations[0]?.periods ?? []).map(({ startDate, endDate, type, recipient }) =>
      [startDate.slice(8, 16), endDate.slice(8, 16), type, recipient.name.replace(/@.*/, '')].join(' '),
    );
  };
  expect(periods('baseTimeline')).toEqual(['01T08:00 02T08:00 default ana', '02T08:00 03T08:00 default bo']);
  expect(periods('overrideTimeline')).toEqual(['02T00:00 02T12:00 override cy']);
  expect(periods('finalTimeline')).toEqual([
    '01T08:00 02T00:00 default ana',
    '02T00:00 02T12:00 override cy',
    '02T12:00 03T08:00 default bo',
  ]);
  expect(data).toMatchObject({ startDate: '2026-06-01T08:00:00.000Z', endDate: '2026-06-03T08:00:00.000Z' });
  expect(data).not.toHaveProperty('forwardingTimeline');
});
