import type { Path } from '../../definitions/source/node.ts';
import type { CompileProblem, ResolvedSlo } from '../provider.ts';
import type { Inputs } from './monitor.ts';
import { report } from './scope.ts';
import { at, datadogQuery } from './slo-document.ts';

const path: Path = ['spec', 'indicator'];

/** `type`, and `query` (counts) or `sliSpecification` (time slices); undefined when the document measures something else. */
export function indicator(slo: ResolvedSlo, problems: CompileProblem[]): Inputs | undefined {
  const spec = at(slo.data, 'spec', 'indicator', 'spec');
  const ratio = at(spec, 'ratioMetric');
  const threshold = at(spec, 'thresholdMetric');
  const result = ratio === undefined ? timeSlices(slo, threshold) : counts(ratio);
  if (typeof result !== 'string') {
    checkQueries(result.queries, problems);
    return result.inputs;
  }
  report({ problems }, 'datadog/slo-indicator', path, result);
  return undefined;
}

interface Found {
  readonly inputs: Inputs;
  readonly queries: readonly string[];
}

/** Good (or not bad) events by all events. https://docs.datadoghq.com/service_management/service_level_objectives/metric/ */
function counts(ratio: unknown): Found | string {
  const [good, bad, total] = ['good', 'bad', 'total'].map((part) => datadogQuery(at(ratio, part)));
  if (total === undefined || (good === undefined && bad === undefined))
    return 'The ratio needs "total" and "good" (or "bad"), each a metricSource { type: datadog, spec: { query } }.';
  const numerator = good ?? `${total} - ${bad}`;
  const queries = [good, bad, total].filter((query) => query !== undefined);
  return { inputs: { type: 'metric', query: { numerator, denominator: total } }, queries };
}

const comparators: Readonly<Record<string, string>> = { lt: '<', lte: '<=', gt: '>', gte: '>=' };
const slices: Readonly<Record<string, number>> = { '1m': 60, '5m': 300 };

/** https://docs.datadoghq.com/service_management/service_level_objectives/time_slice/ */
function timeSlices(slo: ResolvedSlo, threshold: unknown): Found | string {
  const query = datadogQuery(threshold);
  if (query === undefined) return 'The indicator is neither a ratioMetric nor a thresholdMetric with a Datadog query.';
  const objective = at(slo.data, 'spec', 'objectives', 0);
  const comparator = comparators[String(at(objective, 'op'))];
  const value = at(objective, 'value');
  if (at(slo.data, 'spec', 'budgetingMethod') !== 'Timeslices')
    return 'A threshold on a metric is measured in time: say "budgetingMethod: Timeslices".';
  if (comparator === undefined || typeof value !== 'number')
    return 'The objective of a thresholdMetric needs "op" and "value".';
  const window = at(objective, 'timeSliceWindow') ?? '5m';
  const queryIntervalSeconds = slices[String(window)];
  if (queryIntervalSeconds === undefined) return `Datadog has time slices of 1m and 5m, not ${String(window)}.`;
  const timeSlice = {
    query: {
      formula: { formulaExpression: 'query1' },
      queries: [{ metricQuery: { name: 'query1', query } }],
    },
    comparator,
    threshold: value,
    queryIntervalSeconds,
  };
  return { inputs: { type: 'time_slice', sliSpecification: { timeSlice } }, queries: [query] };
}

function checkQueries(queries: readonly string[], problems: CompileProblem[]): void {
  for (const query of queries)
    if (query.includes('${'))
      report(
        { problems },
        'datadog/interpolation-leftover',
        path,
        `The query still contains "${query.slice(query.indexOf('${')).split('}')[0]}}".`,
      );
}
