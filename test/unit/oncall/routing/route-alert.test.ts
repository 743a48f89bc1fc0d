import { describe, expect, test } from 'vitest';
import type { OnCallModel } from '../../../../src/oncall/model.ts';
import type { AlertFacts } from '../../../../src/oncall/routing/alert-facts.ts';
import { routeAlert, type RouteAnswer } from '../../../../src/oncall/routing/route-alert.ts';
import type { AlertLife } from '../../../../src/oncall/routing/timeline.ts';
import { modelOf, person, squad } from '../../../support/on-call-model.ts';
import { alertFacts } from '../../../support/routing/facts.ts';

const people = ['ana', 'bo', 'cy'].map((id) => person(id));
const schedules = `schedules:
  run:
    timezone: Europe/Paris
    rotations:
      weekly: { participants: [ana, bo, cy], every: 1w, start: 2026-01-05T09:00, hours: business }
  oncall:
    timezone: Europe/Paris
    rotations:
      weekly: { participants: [bo, cy, ana], every: 1w, start: 2026-01-05T18:00, hours: not business }
`;
const escalations = `escalations:
  working-hours:
    - { after: 0m, notify: [{ schedule: run }] }
    - { after: 20m, notify: [{ squad: payments, take: everyone }] }
  off-hours:
    - { after: 0m, notify: [{ schedule: oncall }] }
    - { after: 15m, notify: [{ schedule: oncall, take: next }] }
    - { after: 30m, notify: [{ squad: payments, take: everyone }] }
`;
const routing = `routing:
  - { when: { hours: business }, to: { escalation: working-hours } }
  - { when: { priority: [P1, P2] }, to: { escalation: off-hours } }
  - { to: none }
`;

function payments(fields: string): OnCallModel {
  return modelOf(
    ...people,
    squad('payments', ['ana', 'bo', 'cy'], `channels: { incidents: { slack: '#inc' } }\n${fields}`),
  );
}

function route(fields: string, at: string, facts: Partial<AlertFacts> = {}, life: AlertLife = {}): RouteAnswer {
  return routeAlert(payments(fields), alertFacts(facts), Date.parse(at), life);
}

const called = ({ steps }: RouteAnswer): unknown => steps.map(({ minute, people }) => [minute, people]);
const sunday = '2026-11-29T03:00:00+01:00';
const standard = schedules + escalations + routing;

describe('a squad as the format has it', () => {
  test('on Sunday at three the on-call person, the next one, everybody', () => {
    const answer = route(standard, sunday);
    // 46 turns since January 5th: cy's, then ana's.
    expect(called(answer)).toEqual([
      [0, ['cy']],
      [15, ['ana']],
      [30, ['ana', 'bo', 'cy']],
    ]);
    expect(answer.routing?.rules.map(({ reason }) => reason)).toEqual([
      'hours: business, but it is Sun 03:00 in Europe/Paris',
      'priority P1, P2',
    ]);
    expect(answer.steps[0]?.reason).toBe('schedule oncall: cy, weekly, until Mon 30 Nov 2026 09:00 in Europe/Paris');
  });

  test('who takes over between two steps is called by the later one', () => {
    const answer = route(standard, '2026-11-30T08:50:00+01:00');
    expect(called(answer)).toEqual([
      [0, ['cy']],
      [15, []],
      [30, ['ana', 'bo', 'cy']],
    ]);
    expect(answer.steps[1]?.reason).toBe('next in schedule oncall: nobody (Mon 09:05 in Europe/Paris)');
  });

  test('acknowledged exactly at its minute a step does not fire', () => {
    const answer = route(standard, sunday, {}, { acknowledgedAfter: 15 });
    expect(called(answer)).toEqual([[0, ['cy']]]);
    expect(answer.unfired.map(({ minute }) => minute)).toEqual([15, 30]);
  });

  test('a P3 at night reaches nobody, and the rule that says so is named', () => {
    const answer = route(standard, sunday, { priority: 'P3' });
    expect(answer.unreached).toEqual({ kind: 'none', reason: 'rule 3 of squad payments leads to nobody' });
    expect(answer.routing?.rules[1]?.reason).toBe('priority P3 is not P1, P2');
  });

  test('on Christmas Day business hours name the holiday', () => {
    const answer = route(standard, '2026-12-25T10:00:00+01:00');
    expect(answer.routing?.rules[0]?.reason).toBe('hours: business, but it is Fri 10:00 in Europe/Paris (Christmas)');
  });
});

describe('policies', () => {
  const policies = `policies:
  rename: { when: { title: '*Card*' }, set: { title: '[cards] \${title}' }, continue: true }
  demote: { when: { title: '/^\\[cards\\]/', tag: { kind: batch } }, set: { priority: P4 } }
  wait: { when: { priority: P1 }, delay: 10m }
  never: { when: { priority: P1 }, suppress: true }
`;

  test('each sees what the one before made of the alert; the first without continue ends them', () => {
    const answer = route(standard + policies, sunday);
    expect(answer.title).toBe('[cards] checkout-api | payments | Card payments fail');
    expect(answer.policies.map(({ applies, reason }) => [applies, reason])).toEqual([
      [true, 'title *Card*'],
      [false, 'it has no tag kind'],
      [true, 'priority P1'],
      [false, 'wait matched before it'],
    ]);
  });

  test('a delay shifts every step and is the first thing said', () => {
    const answer = route(standard + policies, sunday);
    expect(answer.steps.map(({ minute }) => minute)).toEqual([10, 25, 40]);
    expect(answer.notes[0]).toBe('policy wait delays everything by 10m, until Sun 29 Nov 2026 03:10 (Europe/Paris)');
  });

  test('a squad to which the routing hands over chooses its rule when the delay is over', () => {
    const other = squad('other', ['bo'], schedules + escalations.replaceAll('payments', 'other') + routing);
    const mine = squad(
      'payments',
      ['ana'],
      `routing: [{ to: { squad: other } }]\npolicies: { wait: { when: { priority: P1 }, delay: 10m } }\n`,
    );
    const opened = Date.parse('2026-11-30T08:55:00+01:00');
    const { steps } = routeAlert(modelOf(...people, mine, other), alertFacts({}), opened);
    expect(steps.map(({ minute, rule }) => `${minute} ${rule}`)).toEqual([
      '10 squad payments; escalation working-hours, step 1',
      '30 escalation working-hours, step 2',
    ]);
  });

  test('a demoted alert takes the rule of its new priority', () => {
    const answer = route(standard + policies, sunday, { tags: { kind: 'batch' } });
    expect(answer.priority).toBe('P4');
    expect(answer.unreached?.kind).toBe('none');
  });
});

describe('escalations', () => {
  const target = (escalation: string): string =>
    `${schedules}escalations:\n  one: ${escalation}\nrouting: [{ to: { escalation: one } }]\n`;

  test('reset forgets the acknowledgement at each repetition; close ends the alert when another one would begin', () => {
    const fields = target(
      '{ steps: [{ after: 0m, notify: [{ person: ana }] }, { after: 10m, notify: [{ person: bo }] }], repeat: { times: 2, every: 20m, reset: true, close: true } }',
    );
    const answer = route(fields, sunday, {}, { acknowledgedAfter: 5 });
    expect(called(answer)).toEqual([
      [0, ['ana']],
      [30, ['ana']],
      [40, ['bo']],
      [60, ['ana']],
      [70, ['bo']],
    ]);
    expect(answer.notes.at(-1)).toContain('closed at the end of escalation one at minute 90');
  });

  test('steps of the same minute are one; a channel stands beside the people', () => {
    const fields = target(
      '[{ after: 5m, notify: [{ person: ana }] }, { after: 5m, notify: [{ channel: incidents }, { squad: payments, take: random }] }]',
    );
    const [step, ...others] = route(fields, sunday).steps;
    expect(others).toEqual([]);
    expect(step).toMatchObject({ minute: 5, people: ['ana', 'bo', 'cy'], oneOf: ['bo', 'cy'], channel: 'incidents' });
  });

  test('while: open fires after an acknowledgement, and until it is closed', () => {
    const fields = target(
      '[{ after: 10m, while: open, notify: [{ person: ana }] }, { after: 20m, while: open, notify: [{ person: bo }] }]',
    );
    expect(called(route(fields, sunday, {}, { acknowledgedAfter: 5, closedAfter: 20 }))).toEqual([[10, ['ana']]]);
  });

  test('a squad that enters its own routing again is told so, and reaches nobody', () => {
    const answer = route(target('[{ after: 0m, notify: [{ squad: payments }] }]'), sunday);
    expect(answer.unreached?.reason).toContain('a circle: squad payments');
  });
});

test('escalations that start each other twice, twenty times over, end all the same', () => {
  const levels = Array.from({ length: 14 }, (_, level) => {
    const next = level === 13 ? '{ person: ana }' : `{ escalation: e${level + 1} }`;
    return `  e${level}: { steps: [{ after: 0m, notify: [${next}] }, { after: 1m, notify: [${next}] }], repeat: { times: 20, every: 1m } }\n`;
  });
  const answer = route(`escalations:\n${levels.join('')}routing: [{ to: { escalation: e0 } }]\n`, sunday);
  expect(answer.notes.at(-1)).toBe('so many notifications follow that the rest is left out');
  expect(answer.steps[0]).toMatchObject({ minute: 0, people: ['ana'] });
});

describe('alerts that call nobody by design', () => {
  test.each([
    [{ silence: { kind: 'environment' } } as const, 'production never pages'],
    [
      { silence: { kind: 'disabled', reason: 'noisy', until: '2026-12-01' } } as const,
      'it is disabled until 2026-12-01: noisy',
    ],
    [{ silence: { kind: 'shadow', until: '2026-12-01' } } as const, 'it is on trial until 2026-12-01'],
    [{ silence: { kind: 'notify' }, notify: [{ channel: 'incidents' }] } as const, 'it does not notify on-call'],
  ])('%o', (facts, reason) => {
    const answer = route(standard, sunday, facts);
    expect(answer.unreached).toEqual({ kind: 'silenced', reason });
    expect(answer.steps.every((step) => step.people.length === 0)).toBe(true);
  });

  test('the channels of its own are written to nevertheless', () => {
    const [step] = route(standard, sunday, {
      silence: { kind: 'environment' },
      notify: [{ channel: 'default' }],
    }).steps;
    expect(step).toMatchObject({ minute: 0, channel: 'default', rule: 'notify.critical' });
  });
});

test('an alert whose squad a group names reaches that squad, or the other one', () => {
  const model = modelOf(
    ...people,
    squad('payments', ['ana', 'bo', 'cy'], standard),
    squad('sre', ['bo'], 'routing: [{ to: { squad: payments } }]\n'),
  );
  const facts = alertFacts({ reaches: { fromGroup: 'team', otherwise: 'payments' } });
  const answer = (groups: Record<string, string>): RouteAnswer =>
    routeAlert(model, { ...facts, groups }, Date.parse(sunday));
  expect(answer({ team: 'sre' }).squad).toBe('sre');
  expect(answer({ team: 'sre' }).steps[0]?.people).toEqual(['cy']);
  expect(answer({ team: 'nobody' }).notes[0]).toBe('group team is nobody, which is no squad: payments is reached');
  expect(answer({}).squad).toBe('payments');
});

test('integrations: an action that ignores drops the alert, one that is off brings nothing', () => {
  const ignored = `integrations: { datadog: { type: Datadog, actions: { noise: { do: ignore, when: { title: '*fail' } } } } }\n`;
  expect(route(standard + ignored, sunday).unreached?.reason).toBe('action noise of integration datadog says ignore');
  const off = `integrations: { datadog: { type: Datadog } }\nmaintenance: { move: { from: 2026-11-28T00:00, to: 2026-11-30T00:00, reason: move, integrations: [datadog] } }\n`;
  expect(route(standard + off, sunday).unreached?.reason).toBe('integration datadog is off for the maintenance move');
});
