import ICAL from 'ical.js';
import { describe, expect, it } from 'vitest';
import type { Schedule } from '../../../src/oncall/model.ts';
import { onCallCalendar } from '../../../src/show/oncall/ics.ts';
import type { OnCallEntry } from '../../../src/show/oncall/entry.ts';

const schedule: Schedule = {
  id: 'oncall',
  squad: 'payments',
  zone: 'Europe/Paris',
  rotations: [],
  overrides: [],
  path: [],
};
const at = (text: string): number => Date.parse(text);

function entry(person: string, from: string, until: number, more: Partial<OnCallEntry['duty']> = {}): OnCallEntry {
  return { schedule, duty: { person, from: at(from), until, rotation: 'weekly', ...more } };
}

function calendarOf(entries: readonly OnCallEntry[], nameOf = (person: string): string => person): string {
  const settings = {
    title: 'payments on call',
    project: 'acme',
    now: at('2026-11-23T12:00Z'),
    until: at('2027-01-01T00:00Z'),
  };
  return onCallCalendar(entries, { ...settings, nameOf });
}

function eventsOf(text: string): InstanceType<typeof ICAL.Event>[] {
  return new ICAL.Component(ICAL.parse(text)).getAllSubcomponents('vevent').map((event) => new ICAL.Event(event));
}

describe('a calendar of duties', () => {
  const night = entry('bo', '2026-10-24T16:00Z', at('2026-10-26T08:00Z'));

  it('holds the exact instants, also over a change of the clock', () => {
    const [event] = eventsOf(calendarOf([night]));
    expect(event?.startDate.toJSDate().toISOString()).toBe('2026-10-24T16:00:00.000Z');
    expect(event?.endDate.toJSDate().toISOString()).toBe('2026-10-26T08:00:00.000Z');
    expect(event?.summary).toBe('bo on call: payments/oncall');
  });

  it('keeps the id of an event when somebody else takes the duty, and never repeats one', () => {
    const swapped = { ...night, duty: { ...night.duty, person: 'cy' } };
    const id = (one: OnCallEntry): string | undefined => eventsOf(calendarOf([one]))[0]?.uid;
    expect(id(swapped)).toBe(id(night));
    const override = { from: 0, until: 1, person: 'bo', path: [] };
    const others = [
      { ...night, duty: { person: 'bo', from: night.duty.from, until: night.duty.until, override } },
      { ...night, duty: { ...night.duty, rotation: 'second' } },
      { ...night, duty: { ...night.duty, from: night.duty.from + 60_000 } },
      { ...night, schedule: { ...schedule, id: 'run' } },
    ];
    expect(new Set([night, ...others].map(id)).size).toBe(5);
  });

  it('ends a duty that never ends where the range does', () => {
    const [event] = eventsOf(calendarOf([entry('bo', '2026-10-24T16:00Z', Infinity)]));
    expect(event?.endDate.toJSDate().toISOString()).toBe('2027-01-01T00:00:00.000Z');
  });

  it('escapes texts and folds lines at 75 octets between characters', () => {
    const reason = `swap; Ana, Bo\nthen ${'é'.repeat(80)} \\ end`;
    const override = { from: 0, until: 1, person: 'bo', reason, path: [] };
    const text = calendarOf(
      [{ schedule, duty: { person: 'bo', from: 0, until: 1, override } }],
      () => `${'Ünïcödé '.repeat(12)}Müller`,
    );
    const [event] = eventsOf(text);
    expect(event?.description).toBe(`payments/oncall, override: ${reason}`);
    expect(event?.summary).toContain('Müller on call');
    for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
    expect(text).not.toMatch(/[^\r]\n/);
    expect(text).not.toContain('\ufffd');
  });

  it('says nothing of a person but what it is told to', () => {
    expect(calendarOf([night])).not.toMatch(/@(?!acme\.alerts)/);
    expect(calendarOf([night])).not.toContain('ATTENDEE');
  });
});
