import type { MeasurementCondition } from '../../definitions/types.ts';
import { evaluationFrequency } from '../datadog/frequency.ts';
import { readQueryMonitor, readSearchMonitor, type Options } from '../datadog/monitor.ts';
import { nameQueries } from '../datadog/named-queries.ts';
import { sourceName } from '../evaluators.ts';
import { Refusal, type GroupSeries, type Input, type LogRecord, type Subject } from '../model.ts';
import { seriesOf } from '../series.ts';
import { findLevels, solve, targetsOf, type Levels, type Typical } from './levels.ts';
import type { Pace } from './scenario.ts';
import { partsOf, type Piece } from './shape.ts';

/** Makes the input of a scenario for one alert. */
export interface Feed {
  readonly pace: Pace;
  input(shape: readonly Piece[], traffic: number): Input;
}

/**
 * How shapes become input for an alert: on the `typical` values of its source, or on values that follow from its condition.
 * @throws Refusal when its source has no scenarios
 */
export function feedOf(subject: Subject): Feed {
  const { alert } = subject;
  const source = sourceName(subject);
  const { condition } = alert;
  if (condition.kind !== 'measurement') throw refused(`scenarios know no ${source}`);
  const typical = (alert.source.fields['typical'] ?? {}) as Typical;
  if (source === 'datadog.logs' || source === 'datadog.event') return searchFeed(subject, condition, typical);
  if (!/^(datadog\.(metric|apm)|rabbitmq\.)/.test(source)) throw refused(`scenarios know no ${source}`);
  return queryFeed(subject, condition, typical);
}

function refused(reason: string): Refusal {
  return new Refusal(reason, 'alert', ['source']);
}

function queryFeed(subject: Subject, condition: MeasurementCondition, typical: Typical): Feed {
  const { alert, monitors } = subject;
  const inputs = monitors.get('measure') ?? monitors.get('') ?? {};
  const monitor = readQueryMonitor(inputs);
  if (!monitor) throw refused('the compiled query has a form that is not imitated');
  const named = nameQueries(alert, monitor.expression);
  const levels = findLevels(monitor, named, condition, typical);
  if (!levels) throw refused('no value of its first query makes the alert fire; declare "typical"');
  const group = Object.fromEntries((alert.groups?.by ?? []).map(({ alias }) => [alias, 'one']));
  const one = (parts: Parameters<typeof seriesOf>[0]): readonly GroupSeries[] => [{ group, series: seriesOf(parts) }];
  return {
    pace: paceOf(monitor),
    input: (shape, traffic) => ({
      kind: 'metrics',
      queries: new Map([
        ...Object.entries(levels.others).map(
          ([name, value]) => [name, one(partsOf(shape, () => value * traffic))] as const,
        ),
        [levels.moving, one(partsOf(shape, (level) => movingAt(levels, level, traffic, named.counts)))],
      ]),
    }),
  };
}

/** With little traffic a bad minute is one failure at least: there is no half of one. */
function movingAt(levels: Levels, level: number, traffic: number, counts: boolean): number {
  const value = levels.valueAt(level) * traffic;
  if (!counts || traffic === 1) return value;
  return level === 0 ? Math.round(value) : Math.max(1, Math.round(value));
}

function paceOf({ window, delay, autoResolve = 0 }: Options): Pace {
  return { window: window / 60, delay: delay / 60, every: evaluationFrequency(window) / 60, closes: autoResolve / 60 };
}

function searchFeed(subject: Subject, condition: MeasurementCondition, typical: Typical): Feed {
  const options = readSearchMonitor(subject.monitors.get('') ?? {});
  const targets = targetsOf(condition);
  const compute = String(subject.alert.source.fields['compute'] ?? 'count');
  if (!options || !targets || compute !== 'count') throw refused('scenarios know log counts only');
  const minutes = options.window / 60;
  const rate = (value: number): number => Math.max(0, solve((perMinute) => perMinute * minutes, value) ?? 0);
  // Events are whole: half of one is none.
  const quiet = targets.bad > targets.healthy ? Math.floor(targets.healthy) : targets.healthy;
  const [healthy, bad, worse] = [typical['count'] ?? rate(quiet), rate(targets.bad), rate(targets.worse)];
  const valueAt = (level: number): number =>
    level <= 1 ? healthy + (bad - healthy) * level : bad + (worse - bad) * (level - 1);
  const fields = Object.fromEntries((subject.alert.groups?.by ?? []).map(({ facet }) => [facet, 'one']));
  return {
    pace: paceOf(options),
    input: (shape, traffic) => ({
      kind: 'logs',
      records: recordsOf(shape, (level) => valueAt(level) * traffic, fields),
    }),
  };
}

/** Whole records whose number follows the shape: what is left over waits for the next minute. */
function recordsOf(
  shape: readonly Piece[],
  valueAt: (level: number) => number,
  fields: LogRecord['fields'],
): LogRecord[] {
  let owed = 0;
  return [...seriesOf(partsOf(shape, valueAt)).values].flatMap((value, minute) => {
    owed += Number.isNaN(value) ? 0 : value;
    const count = Math.floor(owed + 1e-9);
    owed -= count;
    return count > 0 ? [{ at: minute * 60, count, fields }] : [];
  });
}
