import { parseDuration, type Seconds } from '../../definitions/values/duration.ts';
import { promqlSeconds } from '../../definitions/values/promql-duration.ts';
import type { Json } from '../../graph/types.ts';
import { Refusal, type Clock, type GroupSeries, type GroupValues, type MonitorInputs, type Subject } from '../model.ts';
import { allSeries, gridOf } from './series-text.ts';
import type { Trial } from './trial.ts';

const minute = 60;
const day = 86_400;

/** A trial of a case, and when the case begins in it. */
export interface PlacedTrial {
  readonly trial: Trial;
  readonly history: Seconds;
}

/** The name under which a case gives the value of the whole expression. */
export const wholeExpression = 'expr';

/**
 * What promtool is to be asked for a case.
 * @param only the evaluation whose texts are wanted; all evaluations, without texts, when absent
 * @throws Refusal when the case cannot be said to promtool
 */
export function trialOf(
  subject: Subject,
  queries: ReadonlyMap<string, readonly GroupSeries[]>,
  clock: Clock,
  only?: Seconds,
): PlacedTrial {
  const { alert, monitors } = subject;
  const inputs = [...monitors.values()];
  const history = historyOf(alert.condition.kind === 'measurement' ? (alert.condition.for ?? 0) : 0, inputs);
  const grid = gridOf(clock, history);
  const whole = queries.has(wholeExpression);
  if (whole && queries.size > 1)
    throw new Refusal('"expr" is the value of the whole expression; other series have no effect beside it', 'case', [
      'input',
      'metrics',
    ]);
  const named = whole ? new Map([[fed, queries.get(wholeExpression) ?? []]]) : queries;
  return {
    history,
    trial: {
      rules: inputs.map((one) =>
        ruleOf(one, only !== undefined, whole ? String(alert.source.fields['expr']).trim() : undefined),
      ),
      alertname: String(inputs[0]?.['alert'] ?? ''),
      series: allSeries(named, facetsOf(subject), grid, clock.end),
      interval: grid.interval,
      times: (only === undefined ? minutesOf(clock.end) : [only]).map((at) => at + history),
    },
  };
}

/** The series that stands for an expression whose value a case gives. */
const fed = 'alerts_expression';

/** Whole minutes of a case: Prometheus evaluates once a minute by default. */
export function minutesOf(end: Seconds): Seconds[] {
  return Array.from({ length: Math.floor(end / minute) + 1 }, (_, index) => index * minute);
}

/** The label of each group, by alias. */
export function facetsOf({ alert }: Pick<Subject, 'alert'>): GroupValues {
  return Object.fromEntries((alert.groups?.by ?? []).map(({ alias, facet }) => [alias, facet]));
}

/** A rule as it is compiled. Texts make reports of promtool ten times as long, so they are left out where nobody asks for them. */
function ruleOf(inputs: MonitorInputs, withTexts: boolean, expression: string | undefined): Json {
  const annotations = { ...(withTexts ? (inputs['annotations'] as object) : {}), alerts_value: '{{ $value }}' };
  const expr = String(inputs['expr']);
  const replaced =
    expression === undefined
      ? expr
      : expr.replaceAll(`(${expression})`, `(${fed})`).replaceAll(`(\n${expression}\n)`, `(${fed})`);
  return { ...(inputs as Readonly<Record<string, Json>>), expr: replaced, annotations };
}

/** Whole minutes that a rule can look back: all of its ranges and offsets, as if one stood in the other, and how long it has to hold. */
function historyOf(hold: Seconds, inputs: readonly MonitorInputs[]): Seconds {
  const looks = inputs.map((one) => {
    const ranges = [...String(one['expr']).matchAll(/\[\s*([\w.]+)|\boffset\s+-?([\w.]+)/g)];
    return ranges.reduce((sum, [, range, offset]) => sum + (promqlSeconds(range ?? offset ?? '') ?? 0), 0);
  });
  const keeps = inputs.map((one) => parseDuration(one['keep_firing_for']) ?? 0);
  // Five minutes: how long Prometheus takes a sample for the present one.
  const seconds = Math.max(0, ...looks) + Math.max(0, ...keeps) + hold + 5 * minute;
  if (seconds > 32 * day)
    throw new Refusal(
      'the expression looks back more than a month, each minute of which promtool would evaluate',
      'alert',
      ['source'],
    );
  return Math.ceil(seconds / minute) * minute;
}
