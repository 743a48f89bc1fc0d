import type { MeasurementCondition } from '../../definitions/types.ts';
import type { Value } from '../../graph/types.ts';
import { measurementOrigins } from './measure.ts';
import type { Inputs, Monitor } from './monitor.ts';
import { missingData } from './no-data.ts';
import { searchWindowText } from './numbers.ts';
import { delayInputs, groupInputs } from './options.ts';
import { asked, report, sourcePath, type Scope } from './scope.ts';
import { comparison, firesHigh, thresholds } from './thresholds.ts';
import { checkedWindow, defaultWindow } from './window.ts';

/** A search and what is computed from it. */
interface Search {
  readonly type: 'log alert' | 'event-v2 alert';
  readonly source: 'logs' | 'events';
  readonly text: string;
  readonly index?: string;
  readonly aggregation: string;
  readonly measure?: string;
}

/** A log source. https://docs.datadoghq.com/monitors/types/log/ */
export function logs(scope: Scope): Monitor | undefined {
  const { query, index, compute } = scope.alert.source.fields;
  return searchMonitor(scope, {
    type: 'log alert',
    source: 'logs',
    text: String(query ?? ''),
    index: String(index ?? '*'),
    ...computed(String(compute ?? 'count')),
  });
}

/** An event source. https://docs.datadoghq.com/monitors/types/event/ */
export function event(scope: Scope): Monitor | undefined {
  const text = String(scope.alert.source.fields['query'] ?? '');
  return searchMonitor(scope, { type: 'event-v2 alert', source: 'events', text, aggregation: 'count' });
}

/** `count`, `unique(@f)` → cardinality, `p95(@f)` → pc95, `p50(@f)` → median. */
function computed(compute: string): Pick<Search, 'aggregation' | 'measure'> {
  const match = /^(\w+)\((.+)\)$/.exec(compute);
  if (!match) return { aggregation: 'count' };
  const [, name = '', measure = ''] = match;
  if (name === 'unique') return { aggregation: 'cardinality', measure };
  if (name === 'p50') return { aggregation: 'median', measure };
  return { aggregation: /^p\d/.test(name) ? `pc${name.slice(1)}` : name, measure };
}

function searchMonitor(scope: Scope, search: Search): Monitor | undefined {
  const { alert } = scope;
  if (alert.condition.kind !== 'measurement') return undefined;
  const condition = alert.condition;
  checkCondition(scope, condition, search);
  checkGroups(scope);
  const seconds = checkedWindow(scope, condition.over ?? defaultWindow, 'search', ['condition', 'over']);
  const counted = search.aggregation === 'count' || search.aggregation === 'cardinality';
  const missing = missingData(scope, condition, counted ? 'count' : 'level', search.text);
  const limited = alert.groups?.limit !== undefined;
  const start = limited ? 'formula("query1")' : searchText(search, alert.groups?.by.map((group) => group.facet) ?? []);
  return {
    type: search.type,
    query: `${start}.last("${searchWindowText(seconds)}") ${comparison(condition)}`,
    inputs: {
      monitorThresholds: thresholds(scope, condition),
      requireFullWindow: false,
      ...missing.inputs,
      ...delayInputs(scope, condition.delay),
      ...groupInputs(scope),
      ...(limited ? { variables: variables(scope, search, firesHigh(condition)) } : {}),
      ...(search.type === 'log alert' ? { enableLogsSample: true } : {}),
    },
    warns: condition.warning !== undefined,
    noData: missing.state,
    variables: {
      value: '{{value}}',
      threshold: '{{threshold}}',
      ...(condition.warning === undefined ? {} : { warnThreshold: '{{warn_threshold}}' }),
    },
    groups: alert.groups?.by ?? [],
    derivedFrom: { ...measurementOrigins, enableLogsSample: ['source'] },
  };
}

function searchText(search: Search, facets: readonly string[]): string {
  const index = search.index === undefined ? '' : `.index(${quoted(search.index)})`;
  const measure = search.measure === undefined ? '' : `,${quoted(search.measure)}`;
  const by = facets.length === 0 ? '' : `.by(${quoted(facets.join(','))})`;
  return `${search.source}(${quoted(oneLine(search.text))})${index}.rollup("${search.aggregation}"${measure})${by}`;
}

/** The same search as a variable, the only form in which the number of groups can be said. */
function variables(scope: Scope, search: Search, high: boolean): Value {
  const groups = scope.alert.groups?.by ?? [];
  const metric: Inputs = search.measure === undefined ? {} : { metric: search.measure };
  const limit = Math.max(1, Math.floor((scope.alert.groups?.limit ?? 1) ** (1 / Math.max(1, groups.length)) + 1e-9));
  return {
    eventQueries: [
      {
        name: 'query1',
        dataSource: search.source,
        search: { query: oneLine(search.text) },
        ...(search.index === undefined ? {} : { indexes: [search.index] }),
        computes: [{ aggregation: search.aggregation, ...metric }],
        groupBies: groups.map(({ facet }) => ({
          facet,
          limit,
          sort: { aggregation: search.aggregation, ...metric, order: high ? 'desc' : 'asc' },
        })),
      },
    ],
  };
}

function checkCondition(scope: Scope, condition: MeasurementCondition, search: Search): void {
  const say = (field: string, constraint: Parameters<typeof report>[1], message: string): void => {
    if (asked(scope, ['condition', field])) report(scope, constraint, ['condition', field], message);
  };
  if (condition.atLeast) say('atLeast', 'datadog/at-least', 'A search has no named query that a floor could hold for.');
  if (condition.for !== undefined)
    say('for', 'datadog/hold', 'A search is computed over its window and cannot be asked each minute. Say "over".');
  if (condition.fullWindow) say('fullWindow', 'datadog/full-window', 'Searches do not wait for a full window.');
  const own = search.aggregation === 'count' ? 'sum' : search.aggregation;
  if (condition.reduce !== undefined && condition.reduce !== own)
    say('reduce', 'datadog/reduce', `A search becomes one value by "compute", not by "reduce: ${condition.reduce}".`);
  if (search.text.trim() === '') report(scope, 'datadog/query', sourcePath(scope.alert), 'The search is empty.');
}

/** https://docs.datadoghq.com/monitors/types/log/#define-the-search-query */
function checkGroups(scope: Scope): void {
  const { groups } = scope.alert;
  if (!groups) return;
  if (groups.by.length > 4)
    report(
      scope,
      'datadog/group-limit',
      ['groups', 'by'],
      `A search has at most 4 groupings, not ${groups.by.length}.`,
    );
  if ((groups.limit ?? 0) > 1000)
    report(scope, 'datadog/group-limit', ['groups', 'limit'], `A search has at most 1000 groups, not ${groups.limit}.`);
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** A text in the double quotes of a query. */
export function quoted(text: string): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}
