import { expect, test } from 'vitest';
import { pagesReachingNobody } from '../../../../src/oncall/routing/reaches-nobody.ts';
import { modelOf, person, squad } from '../../../support/on-call-model.ts';
import { alertFacts } from '../../../support/routing/facts.ts';

const range = { from: Date.parse('2026-11-23T00:00:00Z'), until: Date.parse('2027-02-22T00:00:00Z') };

function silent(fields: string, facts = alertFacts()): string[] {
  const model = modelOf(person('ana'), squad('payments', ['ana'], fields));
  return pagesReachingNobody(model, [facts], range).map(({ why }) => why);
}

const nights =
  'schedules: { oncall: { rotations: { all: { participants: [ana], every: 1w, start: 2026-01-05T09:00, hours: not business } } } }\n';
const toSchedule = 'routing: [{ to: { schedule: oncall } }]\n';

test('a hole in the schedule of a P1 is found, with its hours', () => {
  const [why, ...others] = silent(nights + toSchedule);
  expect(others).toEqual([]);
  expect(why).toContain('Mon 23 Nov 2026 09:00 to Mon 23 Nov 2026 18:00 in Europe/Paris, and 63 more times');
  expect(why).toContain('schedule oncall: nobody is on call');
});

test('to: none is legal for P3, and not for P1', () => {
  const none = `${nights}routing: [{ when: { hours: not business }, to: { schedule: oncall } }, { to: none }]\n`;
  expect(silent(none, alertFacts({ priority: 'P3' }))).toEqual([]);
  expect(silent(none)).toHaveLength(1);
});

test('outside of its active hours an alert needs nobody', () => {
  const nightsOnly = {
    label: 'not business',
    spans: [{ kind: 'daily', from: 1, to: 5, start: 540, end: 1080 } as const],
    holidays: { days: new Map(), yearly: new Map() },
    negated: true,
  };
  expect(silent(nights + toSchedule, alertFacts({ active: nightsOnly }))).toEqual([]);
});

test('a squad without any routing is left to whoever routes it elsewhere', () => {
  expect(silent(nights)).toEqual([]);
});
