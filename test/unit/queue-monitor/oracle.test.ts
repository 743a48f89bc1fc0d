import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchesPattern } from '../../../src/queue-monitor/pattern.ts';
import type { Rules } from '../../../src/queue-monitor/rules.ts';
import { observe, type Track } from '../../../src/queue-monitor/track.ts';

const step = 30;

/** One observation: a value, nothing there, or nothing seen. */
type Look = number | 'missing' | 'blind';

const looks = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: fc.integer({ min: 0, max: 20 }) },
    { weight: 1, arbitrary: fc.constant('missing' as const) },
    { weight: 1, arbitrary: fc.constant('blind' as const) },
  ),
  { minLength: 1, maxLength: 60 },
);

const rulesFor: fc.Arbitrary<Rules> = fc
  .record({
    isHigh: fc.boolean(),
    critical: fc.integer({ min: 8, max: 12 }),
    recoveryGap: fc.option(fc.integer({ min: 0, max: 4 }), { nil: undefined }),
    warningGap: fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined }),
    over: fc.integer({ min: 1, max: 8 }),
    reduce: fc.constantFrom('avg', 'sum', 'min', 'max', 'last'),
    delay: fc.integer({ min: 0, max: 3 }),
    hold: fc.integer({ min: 0, max: 6 }),
    noData: fc.constantFrom('ok', 'keep', 'notify', 'resolve'),
    fullWindow: fc.boolean(),
  })
  .map(({ isHigh, critical, recoveryGap, warningGap, over, delay, hold, ...rest }): Rules => {
    const softer = (gap: number): number => (isHigh ? critical - gap : critical + gap);
    return {
      is: isHigh ? 'above' : 'below',
      critical,
      ...(recoveryGap === undefined ? {} : { recovery: softer(recoveryGap) }),
      ...(warningGap === undefined ? {} : { warning: softer(warningGap), warningRecovery: softer(warningGap + 1) }),
      over: over * step,
      delay: delay * step,
      hold: hold * step,
      newGroupDelay: 0,
      grouped: false,
      expected: true,
      step,
      ...rest,
    } as Rules;
  });

function run(rules: Rules, all: readonly Look[]): (Track | undefined)[] {
  let track: Track | undefined;
  return all.map((one, index) => {
    if (one !== 'blind') ({ track } = observe(track, rules, 9000 + index * step, one === 'missing' ? undefined : one));
    return track;
  });
}

/**
 * The level by looking at the whole past each time, as docs/watch.md words it: nothing is carried on but the level itself. For rules without
 * holding and with values at every look.
 */
function levelsByDefinition(rules: Rules, values: readonly number[]): string[] {
  const levels: string[] = [];
  const beyond = (value: number, than: number | undefined): boolean =>
    than !== undefined && (rules.is === 'above' ? value > than : value < than);
  values.forEach((_, index) => {
    const before = levels.at(-1) ?? 'ok';
    const last = index - rules.delay / step;
    const first = last - rules.over / step + 1;
    const window = values.filter((__, at) => at >= first && at <= last);
    const isWhole = first >= 0 || (-first + 1) * step <= Math.max(2 * step, rules.over / 4);
    if (window.length === 0 || (rules.fullWindow && !isWhole)) return levels.push(before);
    const sum = window.reduce((a, b) => a + b, 0);
    const value = {
      sum, avg: sum / window.length, min: Math.min(...window), max: Math.max(...window), last: window.at(-1) as number,
    }[rules.reduce]; // prettier-ignore
    const isAlert = beyond(value, rules.critical) || (before === 'alert' && beyond(value, rules.recovery));
    const isWarning = beyond(value, rules.warning) || (before !== 'ok' && beyond(value, rules.warningRecovery));
    return levels.push(isAlert ? 'alert' : isWarning ? 'warning' : 'ok');
  });
  return levels;
}

describe('evaluation of queues', () => {
  it('agrees with looking at the whole past each time', () => {
    fc.assert(
      fc.property(
        rulesFor,
        fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 1, maxLength: 60 }),
        (rules, values) => {
          const plain = { ...rules, hold: 0 };
          expect(run(plain, values).map((track) => track?.level)).toEqual(levelsByDefinition(plain, values));
        },
      ),
    );
  });

  it('never leaves a level because something was not seen', () => {
    fc.assert(
      fc.property(rulesFor, looks, (rules, all) => {
        const tracks = run(rules, all);
        all.forEach((one, index) => {
          if (one === 'blind') expect(tracks[index]).toBe(index === 0 ? undefined : tracks[index - 1]);
        });
      }),
    );
  });

  it('leaves a level by a value, or by data that are missing where that is said to be fine', () => {
    fc.assert(
      fc.property(rulesFor, looks, (rules, all) => {
        const tracks = run(rules, all);
        all.forEach((one, index) => {
          const [before, after] = [tracks[index - 1]?.level ?? 'ok', tracks[index]?.level ?? 'ok'];
          if (before === after || after !== 'ok') return;
          if (tracks[index]?.samples.length === 0) expect(['ok', 'resolve']).toContain(rules.noData);
          else expect(one).not.toBe('blind');
        });
      }),
    );
  });

  it('is worse no sooner than it has held', () => {
    fc.assert(
      fc.property(rulesFor, looks, (rules, all) => {
        const unheld = run(
          { ...rules, hold: 0, recovery: undefined, warningRecovery: undefined, warning: undefined } as Rules,
          all,
        );
        const held = run(
          { ...rules, recovery: undefined, warningRecovery: undefined, warning: undefined } as Rules,
          all,
        );
        held.forEach((track, index) => {
          if (track?.level !== 'alert' || held[index - 1]?.level === 'alert' || all[index] === 'blind') return;
          for (let back = 0; back < rules.hold / step; back++)
            if (all[index - back] !== 'blind') expect(unheld[index - back]?.level).toBe('alert');
        });
      }),
    );
  });

  it('goes on from what was written down as if nothing had happened', () => {
    fc.assert(
      fc.property(rulesFor, looks, fc.nat(59), (rules, all, cut) => {
        let track: Track | undefined;
        all.forEach((one, index) => {
          if (index === cut) track = track && (JSON.parse(JSON.stringify(track)) as Track);
          if (one !== 'blind')
            ({ track } = observe(track, rules, 9000 + index * step, one === 'missing' ? undefined : one));
        });
        expect(track).toEqual(run(rules, all).at(-1));
      }),
    );
  });

  it('keeps no more samples than a window and its delay have', () => {
    fc.assert(
      fc.property(rulesFor, looks, (rules, all) => {
        for (const track of run(rules, all))
          expect(track?.samples.length ?? 0).toBeLessThanOrEqual((rules.over + rules.delay) / step);
      }),
    );
  });
});

describe('patterns of names', () => {
  it('agree with the regular expression that they stand for', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '.', '/', '*', '?'), maxLength: 12 });
    fc.assert(
      fc.property(text, text, (pattern, name) => {
        const expression = pattern.replace(/[.?/]/g, '\\$&').replaceAll('*', '.*');
        expect(matchesPattern(pattern, name)).toBe(new RegExp(`^${expression}$`).test(name));
      }),
      { numRuns: 2000 },
    );
  });
});
