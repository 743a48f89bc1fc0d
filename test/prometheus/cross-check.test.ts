import { beforeAll, describe, expect, it } from 'vitest';
import { feedOf } from '../../src/alert-tests/feeds/feed-of.ts';
import type { Clock, Evaluation, Input } from '../../src/alert-tests/model.ts';
import { wholeExpression } from '../../src/alert-tests/prometheus/trial-of.ts';
import { Trials } from '../../src/alert-tests/prometheus/trial.ts';
import { scenarios } from '../../src/alert-tests/scenarios/library.ts';
import { minutesOf, partsOf } from '../../src/alert-tests/scenarios/shape.ts';
import { sampleAt, type Series } from '../../src/alert-tests/series.ts';
import { simulate } from '../../src/alert-tests/simulate.ts';
import { ask } from './ask.ts';
import { explanation, type Difference } from './differences.ts';
import { pairs, type Pair } from './pairs.ts';

const minute = 60;

/** What both sides evaluate in one scenario. */
interface Played {
  readonly pair: Pair;
  readonly scenario: string;
  readonly clock: Clock;
  readonly input: Extract<Input, { kind: 'metrics' }>;
}

function play(pair: Pair): Played[] {
  const feed = feedOf(pair.datadog, minute);
  const valueAt = (at: number): number =>
    at <= 1
      ? feed.marks.healthy + (feed.marks.bad - feed.marks.healthy) * at
      : feed.marks.bad + (feed.marks.worse - feed.marks.bad) * (at - 1);
  return scenarios.map((scenario) => {
    const shape = scenario.shape(feed.pace);
    const input = feed.input([{ group: {}, parts: partsOf(shape, valueAt) }], scenario.traffic ?? 1);
    if (input.kind !== 'metrics') throw new Error('these alerts are fed with metrics');
    const clock = { start: scenario.start ?? 0, step: minute, end: minutesOf(shape) * minute, phase: 0 };
    return { pair, scenario: scenario.id, clock, input };
  });
}

/** A level is what the expression returns; shares have series of the same names. */
function asPromql({ queries }: Played['input']): Played['input'] {
  const [only] = [...queries];
  return { kind: 'metrics', queries: queries.size > 1 || !only ? queries : new Map([[wholeExpression, only[1]]]) };
}

const evaluationsOf = (subject: Pair['datadog'], input: Input, clock: Clock): readonly Evaluation[] =>
  simulate(subject, input, clock, new Set()).tracks[0]?.evaluations ?? [];

/** Samples of the value that is compared, where there is one series of it. */
function samplesOf({ input: { queries } }: Played): (at: number) => number {
  const [series] = queries.size === 1 ? [...queries.values()].map(([one]) => one?.series) : [];
  return (at) => (series ? sampleAt(series as Series, at / minute) : 0);
}

const trials = new Trials();
const played = pairs(trials).flatMap(play);
const found = new Map<Difference, number>();
let compared = 0;

describe('an alert in Datadog and in Prometheus', () => {
  beforeAll(async () => {
    await trials.settle(
      () => played.map(({ pair, input, clock }) => evaluationsOf(pair.prometheus, asPromql(input), clock)),
      ask,
    );
  }, 600_000);

  for (const pair of new Set(played.map((one) => one.pair)))
    it(pair.name, () => {
      expect([pair.datadog.problems, pair.prometheus.problems]).toEqual([[], []]);
      for (const one of played.filter((other) => other.pair === pair)) {
        const ours = evaluationsOf(pair.datadog, one.input, one.clock);
        const theirs = evaluationsOf(pair.prometheus, asPromql(one.input), one.clock);
        for (const { at, state } of theirs) {
          // A window of Datadog ends before the sample of its evaluation, one of Prometheus with it: what one sees now, the other saw a minute ago.
          const datadog = ours.find((evaluation) => evaluation.at === at + minute);
          if (!datadog) continue;
          compared++;
          if (datadog.state === state) continue;
          const why = explanation({
            condition: pair.condition,
            at,
            prometheus: state,
            datadog,
            sample: samplesOf(one),
          });
          expect(
            why,
            `${one.scenario} at ${at / minute}m: Datadog ${datadog.state}, Prometheus ${state}`,
          ).toBeDefined();
          if (why) found.set(why, (found.get(why) ?? 0) + 1);
        }
      }
    });

  it('differs only where a documented difference says so, and each of them is seen', () => {
    expect(new Set(played.map(({ pair }) => pair)).size).toBeGreaterThanOrEqual(30);
    expect(compared).toBeGreaterThan(10_000);
    expect([...found.keys()].sort()).toEqual(['for ends with a gap', 'for holds one sample more', 'full window']);
  });
});
