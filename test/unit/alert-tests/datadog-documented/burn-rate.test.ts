import { describe, expect, it } from 'vitest';
import { evaluateBurn } from '../../../../src/alert-tests/datadog/burn-monitor.ts';
import { burnFeed } from '../../../../src/alert-tests/feeds/burn-feed.ts';
import type { BurnCondition, ResolvedAlert } from '../../../../src/definitions/types.ts';
import type { State, Subject } from '../../../../src/alert-tests/model.ts';
import { clockOf, samples } from '../support.ts';

// https://docs.datadoghq.com/service_management/service_level_objectives/burn_rate/

const hour = 60;
const subjectOf = (burn: number, long: number, short: number, sloTarget: number): Subject => {
  const condition: BurnCondition = { kind: 'burn', burn, long: long * 60, short: short * 60 };
  return { alert: { condition } as ResolvedAlert, monitors: new Map(), sloTarget, problems: [] };
};

/** The state at a minute, when of 100,000 events a minute so many are good. */
function stateAt(subject: Subject, good: string, minutes: number): State | undefined {
  const series = { good: samples(good), total: samples(`100000 x${minutes}`) };
  return evaluateBurn(subject, series, clockOf(minutes))[0]?.evaluations.find(({ at }) => at === minutes * 60)?.state;
}

describe('service_level_objectives/burn_rate, how burn rate alerts work', () => {
  it('takes a burn rate of 10 of a 99.9% target for an error rate of 0.01', () => {
    const state = (burn: number): State | undefined => stateAt(subjectOf(burn, hour, 5, 99.9), '99000 x120', 120);
    expect([state(9.9), state(10.1)]).toEqual(['alert', 'ok']);
  });

  it('asks the long window, which keeps short troubles out, and the short one, which recovers soon', () => {
    const subject = subjectOf(14.4, hour, 5, 99.9);
    // Ten minutes of an error rate of 0.05 are 8.3 times the budget over the hour.
    expect(stateAt(subject, '100000 x110, 95000 x10', 120)).toBe('ok');
    expect(stateAt(subject, '100000 x90, 95000 x30', 120)).toBe('alert');
    expect(stateAt(subject, '100000 x85, 95000 x30, 100000 x5', 120)).toBe('ok');
  });
});

describe('service_level_objectives/burn_rate, examples for a target of 99.9%', () => {
  // Rows of the tables: days of the target, rate, long and short window in minutes, share of the budget that is used up.
  const rows = [
    [7, 16.8, 1 * hour, 5, 0.1],
    [7, 5.6, 6 * hour, 30, 0.2],
    [7, 2.8, 24 * hour, 120, 0.4],
    [30, 14.4, 1 * hour, 5, 0.02],
    [30, 6, 6 * hour, 30, 0.05],
    [30, 3, 24 * hour, 120, 0.1],
    [90, 21.6, 1 * hour, 5, 0.01],
    [90, 10.8, 6 * hour, 30, 0.03],
    [90, 4.5, 24 * hour, 120, 0.05],
  ] as const;

  it.each(rows)(
    '%i days: %f over %i and %i minutes fires as soon as so much of the budget is gone: %f',
    (days, burn, long, short, used) => {
      const events = 100_000 * days * 24 * hour;
      const bad = (factor: number): number => Math.round((used * events * 0.001 * factor) / long);
      const subject = subjectOf(burn, long, short, 99.9);
      const state = (factor: number): State | undefined =>
        stateAt(subject, `100000 x${long}, ${100_000 - bad(factor)} x${long}`, 2 * long);
      expect([state(0.98), state(1.02)]).toEqual(['ok', 'alert']);
    },
  );
});

describe('service_level_objectives/burn_rate, maximum burn rate values', () => {
  it('is 1 / (1 - target): 25 for 96%, and nothing burns faster', () => {
    const outage = (burn: number): State | undefined => stateAt(subjectOf(burn, hour, 5, 96), '0 x120', 120);
    expect([outage(24.9), outage(25.1)]).toEqual(['alert', 'ok']);
    const { alert, ...subject } = subjectOf(25.1, hour, 5, 96);
    expect(() => burnFeed({ alert, ...subject }, alert.condition as BurnCondition, 60)).toThrow(
      'an outage of everything burns 25 times too fast, never 25.1',
    );
  });
});
