import type { MeasurementCondition } from '../../definitions/types.ts';
import type { Seconds } from '../../definitions/values/duration.ts';
import type { SeriesPart } from '../../definitions/values/series.ts';
import { readSearchMonitor } from '../datadog/monitor.ts';
import { readGraylogSearch } from '../vendors/graylog.ts';
import { breaches } from '../datadog/thresholds.ts';
import type { GroupValues, LogRecord, Subject } from '../model.ts';
import { seriesOf } from '../series.ts';
import { cannotFeed, type Feed, type Marks, type Pace } from './feed.ts';
import { paceOf, typicalOf } from './query-feed.ts';
import { isHealthy, targetsOf } from './targets.ts';

/**
 * Feeds searches: as many records as the window has to hold, as many different values as are counted, or one record with the value.
 * @throws Refusal when the search has no threshold
 */
export function searchFeed(subject: Subject, condition: MeasurementCondition, step: Seconds): Feed {
  const { alert } = subject;
  const targets = targetsOf(condition);
  const pace = paceOfSearch(subject);
  if (!targets) throw cannotFeed('the condition has no critical threshold');
  const records = recordsBy(String(alert.source.fields['compute'] ?? 'count'), condition, pace.window * 60);
  const facets = new Map((alert.groups?.by ?? []).map(({ alias, facet }) => [alias, facet]));
  return {
    pace,
    marks: marksOf(subject, condition, targets, pace),
    numeric: true,
    lacks: {},
    input: (measured, traffic) => ({
      kind: 'logs',
      records: measured
        .flatMap(({ group, parts }) => records(parts, fieldsOf(group, facets), traffic, step))
        .sort((a, b) => a.at - b.at),
    }),
  };
}

function paceOfSearch(subject: Subject): Pace {
  if (subject.alert.source.vendor === 'graylog') {
    const { window, every } = readGraylogSearch(subject);
    return { window: window / 60, delay: 0, every: every / 60, closes: 0 };
  }
  const main = subject.monitors.get('');
  const options = main && readSearchMonitor(main);
  if (options) return paceOf(options);
  if (main) throw cannotFeed('the compiled search has a form that is not imitated');
  throw cannotFeed('the search was not compiled');
}

const few = 10;

/** Events are whole, and few of them come and go by themselves: on a usual day there are none then. */
function marksOf(subject: Subject, condition: MeasurementCondition, targets: Marks, { window }: Pace): Marks {
  const usual = (typicalOf(subject)['count'] ?? Number.NaN) * window;
  if (isHealthy(usual, condition)) return { ...targets, healthy: usual };
  const { healthy, bad } = targets;
  return { ...targets, healthy: bad < healthy ? healthy : healthy < few ? 0 : Math.floor(healthy) };
}

function fieldsOf(group: GroupValues, facets: ReadonlyMap<string, string>): LogRecord['fields'] {
  return Object.fromEntries(Object.entries(group).map(([alias, value]) => [facets.get(alias) ?? alias, value]));
}

type Records = (
  parts: readonly SeriesPart[],
  fields: LogRecord['fields'],
  traffic: number,
  step: Seconds,
) => LogRecord[];

function recordsBy(compute: string, condition: MeasurementCondition, window: Seconds): Records {
  const [, how = compute, field = ''] = /^(\w+)\(([^()]*)\)$/.exec(compute) ?? [];
  if (how === 'count')
    return (parts, fields, traffic, step) => counted(parts, (value) => (value * traffic * step) / window, fields, step);
  if (how === 'unique')
    return (parts, fields, _traffic, step) =>
      distinct(
        counted(parts, (value) => (wholeOf(value, condition) * step) / window, fields, step),
        field,
      );
  return (parts, fields, _traffic, step) => {
    const share = how === 'sum' ? step / window : 1;
    return [...seriesOf(parts).values].flatMap((value, index) =>
      Number.isNaN(value) ? [] : [{ at: index * step, count: 1, fields: { ...fields, [field]: value * share } }],
    );
  };
}

/** A whole number on the same side of the threshold. */
function wholeOf(value: number, { is, critical = 0 }: MeasurementCondition): number {
  const near = Math.max(0, Math.round(value));
  const bad = breaches(is, value, critical);
  const fits = [near, near + 1, near - 1].find((one) => one >= 0 && breaches(is, one, critical) === bad);
  if (fits === undefined || fits > 10_000) throw cannotFeed(`no number of different values is ${value}`);
  return fits;
}

/** Whole records whose number follows the values: what is left over waits for the next sample. */
function counted(
  parts: readonly SeriesPart[],
  rate: (value: number) => number,
  fields: LogRecord['fields'],
  step: Seconds,
): LogRecord[] {
  let owed = 0;
  return [...seriesOf(parts).values].flatMap((value, index) => {
    owed += Number.isNaN(value) ? 0 : Math.max(0, rate(value));
    const count = Math.floor(owed + 1e-9);
    owed -= count;
    return count > 0 ? [{ at: index * step, count, fields }] : [];
  });
}

/** The same number of records, no two with the same value. */
function distinct(records: readonly LogRecord[], field: string): LogRecord[] {
  let number = 0;
  return records.flatMap(({ at, count, fields }) =>
    Array.from({ length: count }, () => ({ at, count: 1, fields: { ...fields, [field]: `number ${++number}` } })),
  );
}
