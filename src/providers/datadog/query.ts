import type { Comparison, MeasurementCondition, Reduce, ResolvedAlert } from '../../definitions/types.ts';
import type { Problems } from './constraints.ts';
import { windowText } from './windows.ts';

/** How Datadog writes comparisons. */
export const operators: Readonly<Record<Comparison, string>> = {
  above: '>',
  'at-least': '>=',
  below: '<',
  'at-most': '<=',
};

const defaultWindow = 300;

// An aggregator, a metric and its scope; scopes hold no braces.
const selection = /\b(?:avg|sum|min|max|count|p50|p75|p90|p95|p99|p99\.9)(?:\([^)]*\))?:[A-Za-z][\w.]*\{[^{}]*\}/g;

/** Writes the alert's grouping into each selection of a metric query. */
export function grouped(query: string, facets: readonly string[]): string {
  return facets.length === 0 ? query : query.replace(selection, (one) => `${one} by {${facets.join(',')}}`);
}

/** Reports a query that has a grouping of its own, or no selection at all. */
export function checkQuery(name: string, query: string, problems: Problems): void {
  const path = ['source', 'datadog', 'metric', 'queries', name];
  if (/\bby\s*\{/.test(query))
    problems.add(
      'grouping-in-query',
      path,
      `The query "${name}" has a grouping. Remove "by {…}" and list its tags under "groups: { by: […] }".`,
    );
  else if (!query.match(selection))
    problems.add(
      'query',
      path,
      `The query "${name}" has no aggregator, metric and scope; expected e.g. sum:nginx.requests{env:prod}.as_count().`,
    );
}

/** The formula with its names replaced by their queries. */
export function fillFormula(
  formula: string | undefined,
  queries: Readonly<Record<string, string>>,
  problems: Problems,
): string {
  const names = Object.keys(queries);
  if (formula === undefined) {
    if (names.length > 1)
      problems.add(
        'formula',
        ['source', 'datadog', 'metric', 'queries'],
        `There are ${names.length} queries and no formula. Say how they are combined, e.g. "formula: ${names.slice(0, 2).join(' / ')}".`,
      );
    return Object.values(queries)[0] ?? '';
  }
  const used = new Set<string>();
  const path = ['source', 'datadog', 'metric', 'formula'];
  const filled = formula.replace(/[A-Za-z_][\w.]*(?!\w*\s*\()/g, (word, offset: number) => {
    if (
      formula
        .slice(offset + word.length)
        .trimStart()
        .startsWith('(') ||
      /^['"]/.test(formula.slice(offset - 1))
    )
      return word;
    const query = queries[word];
    if (query === undefined) {
      problems.add('formula', path, `The formula uses "${word}", which is no query. Queries: ${names.join(', ')}.`);
      return word;
    }
    used.add(word);
    return query;
  });
  for (const name of names)
    if (!used.has(name))
      problems.add(
        'formula',
        ['source', 'datadog', 'metric', 'queries', name],
        `The query "${name}" is not used by the formula "${formula}". Use it or remove it.`,
      );
  return filled;
}

/** The evaluated part of a metric monitor: `sum(last_5m):…`, before the comparison. */
export function metricEvaluation(expression: string, condition: MeasurementCondition, problems: Problems): string {
  const counts = /\.as_count\(\)/.test(expression);
  const percentile = /^\s*p\d{2}/.test(expression);
  const reduce = reduction(condition, counts, percentile, problems);
  const seconds = condition.for ?? condition.over ?? defaultWindow;
  const path = condition.for === undefined ? ['condition', 'over'] : ['condition', 'for'];
  return `${reduce}(last_${windowText(seconds, 'metric', path, problems)}):${expression}`;
}

function reduction(condition: MeasurementCondition, counts: boolean, percentile: boolean, problems: Problems): string {
  if (percentile && condition.reduce === undefined && condition.for === undefined) return 'percentile';
  if (condition.for !== undefined) {
    const rising = condition.is === 'above' || condition.is === 'at-least';
    if (counts || condition.over !== undefined)
      problems.add(
        'hold',
        ['condition', 'for'],
        counts
          ? 'Datadog cannot hold a count for a time. Say "over" and a threshold for the whole window instead.'
          : 'Datadog cannot aggregate over a window and hold the result. Say either "over" or "for".',
      );
    return rising ? 'min' : 'max';
  }
  const reduce: Reduce = condition.reduce ?? (counts ? 'sum' : 'avg');
  if (reduce === 'last')
    problems.add(
      'reduce',
      ['condition', 'reduce'],
      'Datadog does not evaluate the last value of a window. Use avg, sum, min or max.',
    );
  if (counts && reduce !== 'sum')
    problems.add(
      'count-needs-sum',
      ['condition', 'reduce'],
      `Counts (as_count) are summed over the window; "reduce: ${reduce}" would be evaluated per point. Say "reduce: sum".`,
    );
  return reduce === 'last' ? 'avg' : reduce;
}

/** `> 0.05`, with the number as Datadog prints it. */
export function comparison(condition: MeasurementCondition): string {
  return `${operators[condition.is]} ${number(condition.critical ?? 0)}`;
}

/** A number without exponent. */
export function number(value: number): string {
  return Math.abs(value) >= 1e21 || (value !== 0 && Math.abs(value) < 1e-6)
    ? value.toFixed(12).replace(/0+$/, '')
    : String(value);
}

/** A search monitor's query: `logs("…").index("main").rollup("count").by("a").last("5m")`, before the comparison. */
export function searchEvaluation(search: string, alert: ResolvedAlert, problems: Problems): string {
  const condition = alert.condition as MeasurementCondition;
  if (condition.for !== undefined)
    problems.add('hold', ['condition', 'for'], 'A search has no hold duration. Say "over" instead.');
  if (condition.reduce !== undefined && alert.source.type === 'logs')
    problems.add('reduce', ['condition', 'reduce'], 'A log search is reduced by its "compute". Remove "reduce".');
  const by = alert.groups ? `.by("${alert.groups.by.map((group) => group.facet).join(',')}")` : '';
  return `${search}${by}.last("${windowText(condition.over ?? defaultWindow, 'search', ['condition', 'over'], problems)}")`;
}

/** `rollup("pc95","@duration")` for `p95(@duration)`. */
export function rollup(compute: string): string {
  const match = /^(\w+)\((.+)\)$/.exec(compute);
  if (!match) return 'rollup("count")';
  const [, name = '', measure = ''] = match;
  const aggregation = name === 'unique' ? 'cardinality' : name.startsWith('p') ? `pc${name.slice(1)}` : name;
  return `rollup("${aggregation}","${measure}")`;
}

/** A text inside double quotes of a query. */
export function quoted(text: string): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}
