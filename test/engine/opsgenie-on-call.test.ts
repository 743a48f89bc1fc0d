import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Operation } from '../../src/graph/plan.ts';
import { smallOrganisation } from './definitions.ts';
import type { Escalation, Policy, Rotation, RoutingRule, Schedule } from './simulators/opsgenie/index.ts';
import { startWorld, type World } from './world.ts';

let world: World;
beforeEach(async () => {
  world = await startWorld({});
});
afterEach(() => world.close());

/** Carol has rules for e-mail: whatever else a rule needs is in a profile. */
const contacts = `contacts:
  rules:
    - { when: { priority: [P1, P2] }, steps: [{ after: 0m, by: email }, { after: 5m, by: email }], repeat: 10m }
    - { steps: [{ after: 1m, by: email }] }
`;

const people = ['bob', 'carol', 'dan']
  .map(
    (id) => `apiVersion: alerts/v1
kind: Person
id: ${id}
name: ${id.charAt(0).toUpperCase()}${id.slice(1)}
email: ${id}@shop.example
licence: { run: 2026-01-01, onCall: 2026-01-01 }
${id === 'carol' ? contacts : ''}`,
  )
  .join('---\n');

function lay(onCall: string): void {
  world.write('alerts/more-people.yaml', people);
  for (const [file, text] of Object.entries(smallOrganisation({ alerts: { 'too-slow': 5 }, onCall })))
    world.write(
      file,
      text?.replace('rules: {}', 'rules: { routing/escalation-depth: off, routing/pattern-shadowed: off }'),
    );
}

async function apply(...more: string[]): Promise<void> {
  const applied = await world.run(['apply', '--yes', '--env', 'oncall', ...more]);
  expect(applied, applied.stderr).toMatchObject({ code: 0 });
}

/** What a live plan changes: identity, operation, and the inputs, or overrides, that an update changes. */
async function changes(...more: string[]): Promise<(readonly [string, string, readonly string[]])[]> {
  const { code, stdout, stderr } = await world.run(['plan', '--live', '--env', 'oncall', '--format', 'json', ...more]);
  expect(code, stderr).toBe(0);
  const { units } = JSON.parse(stdout) as { units: { operations: Operation[] }[] };
  return units
    .flatMap(({ operations }) => operations)
    .filter(({ op }) => op !== 'same')
    .map(({ identity, op, changes: inputs }) => {
      const names = new Set(inputs.map(({ path }) => path.replace(/[.[].*/, '')));
      return [identity, op, op === 'update' ? [...names].sort() : []];
    });
}

const full = `admins: [bob]
schedules:
  run:
    timezone: Europe/Paris
    rotations:
      weekly: { participants: [alice, bob], every: 1w, start: 2026-01-05T09:00, hours: 'mon-fri 09:00-18:00' }
  oncall:
    timezone: Europe/Paris
    rotations:
      weekly: { participants: [bob, carol, none], every: 1w, start: 2026-01-05T18:00 }
      nights: { participants: [alice], every: 12h, start: 2026-01-05T18:00, end: 2027-01-05T18:00, hours: 'mon-sun 22:00-06:00' }
escalations:
  working-hours:
    - { after: 0m, notify: [{ schedule: run }] }
    - { after: 20m, notify: [{ squad: payments, take: everyone }] }
  off-hours:
    steps:
      - { after: 0m, notify: [{ schedule: oncall }] }
      - { after: 10m, notify: [{ schedule: oncall, take: next }, { person: dan }] }
      - { after: 20m, while: open, notify: [{ squad: payments, take: admins }] }
    repeat: { times: 2, every: 30m, reset: true }
routing:
  - { when: { hours: 'mon-fri 09:00-18:00' }, to: { escalation: working-hours } }
  - { when: { priority: [P1, P2] }, to: { escalation: off-hours } }
  - { when: { application: [checkout, ledger], title: 'Slow*' }, to: { squad: identity } }
  - { to: none }
policies:
  demote: { when: { tag: { kind: batch } }, set: { priority: P4, title: '[batch] \${title}' } }
  rename: { when: { category: errors, hours: { weekly: sat-sun } }, set: { description: 'Weekend' }, delay: 10m, continue: true }
notifications:
  close: { autoClose: 2h }
  quiet: { when: { priority: P5 }, suppress: true }
integrations:
  datadog: { type: Datadog }
  mail:
    type: Email
    address: payments-mail
    actions:
      spam: { do: ignore, when: { title: '*unsubscribe*' } }
      open: { do: create, when: { title: '*alarm*' }, set: { priority: P2, title: '[mail] \${title}', tags: { from: mail } } }
heartbeats:
  nightly: { every: 1d, description: The export of the night, priority: P2 }
overrides:
  - { schedule: oncall, from: 2031-12-24T18:00, to: 2031-12-26T09:00, person: dan, reason: swap }
maintenance:
  move: { from: 2031-03-01T08:00, to: 2031-03-01T12:00, reason: The move, integrations: [mail], policies: [demote] }
services:
  shop: { description: The shop, tags: { tier: one }, incidents: [{ when: { priority: P1 }, priority: P1, title: 'Shop: \${title}' }] }
incidentTemplates:
  outage: { title: Outage, priority: P1, stakeholders: We are on it., services: [shop] }
`;

/** What somebody has, by the identity's last parts, of the squad payments. */
const of = (kind: string, id: string): string => `oncall/payments/${kind}/${id}`;

/** Everything of a squad that has optional fields, one object for each field, before and after that field changes or goes. */
const fields = (after: boolean): string => {
  const either = (before: string, then: string): string => (after ? then : before);
  return `admins: [${either('bob', 'carol')}]
schedules:
  stays:
    rotations:
      participants: { participants: [bob, carol${either('', ', dan')}], every: 1w, start: 2026-01-05T09:00 }
      order: { participants: ${either('[bob, carol]', '[carol, bob]')}, every: 1w, start: 2026-01-05T09:00 }
      length: { participants: [bob], every: ${either('1w', '2w')}, start: 2026-01-05T09:00 }
      type: { participants: [bob], every: ${either('1w', '12h')}, start: 2026-01-05T09:00 }
      start: { participants: [bob], every: 1w, start: ${either('2026-01-05T09:00', '2026-07-06T09:30')} }
      end: { participants: [bob], every: 1w, start: 2026-01-05T09:00, end: ${either('2031-01-05T09:00', '2031-01-06T09:00')} }
      no-end: { participants: [bob], every: 1w, start: 2026-01-05T09:00${either(', end: 2031-01-05T09:00', '')} }
      hours: { participants: [bob], every: 1w, start: 2026-01-05T09:00, hours: '${either('mon-fri 09:00-18:00', 'fri 20:00 - mon 08:00')}' }
      daily: { participants: [bob], every: 1w, start: 2026-01-05T09:00, hours: '${either('mon-sun 07:00-23:00', 'mon-sun 23:30-07:00')}' }
      no-hours: { participants: [bob], every: 1w, start: 2026-01-05T09:00${either(", hours: 'mon-sun 07:00-23:00'", '')} }
${either('      gone: { participants: [bob], every: 1w, start: 2026-01-05T09:00 }\n', '')}  zone: { timezone: ${either('Europe/Paris', 'America/New_York')}, rotations: { r: { participants: [bob], every: 1w, start: '2026-01-05T09:00:00Z' } } }
  same-clock: { timezone: ${either('Europe/Paris', 'Europe/Berlin')}, rotations: { r: { participants: [bob], every: 1w, start: '2026-01-05T09:00:00Z' } } }
  words: { description: ${either('Who is first', 'Who is second')}, rotations: { r: { participants: [bob], every: 1w, start: 2026-01-05T09:00 } } }
  no-words: { ${either('description: Who is first, ', '')}rotations: { r: { participants: [bob], every: 1w, start: 2026-01-05T09:00 } } }
${either('  gone: { rotations: { r: { participants: [bob], every: 1w, start: 2026-01-05T09:00 } } }\n', '')}escalations:
  delay: [{ after: ${either('5m', '10m')}, notify: [{ schedule: stays }] }]
  while: [{ after: 5m${either('', ', while: open')}, notify: [{ schedule: stays }] }]
  take: [{ after: 5m, notify: [{ schedule: stays, take: ${either('next', 'previous')} }] }]
  target: [{ after: 5m, notify: [{ ${either('schedule: stays', 'person: dan')} }] }]
  team: [{ after: 5m, notify: [{ squad: payments, take: ${either('everyone', 'random')} }] }]
  steps: [{ after: 0m, notify: [{ schedule: stays }] }${either(', { after: 5m, notify: [{ person: dan }] }', '')}]
  repeat: { steps: [{ after: 5m, notify: [{ schedule: stays }] }], repeat: { times: ${either('1', '2')}, every: ${either('10m', '20m')}, reset: ${either('true', 'false')} } }
  no-repeat: { steps: [{ after: 5m, notify: [{ schedule: stays }] }]${either(', repeat: { times: 3, every: 10m, close: true }', '')} }
${either('  gone: [{ after: 5m, notify: [{ schedule: stays }] }]\n', '')}routing:
  - { when: { priority: ${either('P1', '[P1, P2]')} }, to: { escalation: delay } }
  - { when: { application: checkout, hours: ${either("'mon-fri 09:00-18:00'", "'mon-fri 10:00-18:30'")} }, to: { escalation: delay } }
  - { when: { application: ledger${either(", hours: 'mon-fri 09:00-18:00'", '')} }, to: { escalation: delay } }
  - { when: { tag: { kind: batch } }, to: ${either('{ schedule: stays }', 'none')} }
  - { when: { title: 'Slow*' }, to: ${either('{ escalation: delay }', '{ squad: identity }')} }
  - { to: none }
policies:
  filter: { when: { tag: { kind: ${either('batch', 'bulk')} } }, set: { priority: P4 } }
  hours: { when: { tag: { a: b }, hours: 'mon-fri 09:00-18:00' }, set: { priority: P4 } }
  no-hours: { when: { tag: { a: b }${either(", hours: 'mon-fri 09:00-18:00'", '')} }, set: { priority: P4 } }
  title: { when: { tag: { a: b } }, set: { title: '${either('[a]', '[b]')} \${title}' } }
  no-title: { when: { tag: { a: b } }, set: { priority: P4${either(", title: '[a] ${title}'", '')} } }
  description: { when: { tag: { a: b } }, set: { priority: P4${either(', description: Wait', '')} } }
  tags: { when: { tag: { a: b } }, set: { priority: P4${either(', tags: { x: y }', '')} } }
  continue: { when: { tag: { a: b } }, set: { priority: P4 }${either('', ', continue: true')} }
notifications:
  delay: { delay: ${either('10m', '20m')} }
  until: { delay: { until: ${either("'08:00'", "'mon 09:30'")} } }
  deduplicate: { deduplicate: { count: ${either('3', '5, within: 10m')} } }
  restart: { autoClose: 1h${either(', autoRestart: { every: 10m, times: 3 }', '')} }
  close: { autoRestart: { every: 10m, times: 3 }${either(', autoClose: 1h', '')} }
  suppress: { ${either('suppress: true', 'autoClose: 1h')} }
${either('  gone: { autoClose: 1h }\n', '')}integrations:
  mail:
    type: Email
    address: ${either('payments-mail', 'payments-post')}
    actions:
      spam: { do: ignore, when: { title: '${either('*win*', '*prize*')}' } }
      open: { do: create, set: { priority: ${either('P2', 'P3')}${either(', tags: { from: mail }', '')} } }
${either('      close: { do: close, when: { title: done } }\n', '')}maintenance:
  move: { from: 2031-03-01T08:00, to: ${either('2031-03-01T12:00', '2031-03-01T13:00')}, reason: The move, integrations: [mail] }
services:
  shop: { description: ${either('The shop', 'The store')}${either(', tags: { tier: one }', '')}, incidents: [{ when: { priority: P1 }, priority: ${either('P1', 'P2')}, title: 'Shop: \${title}' }] }
incidentTemplates:
  outage: { title: ${either('Outage', 'Failure')}, priority: P1, stakeholders: We are on it.${either(', services: [shop], tags: { a: b }', '')} }
overrides:
  - { schedule: stays, from: 2031-12-24T18:00, to: 2031-12-26T09:00, person: ${either('dan', 'none')} }
  - { schedule: stays, from: 2031-12-27T18:00, to: ${either('2031-12-28T09:00', '2031-12-28T10:00')}, person: bob, rotations: [order] }
${either('  - { schedule: stays, from: 2031-12-30T18:00, to: 2031-12-31T09:00, person: bob }\n', '')}`;
};

/** Identity, operation and inputs that change, of {@link fields}. */
const fieldChanges: readonly (readonly [string, string, readonly string[]])[] = [
  [of('actions', 'mail'), 'update', ['closes', 'creates', 'ignores']],
  [of('escalation', 'delay'), 'update', ['rules']],
  [of('escalation', 'gone'), 'delete', []],
  [of('escalation', 'no-repeat'), 'update', ['repeats']],
  [of('escalation', 'repeat'), 'update', ['repeats']],
  [of('escalation', 'squad.identity'), 'create', []],
  [of('escalation', 'steps'), 'update', ['rules']],
  [of('escalation', 'take'), 'update', ['rules']],
  [of('escalation', 'target'), 'update', ['rules']],
  [of('escalation', 'team'), 'update', ['rules']],
  [of('escalation', 'while'), 'update', ['rules']],
  [of('incident-rule', 'shop.1'), 'update', ['incidentRules']],
  [of('incident-template', 'outage'), 'update', ['description', 'impactedServices', 'message', 'tags']],
  [of('integration', 'mail'), 'update', ['emailUsername']],
  [of('maintenance', 'move'), 'update', ['times']],
  [of('notification', 'close'), 'update', ['autoCloseActions']],
  [of('notification', 'deduplicate'), 'update', ['deDuplicationActions']],
  [of('notification', 'delay'), 'update', ['delayActions']],
  [of('notification', 'gone'), 'delete', []],
  [of('notification', 'restart'), 'update', ['autoRestartActions']],
  [of('notification', 'suppress'), 'update', ['autoCloseActions', 'suppress']],
  [of('notification', 'until'), 'update', ['delayActions']],
  [of('overrides', 'stays'), 'update', ['all-2031-12-24T17:00', 'all-2031-12-30T17:00', 'order-2031-12-27T17:00']],
  [of('policy', 'continue'), 'update', ['continuePolicy']],
  [of('policy', 'description'), 'update', ['alertDescription']],
  [of('policy', 'filter'), 'update', ['filters']],
  [of('policy', 'no-hours'), 'update', ['timeRestrictions']],
  [of('policy', 'no-title'), 'update', ['message']],
  [of('policy', 'tags'), 'update', ['tags']],
  [of('policy', 'title'), 'update', ['message']],
  [of('rotation', 'gone.r'), 'delete', []],
  [of('rotation', 'stays.daily'), 'update', ['timeRestrictions']],
  [of('rotation', 'stays.end'), 'update', ['endDate']],
  [of('rotation', 'stays.gone'), 'delete', []],
  [of('rotation', 'stays.hours'), 'update', ['timeRestrictions']],
  [of('rotation', 'stays.length'), 'update', ['length']],
  [of('rotation', 'stays.no-end'), 'update', ['endDate']],
  [of('rotation', 'stays.no-hours'), 'update', ['timeRestrictions']],
  [of('rotation', 'stays.order'), 'update', ['participants']],
  [of('rotation', 'stays.participants'), 'update', ['participants']],
  [of('rotation', 'stays.start'), 'update', ['startDate']],
  [of('rotation', 'stays.type'), 'update', ['length', 'type']],
  [of('route', '1'), 'update', ['criterias', 'name']],
  [of('route', '2'), 'update', ['name', 'timeRestrictions']],
  [of('route', '3'), 'update', ['name', 'timeRestrictions']],
  [of('route', '4'), 'update', ['name', 'notifies']],
  [of('route', '5'), 'update', ['name', 'notifies']],
  [of('schedule', 'gone'), 'delete', []],
  [of('schedule', 'no-words'), 'update', ['description']],
  [of('schedule', 'same-clock'), 'update', ['timezone']],
  [of('schedule', 'words'), 'update', ['description']],
  [of('schedule', 'zone'), 'update', ['timezone']],
  [of('service', 'shop'), 'update', ['description', 'tags']],
  [of('team', 'payments'), 'update', ['members']],
];

const schedule = (name: string): Schedule | undefined =>
  world.opsgenie.objects('schedule').find((one) => one.name === `payments ${name}`);

const rotation = (name: string): Rotation | undefined => schedule('stays')?.rotations.find((one) => one.name === name);

const escalation = (name: string): Escalation | undefined =>
  world.opsgenie.objects('escalation').find((one) => one.name === `payments.${name}`);

/** Names of what the team payments has in a list, in its order. */
const listed = (type: 'routing-rule' | 'policy', kind?: Policy['type']): string[] =>
  [...(world.opsgenie.objects(type) as (Policy | RoutingRule)[])]
    .filter((one) => one.team === [...world.opsgenie.teams.values()].find(({ name }) => name === 'payments')?.id)
    .filter((one) => kind === undefined || (one as Policy).type === kind)
    .sort((a, b) => a.order - b.order)
    .map(({ name }) => name.replace(/:.*/, ''));

/** Ids of everything that lives there. */
const ids = (): string[] =>
  (
    [
      'user',
      'notification-rule',
      'team',
      'routing-rule',
      'schedule',
      'escalation',
      'policy',
      'integration',
      'service',
      'incident-rule',
      'incident-template',
      'maintenance',
    ] as const
  )
    .flatMap((type) => world.opsgenie.objects(type).map(({ id }) => `${type} ${id}`))
    .concat(world.opsgenie.objects('schedule').flatMap(({ rotations }) => rotations.map(({ id }) => `rotation ${id}`)))
    .sort();

describe('through the real provider', () => {
  test('every field: the plan shows just that, it is applied, and what is removed is really gone', async () => {
    lay(fields(false));
    await apply();
    expect(await changes('--all')).toEqual([]);
    lay(fields(true));
    expect(await changes()).toEqual(fieldChanges);
    await apply('--allow', 'deletions');
    expect(await changes('--all')).toEqual([]);
    expect(escalation('no-repeat')).not.toHaveProperty('repeat');
    expect(rotation('no-end')?.end).toBe(Date.parse('2099-12-31T00:00:00Z'));
    const halves = rotation('no-hours')?.timeRestriction as { restrictions?: object[] } | undefined;
    expect(halves?.restrictions).toContainEqual(
      expect.objectContaining({ startDay: 'monday', endDay: 'thursday', endHour: 0 }),
    );
    expect(halves?.restrictions).toContainEqual(
      expect.objectContaining({ startDay: 'thursday', endDay: 'monday', endHour: 0 }),
    );
    expect(schedule('same-clock')).toMatchObject({ timezone: 'Europe/Berlin' });
    expect(
      schedule('stays')
        ?.overrides.map(({ alias }) => alias)
        .sort(),
    ).toEqual(['alerts-all-2031-12-24T17:00', 'alerts-order-2031-12-27T17:00']);
    const policies = world.opsgenie.objects('policy');
    const timed = policies.filter(({ timeRestrictions }) => timeRestrictions).map(({ name }) => name);
    expect(timed).toEqual(['payments.hours']);
    expect([...world.opsgenie.teams.values()].find(({ name }) => name === 'payments')?.members).toHaveLength(2);
  });

  test('mails: what a subject opens the same subject closes, with the priority that stands in it', async () => {
    lay(`routing: [{ to: none }]
integrations:
  redash:
    type: Email
    address: redash-payments
    actions:
      bad: { do: create, when: { title: ['[TRIGGERED]*', '[UNKNOWN]*'] }, set: { tags: { via: redash } } }
      over: { do: close, when: { title: '[OK]*' } }
`);
    await apply();
    expect(await changes('--all')).toEqual([]);
    const mail = (subject: string): string =>
      world.opsgenie.mail('redash-payments@account.opsgenie.net', subject, 'Only 3 signatures');
    expect(mail('[OK] [P1] shop | Signatures collapse')).toBe('Alert does not exist');
    expect(mail('[TRIGGERED] [P1] shop | Signatures collapse')).toBe('Created alert');
    expect(mail('[UNKNOWN] [P1] shop | Signatures collapse')).toBe('Created alert');
    expect(mail('[TRIGGERED] [P4] shop | Orders collapse')).toBe('Created alert');
    expect(mail('[OK] [P1] shop | Signatures collapse')).toBe('Action [over] executed');
    expect(mail('Out of office')).toBe('No action of the integration matches');
    expect(
      world.opsgenie
        .objects('alert')
        .map(({ message, description, priority, tags, status, occurrences }) => [
          message,
          description,
          priority,
          tags,
          status,
          occurrences.length,
        ]),
    ).toEqual([
      ['[TRIGGERED] [P1] shop | Signatures collapse', 'Only 3 signatures', 'P1', ['via:redash'], 'closed', 2],
      ['[TRIGGERED] [P4] shop | Orders collapse', 'Only 3 signatures', 'P4', ['via:redash'], 'open', 1],
    ]);
  });

  test('people: their name, zone and rules are applied; what is removed is really gone', async () => {
    lay(full);
    await apply();
    const carol = world.opsgenie.objects('user').find(({ username }) => username === 'carol@shop.example');
    const rules = (): string[] =>
      world.opsgenie
        .objects('notification-rule')
        .filter(({ user, name }) => user === carol?.id && name.startsWith('alerts'))
        .sort((a, b) => a.order - b.order)
        .map(({ name, steps, loopAfter }) => `${name} ${steps.length} ${loopAfter ?? 'once'}`);
    expect(rules()).toEqual(['alerts 1 2 10', 'alerts 2 1 once']);
    const changed = people
      .replace('name: Carol', 'name: Carol Ann\ntimezone: Europe/Madrid')
      .replace(', repeat: 10m', '')
      .replace('{ after: 0m, by: email }, ', '')
      .replace(/ {4}- \{ steps.*\n/, '');
    world.write('alerts/more-people.yaml', changed);
    expect(await changes()).toEqual([
      ['oncall/people/notification-rule/carol.1', 'update', ['repeats', 'steps']],
      ['oncall/people/notification-rule/carol.2', 'delete', []],
      ['oncall/people/user/carol', 'update', ['fullName', 'timezone']],
    ]);
    await apply();
    expect(carol).toMatchObject({ fullName: 'Carol Ann', timeZone: 'Europe/Madrid' });
    expect(rules()).toEqual(['alerts 1 1 once']);
    expect(await changes('--all')).toEqual([]);
  });

  test('the state is lost: everything is found again, and nothing is there twice', async () => {
    lay(full);
    await apply();
    const before = ids();
    world.write('.alerts/state', undefined);
    world.write('.alerts/graph', undefined);
    await apply();
    expect(ids()).toEqual(before);
    expect(await changes('--all')).toEqual([]);
  });

  test('lists have the order of the file, also when somebody moved what is in them', async () => {
    lay(full);
    await apply();
    const routes = ['alerts 1', 'alerts 2', 'alerts 3', 'alerts 4', 'Default Routing Rule'];
    expect(listed('routing-rule')).toEqual(routes);
    expect(listed('policy', 'alert')).toEqual(['payments.demote', 'payments.rename']);
    const [demote, rename] = world.opsgenie.objects('policy').filter(({ type }) => type === 'alert');
    const [first, , third] = world.opsgenie.objects('routing-rule').filter(({ name }) => name.startsWith('alerts'));
    if (!demote || !rename || !first || !third) throw new Error('they were listed');
    [demote.order, rename.order] = [rename.order, demote.order];
    [first.order, third.order] = [third.order, first.order];
    const moved = await changes('--all');
    expect(moved.map(([identity]) => identity)).toContain(of('route', '1'));
    expect(moved).toContainEqual([of('policy', 'demote'), 'update', ['order']]);
    await apply('--all');
    expect(listed('routing-rule')).toEqual(routes);
    expect(listed('policy', 'alert')).toEqual(['payments.demote', 'payments.rename']);
    expect(await changes('--all')).toEqual([]);
  });

  test('overrides that somebody made are left alone; ours come back', async () => {
    lay(full);
    await apply();
    const oncall = schedule('oncall');
    const [ours] = oncall?.overrides ?? [];
    if (!oncall || !ours) throw new Error('there is one');
    oncall.overrides = [{ ...ours, alias: 'made-by-hand', start: ours.start - 86_400_000 }];
    expect(await changes('--all')).toEqual([[of('overrides', 'oncall'), 'update', ['all-2031-12-24T17:00']]]);
    await apply('--all');
    expect(schedule('oncall')?.overrides.map(({ alias }) => alias)).toEqual(['made-by-hand', ours.alias]);
  });

  test('an account of that address is adopted with its role, and outlives the definition', async () => {
    lay('');
    await apply();
    const alice = world.opsgenie.objects('user')[0];
    if (!alice) throw new Error('alice is a member');
    alice.role = 'Owner';
    alice.locale = 'fr_FR';
    world.write('.alerts/state', undefined);
    world.write('.alerts/graph', undefined);
    await apply();
    expect(world.opsgenie.objects('user')).toMatchObject([{ id: alice.id, role: 'Owner', locale: 'fr_FR' }]);
    for (const squad of ['payments', 'identity'])
      world.write(
        `alerts/${squad}/squad.yaml`,
        `apiVersion: alerts/v1\nkind: Squad\nid: ${squad}\nname: ${squad}\nmembers: [bob]\nchannels: { default: { slack: '#x' } }\n`,
      );
    await apply('--allow', 'deletions');
    expect(world.opsgenie.objects('user').map(({ username }) => username)).toContain('alice@shop.example');
  });

  test('--squad takes along the people whom that squad needs and who have no account yet', async () => {
    lay('');
    await apply('--squad', 'payments');
    expect(world.opsgenie.objects('user').map(({ username }) => username)).toEqual(['alice@shop.example']);
    expect([...world.opsgenie.teams.values()].map(({ name }) => name)).toEqual(['payments']);
  });

  test('what went by hand is no error when its definition goes', async () => {
    lay(full);
    await apply();
    const before = schedule('oncall');
    if (before) before.rotations = before.rotations.filter(({ name }) => name !== 'nights');
    lay(full.replace(/ {6}nights: .*\n/, ''));
    await apply();
    expect(schedule('oncall')?.rotations.map(({ name }) => name)).toEqual(['weekly']);
    expect(await changes('--all')).toEqual([]);
  });

  test('too many requests are waited for; a run that is cut off leaves what the next one finishes', async () => {
    lay(full);
    world.opsgenie.fault({ kind: 'status', status: 429, method: 'POST', path: /\/overrides$/, times: 2 });
    await apply();
    expect(schedule('oncall')?.overrides).toHaveLength(1);
    const later = full.replace(
      'reason: swap }',
      'reason: swap }\n  - { schedule: run, from: 2031-12-27T18:00, to: 2031-12-28T09:00, person: bob }',
    );
    lay(later.replace('person: dan', 'person: carol'));
    world.opsgenie.fault({ kind: 'status', status: 503, method: 'POST', path: /\/overrides$/, times: 50 });
    const cut = await world.run(['apply', '--yes', '--env', 'oncall']);
    expect(cut.code).toBe(3);
    expect(cut.stderr).toContain('payments/squad.yaml');
    world.opsgenie.clearFaults();
    expect(await changes()).toEqual([[of('overrides', 'run'), 'update', ['all-2031-12-27T17:00']]]);
    await apply();
    expect(schedule('run')?.overrides).toHaveLength(1);
    expect(await changes('--all')).toEqual([]);
  });

  test('killed while Opsgenie makes an override: the next run goes on from there', async () => {
    lay(full);
    world.opsgenie.fault({ kind: 'commit-then-silent', method: 'POST', path: /\/overrides$/ });
    const running = world.start(['apply', '--yes', '--env', 'oncall']);
    while (!world.opsgenie.requests.some(({ fault }) => fault !== undefined))
      await new Promise((resolve) => setTimeout(resolve, 50));
    running.kill();
    await running.finished;
    await apply();
    expect(schedule('oncall')?.overrides).toHaveLength(1);
    expect(await changes('--all')).toEqual([]);
  });

  test('a longer rotation: the plan says whose present turn moves, and the start that leaves it', async () => {
    lay(full);
    const now = { ALERTS_NOW: '2026-11-23T12:00:00Z' };
    const applied = await world.run(['apply', '--yes', '--env', 'oncall'], now);
    expect(applied, applied.stderr).toMatchObject({ code: 0 });
    lay(full.replace('[bob, carol, none]', '[bob, carol, none, dan]'));
    for (const args of [
      ['plan', '--env', 'oncall'],
      ['plan', '--live', '--env', 'oncall'],
    ])
      expect((await world.run(args, now)).stderr).toContain(
        'payments oncall: weekly: carol has the present turn instead of bob, until 2026-11-23T18:00. To leave it to bob and go on in the new order, write "start: 2026-11-16T18:00".',
      );
  });

  test('everything goes in an order that Opsgenie allows; accounts stay', async () => {
    lay(full);
    await apply();
    const destroyed = await world.run(['destroy', '--yes', 'shop', '--env', 'oncall']);
    expect(destroyed, destroyed.stderr).toMatchObject({ code: 0 });
    expect(ids().filter((id) => !/^(user|notification-rule) /.test(id))).toEqual([]);
    expect(world.opsgenie.objects('notification-rule').filter(({ name }) => name.startsWith('alerts'))).toEqual([]);
    expect(world.opsgenie.objects('user')).toHaveLength(4);
  });
});
