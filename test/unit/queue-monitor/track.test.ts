import { describe, expect, it } from 'vitest';
import { levels, type Rules } from '../../../src/queue-monitor/rules.ts';
import { observe, retention, type Track } from '../../../src/queue-monitor/track.ts';

const rules: Rules = {
  is: 'above', critical: 10, over: 60, reduce: 'avg', delay: 0, hold: 0, noData: 'keep', fullWindow: true, newGroupDelay: 0,
  grouped: false, expected: true, step: 60,
}; // prettier-ignore

/** States, one for each observation: `_` was observed and had no value, `x` could not be observed. */
function states(patch: Partial<Rules>, values: string): string {
  let track: Track | undefined;
  const said: string[] = [];
  values.split(' ').forEach((text, index) => {
    if (text !== 'x') {
      const verdict = observe(
        track,
        { ...rules, ...patch },
        1_000_000 + index * 60,
        text === '_' ? undefined : Number(text),
      );
      track = verdict.track;
    }
    said.push(track?.missing ? 'no-data' : (track?.level ?? '-'));
  });
  return said.join(' ');
}

const cases: [string, Partial<Rules>, string, string][] = [
  ['a value beyond the threshold', {}, '5 11 10', 'ok alert ok'],
  ['at least', { is: 'at-least' }, '9 10 9', 'ok alert ok'],
  ['below', { is: 'below', critical: 1 }, '1 0 1', 'ok alert ok'],
  ['at most', { is: 'at-most', critical: 1 }, '2 1 2', 'ok alert ok'],
  ['recovery needs its own threshold', { recovery: 5 }, '11 8 6 5 8', 'alert alert alert ok ok'],
  ['recovery below', { is: 'below', critical: 1, recovery: 3 }, '0 2 3', 'alert alert ok'],
  ['warning before critical', { warning: 5 }, '6 11 6 4', 'warning alert warning ok'],
  ['warning has a recovery of its own', { warning: 5, warningRecovery: 2 }, '6 3 2 3', 'warning warning ok ok'],
  ['an alert becomes a warning on its way', { warning: 5, recovery: 8, warningRecovery: 2 }, '11 9 7 3 1', 'alert alert warning warning ok'],
  ['only a warning is defined', { critical: undefined, warning: 5 } as Partial<Rules>, '6 60 4', 'warning warning ok'],
  ['a window has to be full', { over: 240, reduce: 'min' }, '20 20 20 20 20', 'ok ok alert alert alert'],
  ['unless it need not be', { over: 240, reduce: 'min', fullWindow: false }, '20 20', 'alert alert'],
  ['min: always', { over: 180, reduce: 'min' }, '20 20 20 5 20 20 20', 'ok alert alert ok ok ok alert'],
  ['max: ever', { over: 180, reduce: 'max', is: 'below', critical: 1 }, '0 0 0 1 0 0 0', 'ok alert alert ok ok ok alert'],
  ['sum', { over: 180, reduce: 'sum' }, '4 4 4 1 1', 'ok ok alert ok ok'],
  ['last', { over: 180, reduce: 'last' }, '0 0 0 11 0', 'ok ok ok alert ok'],
  ['the mean of a window', { over: 120, reduce: 'avg' }, '0 8 14', 'ok ok alert'],
  ['a delay looks back', { delay: 120 }, '11 0 0 0', 'ok ok alert ok'],
  ['it has to hold', { hold: 120 }, '11 11 11 5 11', 'ok ok alert ok ok'],
  ['what falls back begins anew', { hold: 120 }, '11 11 5 11 11 11', 'ok ok ok ok ok alert'],
  ['a warning holds while an alert does not yet', { hold: 120, warning: 5 }, '6 6 11 11 11', 'ok ok warning warning alert'],
  ['missing, and kept', {}, '11 _ _', 'alert alert alert'],
  ['missing, and told', { noData: 'notify' }, '11 _ 11 5', 'alert no-data alert ok'],
  ['missing is fine', { noData: 'ok' }, '11 _', 'alert ok'],
  ['missing resolves', { noData: 'resolve' }, '11 _', 'alert ok'],
  ['missing from the beginning, one window later', { noData: 'notify' }, '_ _', 'ok no-data'],
  ['missing for a whole window only', { noData: 'notify', over: 180 }, '5 5 5 _ _ _', 'ok ok ok ok ok no-data'],
  ['hysteresis outlives missing data', { noData: 'notify', recovery: 5 }, '11 _ 8 5', 'alert no-data alert ok'],
  ['what was not observed changes nothing', { noData: 'notify' }, '11 x x x 11 x 5', 'alert alert alert alert alert alert ok'],
  ['a hole in a window decides nothing', { over: 240, reduce: 'min' }, '20 20 20 20 x x x 5', 'ok ok alert alert alert alert alert alert'],
  ['a hole does not hold', { hold: 120 }, '11 x x x 11 11 11', 'ok ok ok ok ok ok alert'],
]; // prettier-ignore

describe('one queue', () => {
  it.each(cases)('%s', (_, patch, values, expected) => {
    expect(states(patch, values)).toBe(expected);
  });
});

describe('queues of a pattern', () => {
  const grouped = { grouped: true, expected: false };

  it('one that was never there is not missing', () => {
    expect(states({ ...grouped, noData: 'notify' }, '_ _ 5 _')).toBe('- - ok no-data');
  });

  it('a new one is only looked at for a while', () => {
    expect(states({ ...grouped, newGroupDelay: 120 }, '11 11 11')).toBe('ok ok alert');
  });

  it('one that is gone for a day is forgotten, and begins anew', () => {
    const all = { ...rules, ...grouped, noData: 'notify' } as const;
    const { track } = observe(undefined, all, 0, 11);
    expect(observe(track, all, retention - 1, undefined).track?.missing).toBe(true);
    expect(observe(track, all, retention, undefined).track).toBeUndefined();
  });
});

it('levels are in order of severity', () => {
  expect(levels).toEqual(['ok', 'warning', 'alert']);
});
