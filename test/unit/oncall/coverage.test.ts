import { describe, expect, it } from 'vitest';
import type { OnCallModel } from '../../../src/oncall/model.ts';
import { coverageOf, type Coverage } from '../../../src/oncall/coverage/coverage.ts';
import { modelOf, person, squad } from '../../support/on-call-model.ts';

const people = ['ana', 'bo', 'cy', 'di'].map((id) => person(id));
/** A quarter from a Monday on; the licences of all are older. */
const quarter = { from: Date.parse('2026-03-02T00:00Z'), until: Date.parse('2026-06-01T00:00Z') };

const routing = `
escalations:
  day: [{ after: 0m, notify: [{ schedule: run }] }]
  off: [{ after: 0m, notify: [{ schedule: oncall }] }, { after: 20m, notify: [{ schedule: oncall, take: next }] }]
routing:
  - { when: { hours: business }, to: { escalation: day } }
  - { to: { escalation: off } }
`;
const schedules = (run: string, oncall: string): string => `
schedules:
  run: { rotations: { weekly: { participants: [ana, bo, cy, di], every: 1w, start: 2026-01-05T09:00${run} } } }
  oncall: { rotations: { weekly: { participants: [bo, cy, di, ana], every: 1w, start: 2026-01-05T18:00${oncall} } } }
`;
const covered = schedules(', hours: business', ', hours: not business');

function check(fields: string, more: readonly string[] = [], range = quarter): Coverage {
  return coverageOf(modelOf(...people, squad('payments', ['ana', 'bo', 'cy', 'di'], fields), ...more), range);
}

const rulesOf = ({ findings }: Coverage): string[] => [...new Set(findings.map(({ rule }) => rule))];
const timesOf = ({ gaps }: Coverage): string[] =>
  gaps.map(
    ({ schedule, from, until }) => `${schedule} ${new Date(from).toISOString()} ${new Date(until).toISOString()}`,
  );

describe('gaps', () => {
  it('none where every hour that routing sends to a schedule is covered', () => {
    const coverage = check(covered + routing);
    expect(coverage.findings).toEqual([]);
    expect(coverage.gaps).toEqual([]);
  });

  it('the hours that routing sends there and the rotation masks, on both sides of the change of the clock', () => {
    const coverage = check(schedules(', hours: mon-fri 09:00-17:00', ', hours: not business') + routing, [], {
      from: Date.parse('2026-03-27T00:00Z'),
      until: Date.parse('2026-03-31T00:00Z'),
    });
    expect(timesOf(coverage)).toEqual([
      'run 2026-03-27T16:00:00.000Z 2026-03-27T17:00:00.000Z',
      'run 2026-03-30T15:00:00.000Z 2026-03-30T16:00:00.000Z',
    ]);
    expect(coverage.findings.map(({ message }) => message)).toEqual([
      'Nobody is on call in payments/run from Fri 27 Mar 2026 17:00 to Fri 27 Mar 2026 18:00 (Europe/Paris), and once more. Alerts that open then reach nobody there: widen a rotation or its hours.',
    ]);
  });

  it('an earlier rule of the same selection takes its hours away from a later one', () => {
    const nights = (priority: string): Coverage =>
      check(
        `${schedules(', hours: business', ', hours: { weekly: mon-sun 07:00-23:00 }')}
escalations:
  day: [{ after: 0m, notify: [{ schedule: run }] }]
  off: [{ after: 0m, notify: [{ schedule: oncall }] }]
routing:
  - { when: { hours: business }, to: { escalation: day } }
  - { when: { priority: [${priority}], hours: { weekly: mon-sun 23:00-07:00 } }, to: none }
  - { when: { priority: [P1, P2] }, to: { escalation: off } }
  - { to: none }
`,
      );
    expect(nights('P1, P2, P3').gaps).toEqual([]);
    expect(nights('P1').gaps.length).toBeGreaterThan(80);
  });

  it('those that somebody wrote are warnings', () => {
    const off = `overrides: [{ schedule: oncall, from: 2026-03-07T10:00, to: 2026-03-07T12:00, person: none, reason: x }]`;
    const coverage = check(`${covered}${routing}${off}`);
    expect(coverage.gaps).toHaveLength(1);
    expect(coverage.findings.map(({ rule, severity }) => [rule, severity])).toEqual([
      ['coverage/gap-on-purpose', 'warning'],
    ]);
  });

  it('before a rotation begins and after it ends', () => {
    const coverage = check(
      schedules(', hours: business', ', end: 2026-03-10T18:00, hours: not business') + routing,
      [],
      {
        from: Date.parse('2026-03-10T00:00Z'),
        until: Date.parse('2026-03-11T00:00Z'),
      },
    );
    expect(timesOf(coverage)).toEqual(['oncall 2026-03-10T17:00:00.000Z 2026-03-11T00:00:00.000Z']);
  });

  it('a schedule that no routing reaches answers for its own hours', () => {
    const coverage = check(schedules(', hours: business, end: 2026-05-29T18:00', ', hours: not business'));
    expect(coverage.gaps).toEqual([]);
    const ends = check(schedules(', hours: business, end: 2026-05-28T18:00', ', hours: not business'));
    expect(timesOf(ends)).toEqual(['run 2026-05-29T07:00:00.000Z 2026-05-29T16:00:00.000Z']);
  });

  it('a schedule of another squad is asked in the hours of the squad that sends there', () => {
    const other = squad(
      'orders',
      ['ana'],
      `routing: [{ when: { hours: sat 10:00-11:00 }, to: { schedule: payments/run } }]`,
    );
    const saturdays = check(covered + routing, [other]).gaps;
    expect(saturdays).toHaveLength(13);
    expect(saturdays.every(({ squad: owner, schedule }) => owner === 'payments' && schedule === 'run')).toBe(true);
  });

  it('a rule with a selector leaves the alerts that it does not match to the next one', () => {
    const narrow = routing.replace('{ hours: business }', '{ hours: business, priority: P1 }');
    expect(check(covered + narrow).gaps.every(({ schedule }) => schedule === 'oncall')).toBe(true);
    expect(check(covered + narrow).gaps.length).toBeGreaterThan(50);
  });
});

describe('people', () => {
  it('who has no licence at the date of the duty, by the kind of duty', () => {
    const eva = person('eva').replace('onCall: 2026-02-02', 'onCall: 2026-03-16');
    const fields = schedules(', hours: business', ', hours: not business').replaceAll('di', 'eva') + routing;
    const found = coverageOf(modelOf(...people, eva, squad('payments', ['ana', 'bo', 'cy', 'eva'], fields)), {
      from: Date.parse('2026-03-02T00:00Z'),
      until: Date.parse('2026-03-25T00:00Z'),
    }).findings;
    expect(found.map(({ rule, person: who, schedule }) => [rule, who, schedule])).toEqual([]);
    const late = coverageOf(
      modelOf(
        ...people,
        eva.replace('2026-03-16', '2026-03-20'),
        squad('payments', ['ana', 'bo', 'cy', 'eva'], fields),
      ),
      { from: Date.parse('2026-03-02T00:00Z'), until: Date.parse('2026-03-25T00:00Z') },
    ).findings;
    expect(late.map(({ message }) => message)).toEqual([
      'eva holds the licence "onCall" from 2026-03-20 on, but is on call in payments/oncall 4 times before, first from Mon 16 Mar 2026 18:00 (Europe/Paris). Swap these duties, or add the date under "licence" of the person.',
    ]);
  });

  it('who is on call in two squads at once, only when both are asked', () => {
    const other = (hours: string): string =>
      squad(
        'orders',
        ['ana', 'bo', 'cy', 'di'],
        `schedules: { oncall: { rotations: { weekly: { participants: [bo, cy, di, ana], every: 1w, start: 2026-01-05T18:00, hours: ${hours} } } } }
routing: [{ to: { schedule: oncall } }]`,
      );
    const both = check(covered + routing, [other('sat 10:00-11:00')]).findings.filter(
      ({ rule }) => rule === 'coverage/double-duty',
    );
    expect(both.map(({ person: who }) => who).sort()).toEqual(['ana', 'bo', 'cy', 'di']);
    expect(both.find(({ person: who }) => who === 'bo')?.message).toContain(
      'bo is on call in payments/oncall and orders/oncall at once for 4 hours, first from Sat',
    );
  });

  it('too few', () => {
    const two = covered.replaceAll(', di', '').replaceAll('di, ', '').replaceAll(', cy', '').replaceAll('cy, ', '');
    expect(check(two + routing).findings.map(({ message }) => message)).toEqual([
      '2 people take turns in payments/oncall; 4 are the least that leave time to rest and to be away. Add people to its rotations.',
    ]);
  });

  it('somebody with far more nights, weekends and holidays than the others', () => {
    const fields = `schedules: { oncall: { rotations: { weekly: { participants: [ana, ana, ana, bo, cy, di], every: 1w, start: 2026-01-05T18:00 } } } }`;
    const found = check(fields, [], { from: Date.parse('2026-03-02T00:00Z'), until: Date.parse('2026-08-31T00:00Z') });
    expect(rulesOf(found)).toEqual(['coverage/unfair-share']);
    expect(found.findings.map(({ person: who }) => who)).toEqual(['ana', 'ana']);
    expect(found.shares.map(({ person: who }) => who)).toEqual(['ana', 'bo', 'cy', 'di']);
    expect(found.shares.reduce((sum, { nightHours }) => sum + nightHours, 0)).toBe(26 * 7 * 9);
  });

  it('seven people who take daily turns from Monday to Friday: two never, five always on one weekday', () => {
    const more = ['ed', 'fay', 'gus'].map((id) => person(id));
    const ids = ['ana', 'bo', 'cy', 'di', 'ed', 'fay', 'gus'];
    const fields = (count: number): string =>
      `schedules: { run: { rotations: { daily: { participants: [${ids.slice(0, count).join(', ')}], every: 1d, start: 2026-01-05T09:00, hours: business } } } }`;
    const model = (count: number): OnCallModel => modelOf(...people, ...more, squad('payments', ids, fields(count)));
    const seven = coverageOf(model(7), quarter).findings;
    expect(seven.map(({ rule, person: who }) => `${rule} ${who}`)).toEqual([
      'coverage/never-on-call fay',
      'coverage/never-on-call gus',
      ...['ana', 'bo', 'cy', 'di', 'ed'].map((who) => `coverage/frozen-weekday ${who}`),
    ]);
    expect(coverageOf(model(5), quarter).findings).toEqual([]);
  });
});
