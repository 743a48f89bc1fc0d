import { describe, expect, it } from 'vitest';
import { defaultSemantics } from '../../../src/oncall/build/semantics.ts';
import type { OnCallSemantics, Schedule } from '../../../src/oncall/model.ts';
import { isoText } from '../../../src/oncall/routing/local-text.ts';
import { dutiesIn, onCallAt } from '../../../src/oncall/schedule/duties.ts';
import { neighboursAt, nextDuties } from '../../../src/oncall/schedule/neighbours.ts';
import { turnAt } from '../../../src/oncall/schedule/turns.ts';
import { modelOf, squad } from '../../support/on-call-model.ts';

function scheduleOf(fields: string, overrides = ''): Schedule {
  const text = `schedules: { s: ${fields} }\n${overrides === '' ? '' : `overrides: [${overrides}]`}`;
  return modelOf(squad('payments', ['ana'], text))
    .squads.get('payments')
    ?.schedules.get('s') as Schedule;
}

const weekly = '{ participants: [ana, bo, cy], every: 1w, start: 2026-03-23T09:00';
const at = (text: string): number => Date.parse(text);

function who(schedule: Schedule, time: string, semantics: Partial<OnCallSemantics> = {}): string[] {
  return onCallAt(schedule, at(time), { ...defaultSemantics, ...semantics }).map(({ person, from, until }) => {
    const end = until === Infinity ? 'for ever' : isoText(schedule.zone, until);
    return `${person} ${isoText(schedule.zone, from)} ${end}`;
  });
}

describe('turns', () => {
  it('of a week keep the wall time through the change of the clock', () => {
    const schedule = scheduleOf(`{ rotations: { r: ${weekly} } } }`);
    expect(who(schedule, '2026-03-30T06:59:59Z')).toEqual(['ana 2026-03-23T09:00:00+01:00 2026-03-30T09:00:00+02:00']);
    expect(who(schedule, '2026-03-30T07:00:00Z')).toEqual(['bo 2026-03-30T09:00:00+02:00 2026-04-06T09:00:00+02:00']);
  });

  it('of 24 hours are elapsed time, unless the semantics say otherwise', () => {
    const schedule = scheduleOf(
      '{ rotations: { r: { participants: [ana, bo], every: 24h, start: 2026-03-28T09:00 } } }',
    );
    expect(who(schedule, '2026-03-29T12:00Z')).toEqual(['bo 2026-03-29T10:00:00+02:00 2026-03-30T10:00:00+02:00']);
    expect(who(schedule, '2026-03-29T12:00Z', { hourlyTurns: 'wall' })).toEqual([
      'bo 2026-03-29T09:00:00+02:00 2026-03-30T09:00:00+02:00',
    ]);
  });

  it('that would begin in a gap begin after it; the next one is counted from the start again', () => {
    const schedule = scheduleOf(
      '{ rotations: { r: { participants: [ana, bo, cy], every: 1d, start: 2026-03-28T02:30 } } }',
    );
    expect(who(schedule, '2026-03-29T12:00Z')).toEqual(['bo 2026-03-29T03:30:00+02:00 2026-03-30T02:30:00+02:00']);
  });

  it('that would begin twice begin the first time', () => {
    const schedule = scheduleOf(
      '{ rotations: { r: { participants: [ana, bo, cy], every: 1d, start: 2026-10-24T02:30 } } }',
    );
    expect(who(schedule, '2026-10-25T12:00Z')).toEqual(['bo 2026-10-25T02:30:00+02:00 2026-10-26T02:30:00+01:00']);
  });

  it('are nobody before the start and from the end on', () => {
    const schedule = scheduleOf(`{ rotations: { r: ${weekly}, end: 2026-04-08T12:00 } } }`);
    const [rotation] = schedule.rotations;
    const indexAt = (text: string): number | undefined =>
      rotation && turnAt(rotation, schedule.zone, at(text), defaultSemantics)?.index;
    expect(who(schedule, '2026-03-23T07:59:59Z')).toEqual([]);
    expect(indexAt('2026-03-23T07:59:59Z')).toBeUndefined();
    expect(who(schedule, '2026-04-08T09:59:59Z')).toEqual(['cy 2026-04-06T09:00:00+02:00 2026-04-08T12:00:00+02:00']);
    expect(indexAt('2026-04-08T09:59:59Z')).toBe(2);
    expect(who(schedule, '2026-04-08T10:00:00Z')).toEqual([]);
  });
});

describe('duties', () => {
  it('of the same person that follow on each other are one', () => {
    const schedule = scheduleOf(
      '{ rotations: { r: { participants: [ana, ana, bo], every: 1d, start: 2026-03-02T09:00 } } }',
    );
    expect(who(schedule, '2026-03-03T12:00Z')).toEqual(['ana 2026-03-02T09:00:00+01:00 2026-03-04T09:00:00+01:00']);
  });

  it('of one person never end, unless a mask ends them', () => {
    const alone = (more: string): Schedule =>
      scheduleOf(`{ rotations: { r: { participants: [ana], every: 1d, start: 2026-03-02T09:00${more} } } }`);
    expect(who(alone(''), '2027-03-02T12:00Z')).toEqual(['ana 2026-03-02T09:00:00+01:00 for ever']);
    expect(who(alone(', hours: mon-sun'), '2027-03-02T12:00Z')).toEqual(['ana 2026-03-02T09:00:00+01:00 for ever']);
    expect(who(alone(', hours: business'), '2027-03-02T12:00Z')).toEqual([
      'ana 2027-03-02T09:00:00+01:00 2027-03-02T18:00:00+01:00',
    ]);
    expect(who(alone(', hours: { except: [holidays.ics] }'), '2026-12-01T12:00Z')).toEqual([
      'ana 2026-03-02T09:00:00+01:00 2026-12-25T00:00:00+01:00',
    ]);
  });

  it('the complement of hours has their holidays', () => {
    const schedule = scheduleOf(`{ rotations: { r: ${weekly}, hours: not business } } }`);
    expect(who(schedule, '2026-12-25T12:00Z')).toEqual(['ana 2026-12-24T18:00:00+01:00 2026-12-28T09:00:00+01:00']);
  });

  it('of all rotations count', () => {
    const schedule = scheduleOf(
      `{ rotations: { a: ${weekly} }, b: { participants: [di], every: 1d, start: 2026-03-23T09:00 } } }`,
    );
    expect(who(schedule, '2026-03-24T00:00Z').map((text) => text.slice(0, 3))).toEqual(['ana', 'di ']);
  });
});

describe('overrides', () => {
  const masked = `{ rotations: { a: ${weekly}, hours: business }, b: { participants: [di], every: 1w, start: 2026-03-23T09:00 } } }`;
  const override = (more: string): Schedule =>
    scheduleOf(masked, `{ schedule: s, from: 2026-03-24T06:00, to: 2026-03-24T20:00, ${more} }`);
  const people = (schedule: Schedule, time: string, semantics: Partial<OnCallSemantics> = {}): string[] =>
    onCallAt(schedule, at(time), { ...defaultSemantics, ...semantics }).map(({ person }) => person);

  it('take the place of all rotations, or of those they list', () => {
    expect(people(override('person: eva'), '2026-03-24T12:00Z')).toEqual(['eva']);
    expect(people(override('person: eva, rotations: [a]'), '2026-03-24T12:00Z')).toEqual(['di', 'eva']);
    expect(people(override('person: none'), '2026-03-24T12:00Z')).toEqual([]);
  });

  it('put the person on in masked hours, too, unless the semantics say otherwise', () => {
    const early = override('person: eva, rotations: [a]');
    expect(people(early, '2026-03-24T06:00Z')).toEqual(['di', 'eva']);
    expect(people(early, '2026-03-24T06:00Z', { overridesInMaskedHours: false })).toEqual(['di']);
    expect(people(early, '2026-03-24T09:00Z', { overridesInMaskedHours: false })).toEqual(['di', 'eva']);
  });

  it('bound the duty of whom they replace', () => {
    const schedule = scheduleOf(
      `{ rotations: { r: ${weekly} } } }`,
      '{ schedule: s, from: 2026-03-24T06:00, to: 2026-03-24T20:00, person: eva }',
    );
    expect(who(schedule, '2026-03-23T12:00Z')).toEqual(['ana 2026-03-23T09:00:00+01:00 2026-03-24T06:00:00+01:00']);
    expect(who(schedule, '2026-03-25T12:00Z')).toEqual(['ana 2026-03-24T20:00:00+01:00 2026-03-30T09:00:00+02:00']);
  });

  it('of two that overlap the later in the file wins', () => {
    const two = `{ schedule: s, from: 2026-03-24T06:00, to: 2026-03-24T20:00, person: eva }, { schedule: s, from: 2026-03-24T12:00, to: 2026-03-24T22:00, person: fay }`;
    const range = { from: at('2026-03-24T05:00Z'), until: at('2026-03-24T21:00Z') };
    expect(
      dutiesIn(scheduleOf(masked, two), range, defaultSemantics).map(({ person, from, until }) => [
        person,
        new Date(from).toISOString().slice(11, 16),
        new Date(until).toISOString().slice(11, 16),
      ]),
    ).toEqual([
      ['eva', '05:00', '11:00'],
      ['fay', '11:00', '21:00'],
    ]);
  });
});

describe('neighbours', () => {
  const schedule = scheduleOf(
    `{ rotations: { r: ${weekly}, hours: business } } }`,
    '{ schedule: s, from: 2026-03-30T09:00, to: 2026-04-06T09:00, person: eva }',
  );
  const beside = (time: string, which: 'next' | 'previous', neighbours: 'rotation' | 'timeline'): string[] =>
    neighboursAt(schedule, at(time), which, { ...defaultSemantics, neighbours });

  it('follow the order of the rotation: the last one before the first turn, overrides ignored, nobody while masked', () => {
    expect(beside('2026-03-23T12:00Z', 'next', 'rotation')).toEqual(['bo']);
    expect(beside('2026-03-23T12:00Z', 'previous', 'rotation')).toEqual(['cy']);
    expect(beside('2026-03-31T12:00Z', 'next', 'rotation')).toEqual(['cy']);
    expect(beside('2026-03-23T20:00Z', 'next', 'rotation')).toEqual([]);
  });

  it('or the timeline', () => {
    expect(beside('2026-03-27T12:00Z', 'next', 'timeline')).toEqual(['eva']);
    expect(beside('2026-03-27T12:00Z', 'previous', 'timeline')).toEqual(['ana']);
    expect(beside('2026-03-23T08:00Z', 'previous', 'timeline')).toEqual([]);
    const [next] = nextDuties(schedule, at('2026-03-27T20:00Z'), defaultSemantics);
    expect(next && isoText(schedule.zone, next.from)).toBe('2026-03-30T09:00:00+02:00');
  });
});
