import type { CheckCondition, ResolvedAlert } from '../../definitions/types.ts';
import type { Seconds } from '../../definitions/values/duration.ts';
import { compositeState, membersOf, parseCondition, type Condition } from '../datadog/composite.ts';
import type { CheckRuns, MemberStates, State, Subject } from '../model.ts';
import { seriesOf } from '../series.ts';
import { cannotFeed, type Feed, type Marks, type Measured } from './feed.ts';

/** Sources that are well or not, with nothing to measure: 0 is well, 1 and more is bad. */
export const wellOrBad: Marks = { healthy: 0, bad: 1, worse: 1 };

/** Feeds service checks with `ok` and `critical`. */
export function checkFeed({ failures, recoveries = 1 }: CheckCondition, step: Seconds): Feed {
  return {
    pace: { window: (Math.max(failures, recoveries) * step) / 60, delay: 0, every: step / 60, closes: 0 },
    marks: wellOrBad,
    numeric: false,
    lacks: { between: 'a status is good or bad, with nothing between' },
    input: (measured) => ({
      kind: 'checks',
      runs: measured.map(({ group, parts }): CheckRuns => ({
        group,
        statuses: wordsOf(parts, 'ok' as const, 'critical' as const),
      })),
    }),
  };
}

/** One word a sample, undefined in gaps. */
export function wordsOf<Word>(parts: Measured['parts'], well: Word, bad: Word): (Word | undefined)[] {
  return [...seriesOf(parts).values].map((value) => (Number.isNaN(value) ? undefined : value >= 1 ? bad : well));
}

/**
 * Feeds composites with states of members for which the formula is false, and such for which it holds.
 * @throws Refusal when the formula never is, or always
 */
export function compositeFeed({ alert }: Subject): Feed {
  const condition = parseCondition(String(alert.source.fields['formula'] ?? ''));
  const members = membersOf(condition);
  const well = statesFor(condition, members, 'ok');
  const bad = statesFor(condition, members, 'alert');
  return {
    pace: { window: 1, delay: 0, every: 1, closes: 0 },
    marks: wellOrBad,
    numeric: false,
    lacks: {
      between: 'its members are in alert or not, with nothing between',
      blips: 'how long trouble lasts is decided by its members',
    },
    input: (measured) => ({
      kind: 'states',
      members: members.flatMap((name, index) =>
        measured.map(({ group, parts }): MemberStates => ({
          name,
          group,
          states: wordsOf<State>(parts, well[index] ?? 'ok', bad[index] ?? 'alert').map((one) => one ?? 'no-data'),
        })),
      ),
    }),
  };
}

function statesFor(condition: Condition, members: readonly string[], wanted: State): State[] {
  for (let bits = 0; bits < 2 ** members.length; bits++) {
    const states = members.map((_, index): State => ((bits >> index) & 1 ? 'alert' : 'ok'));
    const state = compositeState(condition, (name) => states[members.indexOf(name)] ?? 'ok');
    if (state === wanted) return states;
  }
  throw cannotFeed(`its formula never is "${wanted}"`);
}

/** Why missing data say nothing of an alert; undefined when they do. */
export function meaninglessGap({ source, condition }: ResolvedAlert): string | undefined {
  if (condition.kind === 'heartbeat') return 'a ping that is missing is what it watches';
  if (condition.kind === 'probe') return 'a probe that gets no answer has found the outage';
  if (condition.kind === 'certificate') return 'a certificate that cannot be read is the matter of a probe';
  const counts = source.type === 'logs' || source.type === 'event' || source.vendor === 'graylog';
  const told = 'noData' in condition && condition.noData === 'notify';
  return counts && !told ? 'records that do not come are none' : undefined;
}
