import { describe, expect, test } from 'vitest';
import type { ResourceNode } from '../../../../src/graph/types.ts';
import { compileNodes } from '../../../../src/pipeline/resolved-alerts.ts';
import { findingLines, runTexts } from '../../../support/tree.ts';

const project = `apiVersion: alerts/v1
kind: Project
id: shop
uid: 5e1f00d001
timezone: Europe/Paris
environments: { production: {} }
hours: { business: { weekly: mon-fri 09:00-18:00, except: [./days.ics] } }
onCall: duty
connections:
  duty: { vendor: opsgenie, apiKey: { env: OPSGENIE_API_KEY } }
`;

const days = `BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//test
BEGIN:VEVENT
UID:1
DTSTAMP:20260101T000000Z
DTSTART;VALUE=DATE:20271225
SUMMARY:Christmas
END:VEVENT
END:VCALENDAR
`.replaceAll('\n', '\r\n');

const people = (contacts: string): string =>
  ['ana', 'bo']
    .map(
      (id) => `apiVersion: alerts/v1
kind: Person
id: ${id}
name: ${id}
email: ${id === 'ana' ? 'Ana.Moreau' : id}@shop.example
timezone: Europe/Lisbon
${id === 'ana' ? contacts : ''}`,
    )
    .join('---\n');

async function nodesOf(squad: string, contacts = ''): Promise<ReadonlyMap<string, ResourceNode>> {
  const result = await runTexts({
    'project.yaml': project,
    'people.yaml': people(contacts),
    'payments/squad.yaml': `apiVersion: alerts/v1
kind: Squad
id: payments
name: Payments
members: [ana]
channels: { default: { slack: '#payments' } }
${squad}`,
    'days.ics': days,
  });
  expect(findingLines(result).filter((line) => line.includes(' error opsgenie/'))).toEqual([]);
  return new Map(compileNodes(result).map((node) => [node.identity.replace('oncall/payments/', ''), node]));
}

const id = (identity: string): object => ({ $ref: `oncall/${identity}`, output: 'id' });

const always = [
  {
    type: 'weekday-and-time-of-day',
    restrictionList: [
      { startDay: 'monday', startHour: 0, startMin: 0, endDay: 'thursday', endHour: 0, endMin: 0 },
      { startDay: 'thursday', startHour: 0, startMin: 0, endDay: 'monday', endHour: 0, endMin: 0 },
    ],
  },
];

async function windowsOf(hours: string): Promise<unknown> {
  const nodes = await nodesOf(
    `schedules: { s: { rotations: { r: { participants: [ana], every: 1w, start: 2026-01-05T09:00, hours: ${hours} } } } }\n`,
  );
  return nodes.get('rotation/s.r')?.inputs['timeRestrictions'];
}

describe('hours are windows of the week', () => {
  test('the same time every day is a time of day, also past midnight', async () => {
    const between = (startHour: number, startMin: number, endHour: number, endMin: number): object[] => [
      { type: 'time-of-day', restriction: [{ startHour, startMin, endHour, endMin }] },
    ];
    expect(await windowsOf("'mon-sun 07:00-23:30'")).toEqual(between(7, 0, 23, 30));
    expect(await windowsOf("'mon-sun 22:30-06:00'")).toEqual(between(22, 30, 6, 0));
  });

  test('a span goes over the end of the week; whole days end at the midnight after them', async () => {
    const span = (startDay: string, startHour: number, endDay: string, endHour: number): object => ({
      startDay,
      startHour,
      startMin: 0,
      endDay,
      endHour,
      endMin: 0,
    });
    expect(await windowsOf("'fri 20:00 - mon 08:00'")).toEqual([
      { type: 'weekday-and-time-of-day', restrictionList: [span('friday', 20, 'monday', 8)] },
    ]);
    expect(await windowsOf('{ weekly: sat-sun }')).toEqual([
      { type: 'weekday-and-time-of-day', restrictionList: [span('saturday', 0, 'monday', 0)] },
    ]);
    expect(await windowsOf('not business')).toEqual([
      {
        type: 'weekday-and-time-of-day',
        restrictionList: [
          span('monday', 18, 'tuesday', 9),
          span('tuesday', 18, 'wednesday', 9),
          span('wednesday', 18, 'thursday', 9),
          span('thursday', 18, 'friday', 9),
          span('friday', 18, 'monday', 9),
        ],
      },
    ]);
  });

  test('no hours are the whole week in two windows', async () => {
    expect(await windowsOf('{ weekly: mon-sun }')).toEqual(always);
  });
});

test('a rotation has everything that would stay when left out; its start is the wall time in UTC', async () => {
  const nodes = await nodesOf(`schedules:
  s:
    timezone: America/New_York
    rotations:
      r: { participants: [ana, none, bo, ana], every: 2d, start: 2026-07-06T09:30 }
`);
  expect(nodes.get('schedule/s')?.inputs).toEqual({
    name: 'payments s',
    description: 'Payments: s [alerts 5e1f00d001 oncall oncall/payments/schedule/s]',
    timezone: 'America/New_York',
    enabled: true,
    ownerTeamId: id('payments/team/payments'),
  });
  expect(nodes.get('rotation/s.r')?.inputs).toEqual({
    scheduleId: id('payments/schedule/s'),
    name: 'r',
    type: 'daily',
    length: 2,
    startDate: '2026-07-06T13:30:00Z',
    endDate: '2099-12-31T00:00:00Z',
    participants: [
      { type: 'user', id: id('people/user/ana') },
      { type: 'none' },
      { type: 'user', id: id('people/user/bo') },
      { type: 'user', id: id('people/user/ana') },
    ],
    timeRestrictions: always,
  });
});

test('steps of an escalation are rules whose delays count from its start', async () => {
  const nodes = await nodesOf(`escalations:
  first:
    steps:
      - { after: 0m, notify: [{ schedule: other/oncall }] }
      - { after: 15m, while: open, notify: [{ schedule: other/oncall, take: next }, { person: bo }] }
      - { after: 1h, notify: [{ squad: payments, take: everyone }, { squad: payments, take: admins }, { squad: payments }] }
    repeat: { times: 2, every: 30m, close: true }
`);
  const rule = (condition: string, notifyType: string, delay: number, type: string, identity: string): object => ({
    condition,
    notifyType,
    delay,
    recipients: [{ type, id: id(identity) }],
  });
  expect(nodes.get('escalation/first')?.inputs).toMatchObject({
    rules: [
      rule('if-not-acked', 'default', 0, 'schedule', 'other/schedule/oncall'),
      rule('if-not-closed', 'next', 15, 'schedule', 'other/schedule/oncall'),
      rule('if-not-closed', 'default', 15, 'user', 'people/user/bo'),
      rule('if-not-acked', 'all', 60, 'team', 'payments/team/payments'),
      rule('if-not-acked', 'admins', 60, 'team', 'payments/team/payments'),
      rule('if-not-acked', 'default', 60, 'team', 'payments/team/payments'),
    ],
    repeats: [{ waitInterval: 30, count: 2, resetRecipientStates: false, closeAlertAfterAll: true }],
  });
});

describe('routing', () => {
  test('rules follow one another; values of a key are one condition, and what is left over leads nowhere', async () => {
    const nodes = await nodesOf(`routing:
  - { when: { priority: [P1, P2], application: [a, b], tag: { kind: batch } }, to: { schedule: s } }
  - { when: { title: 'Slow*' }, to: { squad: other } }
`);
    const condition = (
      field: string,
      operation: string,
      expectedValue: string,
      order: number,
      not = false,
    ): object => ({
      field,
      operation,
      expectedValue,
      not,
      order,
    });
    expect(nodes.get('route/1')).toMatchObject({
      inputs: {
        name: 'alerts 1: priority P1 or P2, application a or b, tag kind:batch → schedule s',
        order: 0,
        timezone: 'Europe/Paris',
        criterias: [
          {
            type: 'match-all-conditions',
            conditions: [
              condition('priority', 'equals', 'P3', 0, true),
              condition('priority', 'equals', 'P4', 1, true),
              condition('priority', 'equals', 'P5', 2, true),
              condition('tags', 'matches', '^(.*[, ])?service:(a|b)([, ].*)?$', 3),
              condition('tags', 'contains', 'kind:batch', 4),
            ],
          },
        ],
        notifies: [{ type: 'schedule', id: id('payments/schedule/s') }],
      },
    });
    expect(nodes.get('route/2')).toMatchObject({
      inputs: {
        criterias: [{ conditions: [condition('message', 'matches', '^((\\[[^\\]]*\\] ?)*Slow.*)$', 0)] }],
        notifies: [{ type: 'escalation', id: id('payments/escalation/squad.other') }],
      },
      options: { dependsOn: ['oncall/payments/route/1'] },
    });
    expect(nodes.get('escalation/squad.other')?.inputs).toMatchObject({
      rules: [{ notifyType: 'default', delay: 0, recipients: [{ type: 'team', id: id('other/team/other') }] }],
    });
    expect(nodes.get('route/3')?.inputs).toMatchObject({
      order: 2,
      criterias: [{ type: 'match-all' }],
      timeRestrictions: always,
      notifies: [{ type: 'none' }],
    });
  });

  test('on holidays a tag decides, which a policy sets that is on for them only', async () => {
    const nodes = await nodesOf(`routing:
  - { when: { hours: business }, to: none }
  - { when: { hours: not business }, to: none }
`);
    const policy = [...nodes.values()].find(({ identity }) => identity.includes('/policy/holidays.'));
    const [tag = ''] = (policy?.inputs['tags'] ?? []) as readonly string[];
    expect(policy?.inputs).toMatchObject({ enabled: false, continuePolicy: true, filters: [{ type: 'match-all' }] });
    expect(tag).toMatch(/^alerts_holidays:[0-9a-f]{8}$/);
    const criteria = ['1', '2', '3'].map((number) => nodes.get(`route/${number}`)?.inputs['criterias']);
    expect(criteria).toMatchObject([
      [{ conditions: [{ field: 'tags', expectedValue: tag, not: true }] }],
      [{ type: 'match-all' }],
      [{ conditions: [{ field: 'tags', expectedValue: tag, not: false }] }],
    ]);
    expect(nodes.get('route/3')?.inputs['timeRestrictions']).toEqual(always);
  });
});

test('what a policy holds back goes by its tag, since its own changes come first', async () => {
  const nodes = await nodesOf(`policies:
  one: { when: { priority: P5 }, set: { priority: P3, title: '[x] \${title}' }, delay: { until: 'mon 08:30' } }
  two: { when: { priority: P4 }, autoRestart: { every: 10m, times: 3 } }
`);
  expect(nodes.get('policy/one')?.inputs).toMatchObject({
    message: '[x] {{message}}',
    alias: '{{alias}}',
    priority: 'P3',
    continuePolicy: false,
    tags: ['alerts_policy:one'],
  });
  expect(nodes.get('notification/policy.one')?.inputs).toMatchObject({
    filters: [{ conditions: [{ field: 'tags', operation: 'contains', expectedValue: 'alerts_policy:one' }] }],
    delayActions: [{ delayOption: 'next-monday', untilHour: 8, untilMinute: 30 }],
  });
  expect(nodes.get('policy/two')?.options).toMatchObject({ dependsOn: ['oncall/payments/policy/one'] });
  expect(nodes.get('notification/policy.two')?.options).toMatchObject({
    dependsOn: ['oncall/payments/notification/policy.one'],
  });
});

describe('a person whom a squad calls', () => {
  test('is an account of their address in lower case, whose role is theirs and which stays', async () => {
    const nodes = await nodesOf('');
    expect(nodes.get('oncall/people/user/ana')).toMatchObject({
      inputs: { username: 'ana.moreau@shop.example', fullName: 'ana', role: 'User', timezone: 'Europe/Lisbon' },
      options: { retainOnDelete: true, ignoreChanges: expect.arrayContaining(['role', 'locale']) as string[] },
    });
    expect(nodes.has('oncall/people/user/bo')).toBe(false);
  });

  test('has rules for e-mail', async () => {
    const nodes = await nodesOf(
      '',
      `contacts:
  rules:
    - { when: { priority: [P1, P2] }, steps: [{ after: 0m, by: email }, { after: 5m, by: email }], repeat: 10m }
`,
    );
    expect(nodes.get('oncall/people/notification-rule/ana.1')?.inputs).toMatchObject({
      name: 'alerts 1',
      username: 'ana.moreau@shop.example',
      actionType: 'create-alert',
      order: 0,
      criterias: [
        {
          type: 'match-all-conditions',
          conditions: [{ expectedValue: 'P3' }, { expectedValue: 'P4' }, { expectedValue: 'P5' }],
        },
      ],
      steps: [
        { sendAfter: 0, contacts: [{ method: 'email', to: 'ana.moreau@shop.example' }] },
        { sendAfter: 5, contacts: [{ method: 'email', to: 'ana.moreau@shop.example' }] },
      ],
      repeats: [{ loopAfter: 10, enabled: true }],
    });
  });

  test('with a way that needs a number has no rules at all: half of them would call less', async () => {
    const nodes = await nodesOf(
      '',
      'contacts: { rules: [{ steps: [{ after: 0m, by: email }, { after: 5m, by: voice }] }] }\n',
    );
    expect([...nodes.keys()].filter((identity) => identity.includes('notification-rule'))).toEqual([]);
  });
});
