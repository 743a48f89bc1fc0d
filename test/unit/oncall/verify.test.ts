import { describe, expect, test } from 'vitest';
import type { OnCallModel, OnCallSemantics, Schedule } from '../../../src/oncall/model.ts';
import { onCallAt } from '../../../src/oncall/schedule/duties.ts';
import { verify, type Sample } from '../../../src/oncall/verify/compare.ts';
import { sampleInstants } from '../../../src/oncall/verify/samples.ts';
import { modelOf, person, squad } from '../../support/on-call-model.ts';

const range = { from: Date.parse('2026-10-19T00:00:00Z'), until: Date.parse('2026-11-16T00:00:00Z') };

function modelWith(fields: string): { model: OnCallModel; schedule: Schedule } {
  const model = modelOf(person('ana'), person('bo'), squad('payments', ['ana', 'bo'], fields));
  const schedule = model.squads.get('payments')?.schedules.get('oncall');
  if (!schedule) throw new Error('no schedule');
  return { model, schedule };
}

/** What a backend with these semantics would say. */
function samplesOf(schedule: Schedule, semantics: OnCallSemantics): Sample[] {
  return sampleInstants(schedule, range, semantics, { count: 200, seed: 7 }).map((at) => ({
    schedule,
    at,
    onCall: onCallAt(schedule, at, semantics).map((duty) => `${duty.person.toUpperCase()}@acme.example`),
  }));
}

const hourly = `schedules:
  oncall:
    rotations:
      half-days: { participants: [ana, bo], every: 12h, start: 2026-10-19T08:00 }
`;

const masked = `schedules:
  oncall:
    rotations:
      weekly: { participants: [ana], every: 1w, start: 2026-10-19T08:00, hours: business }
overrides:
  - { schedule: oncall, from: 2026-10-24T00:00, to: 2026-10-25T00:00, person: bo }
`;

describe('samples', () => {
  test('are the same for the same seed, within the range, on whole minutes, around every handover', () => {
    const { model, schedule } = modelWith(hourly);
    const instants = sampleInstants(schedule, range, model.semantics, { count: 300, seed: 1 });
    expect(instants).toEqual(sampleInstants(schedule, range, model.semantics, { count: 300, seed: 1 }));
    expect(instants).toHaveLength(300);
    expect(instants.every((at) => at >= range.from && at < range.until && at % 60_000 === 0)).toBe(true);
    const handover = Date.parse('2026-10-19T18:00:00Z');
    expect(instants).toEqual(expect.arrayContaining([handover - 60_000, handover, handover + 60_000]));
  });
});

describe('verify', () => {
  test('agrees with a backend of the same opinion, whatever the case of addresses', () => {
    const { model, schedule } = modelWith(hourly);
    expect(verify(samplesOf(schedule, model.semantics), model)).toEqual({
      compared: 200,
      differences: [],
      better: [],
    });
  });

  test('says which switch explains that hourly turns keep the wall time', () => {
    const { model, schedule } = modelWith(hourly);
    const result = verify(samplesOf(schedule, { ...model.semantics, hourlyTurns: 'wall' }), model);
    expect(result.differences.length).toBeGreaterThan(0);
    // Before the night of 25 October both are the same.
    expect(Math.min(...result.differences.map(({ at }) => at))).toBeGreaterThanOrEqual(
      Date.parse('2026-10-25T01:00:00Z'),
    );
    expect(result.better[0]).toEqual({ change: { hourlyTurns: 'wall' }, differences: 0 });
  });

  test('says which switch explains that overrides stay within the hours of rotations', () => {
    const { model, schedule } = modelWith(masked);
    const result = verify(samplesOf(schedule, { ...model.semantics, overridesInMaskedHours: false }), model);
    expect(result.differences[0]).toMatchObject({ squad: 'payments', schedule: 'oncall', defined: ['bo'], actual: [] });
    expect(result.better[0]).toEqual({ change: { overridesInMaskedHours: false }, differences: 0 });
  });

  test('names somebody who is not defined by address, and no switch that explains nothing', () => {
    const { model, schedule } = modelWith(masked);
    const samples = [{ schedule, at: Date.parse('2026-10-20T10:00:00Z'), onCall: ['eve@acme.example'] }];
    expect(verify(samples, model)).toMatchObject({
      differences: [{ defined: ['ana'], actual: ['eve@acme.example'] }],
      better: [],
    });
  });
});
