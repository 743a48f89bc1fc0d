import { type Properties, defined, isProperties, nonZero, number, objects, text, texts } from '../values.ts';

/** What `buildServiceLevelObjectiveStructs` of the Terraform provider sends. */
export function sloBody(inputs: Properties): object {
  return defined({
    name: inputs['name'],
    type: inputs['type'],
    description: text(inputs['description'])?.trim(),
    tags: [...new Set((texts(inputs['tags']) ?? []).map((tag) => tag.trim().toLowerCase()))],
    thresholds: objects(inputs['thresholds']).map(({ timeframe, target, warning }) =>
      defined({ timeframe, target, warning: nonZero(warning) }),
    ),
    timeframe: text(inputs['timeframe']),
    targetThreshold: nonZero(inputs['targetThreshold']),
    warningThreshold: nonZero(inputs['warningThreshold']),
    ...indicator(inputs),
  });
}

function indicator(inputs: Properties): Properties {
  const { type, sliSpecification: specification, query, monitorIds, groups } = inputs;
  if (type === 'monitor') {
    if (!Array.isArray(monitorIds) || monitorIds.length === 0)
      throw new Error('monitor_ids is required for monitor SLOs');
    return defined({ monitorIds, groups: texts(groups) });
  }
  if (isProperties(specification)) {
    const { timeSlice, count } = specification;
    if (type === 'time_slice' && isProperties(timeSlice)) return { sliSpecification: { timeSlice: slice(timeSlice) } };
    if (type === 'metric' && isProperties(count)) return { sliSpecification: { count: countOf(count) } };
  }
  if (type === 'time_slice') throw new Error('sli_specification is required for time slice SLOs');
  if (!isProperties(query)) throw new Error('query or sli_specification is required for metric SLOs');
  const { numerator, denominator } = query;
  return { query: defined({ numerator: trim(numerator), denominator: trim(denominator) }) };
}

function slice({ query, comparator, threshold, queryIntervalSeconds }: Properties): Properties {
  const { formula, queries } = isProperties(query) ? query : {};
  const expression = isProperties(formula) ? formula['formulaExpression'] : undefined;
  return defined({
    query: { formulas: [defined({ formula: expression })], queries: metricQueries(queries) },
    comparator,
    threshold,
    queryIntervalSeconds: number(queryIntervalSeconds) ?? 300,
  });
}

function countOf(count: Properties): Properties {
  const formula = (name: string): Properties | undefined =>
    text(count[name]) === undefined ? undefined : defined({ formula: count[name] });
  return defined({
    goodEventsFormula: formula('goodEventsFormula'),
    totalEventsFormula: formula('totalEventsFormula'),
    badEventsFormula: formula('badEventsFormula'),
    queries: metricQueries(count['queries']),
  });
}

function metricQueries(queries: Properties[string] | undefined): Properties[] {
  return objects(queries).map(({ metricQuery }) => {
    const { dataSource = 'metrics', name, query } = isProperties(metricQuery) ? metricQuery : {};
    return defined({ dataSource, name, query });
  });
}

function trim(value: Properties[string] | undefined): Properties[string] | undefined {
  return typeof value === 'string' ? value.trim() : value;
}
