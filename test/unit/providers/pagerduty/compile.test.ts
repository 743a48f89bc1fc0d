import { describe, expect, test } from 'vitest';
import { compileSquad } from '../../../../src/providers/pagerduty/compile.ts';
import { constraints } from '../../../../src/providers/pagerduty/losses.ts';
import type { CompileContext, CompiledSquad, SquadResource } from '../../../../src/providers/provider.ts';
import { modelOf, person, squad } from '../../../support/on-call-model.ts';

const people = [person('ana'), person('bo'), person('cy')];

function compiled(fields: string): CompiledSquad {
  const model = modelOf(...people, squad('payments', ['ana', 'bo', 'cy'], fields));
  const payments = model.squads.get('payments');
  if (!payments) throw new Error('no squad');
  const resolved = {
    id: 'payments',
    onCall: payments,
    watches: [],
    model: () => model,
    identityOf: (owner: string, kind: string, id: string) => `oncall/${owner}/${kind}/${id}`,
    personIdentity: (kind: string, id: string) => `oncall/people/${kind}/${id}`,
    zone: model.zone,
    semantics: model.semantics,
  };
  return compileSquad(resolved, { project: { id: 'acme', uid: '7f3c9a52e1' } } as CompileContext);
}

function find({ resources }: CompiledSquad, kind: string, id: string): SquadResource | undefined {
  return resources.find((resource) => resource.kind === kind && resource.id === id);
}

const ordinary = `
schedules:
  oncall:
    timezone: Europe/Paris
    rotations:
      weekly: { participants: [ana, bo, cy], every: 1w, start: 2026-01-05T18:00 }
escalations:
  off-hours:
    - { after: 0m, notify: [{ schedule: oncall }] }
    - { after: 15m, notify: [{ person: ana }] }
    - { after: 15m, notify: [{ squad: payments, take: admins }] }
    - { after: 40m, notify: [{ squad: payments, take: everyone }] }
routing:
  - { to: { escalation: off-hours } }
integrations:
  datadog: { type: Datadog }
`;

const user = (id: string): object => ({
  type: 'user_reference',
  id: { $ref: `oncall/people/user/${id}`, output: 'id' },
});

describe('what PagerDuty can express', () => {
  const all = compiled(ordinary);

  test('is lost nowhere', () => {
    expect(all.problems).toEqual([]);
  });

  test('a rotation starts at its wall time and turns by weeks', () => {
    expect(find(all, 'schedule', 'oncall')?.inputs).toMatchObject({
      name: 'payments.oncall',
      timeZone: 'Europe/Paris',
      description: 'oncall of Payments [alerts 7f3c9a52e1 oncall oncall/payments/schedule/oncall]',
      layers: [
        {
          start: '2026-01-05T17:00:00Z',
          rotationVirtualStart: '2026-01-05T17:00:00Z',
          rotationTurnLengthSeconds: 604_800,
          restrictions: [],
        },
      ],
    });
  });

  test('steps become levels: the same minute is one level, and delays count from the level before', () => {
    expect(find(all, 'escalation', 'off-hours')?.inputs).toMatchObject({
      numLoops: 0,
      rules: [
        {
          escalationDelayInMinutes: 15,
          targets: [{ type: 'schedule_reference', id: { $ref: 'oncall/payments/schedule/oncall', output: 'id' } }],
        },
        { escalationDelayInMinutes: 25, targets: [user('ana')] },
        { escalationDelayInMinutes: 30, targets: [user('ana'), user('bo'), user('cy')] },
      ],
    });
  });

  test('the lead manages the team, and the service escalates by the policy', () => {
    expect(find(all, 'member', 'ana')?.inputs['role']).toBe('manager');
    expect(find(all, 'member', 'bo')?.inputs['role']).toBe('responder');
    expect(find(all, 'service', 'payments')?.inputs['escalationPolicy']).toEqual({
      $ref: 'oncall/payments/escalation/off-hours',
      output: 'id',
    });
    expect(find(all, 'integration', 'datadog')?.inputs['type']).toBe('events_api_v2_inbound_integration');
  });

  test('hours become weekly restrictions', () => {
    const masked = compiled(ordinary.replace('18:00 }', '18:00, hours: { weekly: sat 20:00 - mon 08:00 } }'));
    expect(find(masked, 'schedule', 'oncall')?.inputs['layers']).toMatchObject([
      {
        restrictions: [
          { type: 'weekly_restriction', startDayOfWeek: 6, startTimeOfDay: '20:00:00', durationSeconds: 36 * 3_600 },
        ],
      },
    ]);
  });

  test('rotations of one schedule stand side by side on the same level', () => {
    const two = compiled(
      ordinary.replace(
        'escalations:',
        '      second: { participants: [bo, cy], every: 1d, start: 2026-01-05T18:00 }\nescalations:',
      ),
    );
    const [first] = (find(two, 'escalation', 'off-hours')?.inputs['rules'] ?? []) as { targets: unknown[] }[];
    expect(first?.targets).toMatchObject([
      { id: { $ref: 'oncall/payments/schedule/oncall.weekly' } },
      { id: { $ref: 'oncall/payments/schedule/oncall.second' } },
    ]);
  });

  test('the next person stands in a schedule that is moved by one turn', () => {
    const next = compiled(ordinary.replace('[{ person: ana }]', '[{ schedule: oncall, take: next }]'));
    expect(find(next, 'schedule', 'oncall.next')?.inputs['layers']).toMatchObject([
      {
        users: [
          { $ref: 'oncall/people/user/bo' },
          { $ref: 'oncall/people/user/cy' },
          { $ref: 'oncall/people/user/ana' },
        ],
      },
    ]);
  });
});

describe('every loss is a finding at its place', () => {
  const cases: readonly [loss: (typeof constraints)[number]['id'], change: (text: string) => string, path: string][] = [
    [
      'pagerduty/gap-in-rotation',
      (text) => text.replace('[ana, bo, cy], every', '[ana, none], every'),
      'schedules.oncall',
    ],
    ['pagerduty/holidays', (text) => text.replace('18:00 }', '18:00, hours: not business }'), 'schedules.oncall'],
    [
      'pagerduty/override',
      (text) =>
        `${text}overrides:\n  - { schedule: oncall, from: 2026-12-24T18:00, to: 2026-12-26T09:00, person: bo }\n`,
      'overrides.0',
    ],
    [
      'pagerduty/take-neighbour',
      (text) => text.replace('{ person: ana }', '{ schedule: oncall, take: next }'),
      'escalations',
    ],
    ['pagerduty/take-random', (text) => text.replace('take: everyone', 'take: random'), 'escalations.off-hours'],
    ['pagerduty/target', (text) => text.replace('{ person: ana }', '{ channel: default }'), 'escalations.off-hours'],
    ['pagerduty/first-step-later', (text) => text.replace('after: 0m', 'after: 5m'), 'escalations.off-hours'],
    [
      'pagerduty/while-open',
      (text) => text.replace('after: 15m,', 'after: 15m, while: open,'),
      'escalations.off-hours',
    ],
    [
      'pagerduty/repeat',
      (text) =>
        text
          .replace('  off-hours:\n', '  off-hours:\n    repeat: { times: 12, every: 30m }\n    steps:\n')
          .replaceAll('    - { after', '      - { after'),
      'escalations.off-hours.repeat',
    ],
    [
      'pagerduty/routing',
      (text) => text.replace('routing:\n', 'routing:\n  - { when: { hours: business }, to: none }\n'),
      'routing.0',
    ],
    [
      'pagerduty/policy',
      (text) => `${text}policies:\n  demote: { when: { tag: { kind: batch } }, set: { priority: P4 } }\n`,
      'policies.demote',
    ],
    ['pagerduty/integration', (text) => `${text}  mail: { type: Email, address: payments }\n`, 'integrations.mail'],
    ['pagerduty/heartbeat', (text) => `${text}heartbeats:\n  nightly: { every: 1d }\n`, 'heartbeats.nightly'],
    [
      'pagerduty/maintenance',
      (text) =>
        `${text}policies:\n  p: { when: { priority: P5 } }\nmaintenance:\n  move: { from: 2026-12-01T10:00, to: 2026-12-01T12:00, reason: Move, policies: [p] }\n`,
      'maintenance.move',
    ],
    [
      'pagerduty/incident',
      (text) => `${text}services:\n  checkout: { incidents: [{ priority: P1 }] }\n`,
      'services.checkout',
    ],
  ];

  test.each(cases)('%s', (loss, change, path) => {
    const changed = change(ordinary);
    expect(changed).not.toBe(ordinary);
    const found = compiled(changed).problems.filter(({ constraint }) => constraint === loss);
    expect(found.map((problem) => problem.path.join('.'))).toEqual([expect.stringContaining(path)]);
  });

  test('all are covered', () => {
    expect(new Set(cases.map(([loss]) => loss))).toEqual(new Set(constraints.map(({ id }) => id)));
  });
});
