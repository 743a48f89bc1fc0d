import type { Monitor } from './monitor.ts';
import { checkTagGroups, groupedQuery } from './metric-query.ts';
import { measure } from './measure.ts';
import { report, sourcePath, type Scope } from './scope.ts';
import { normalisedTag } from './tags.ts';

/**
 * Trace metrics: `trace.<operation>.hits` and `.errors` are counts, `trace.<operation>` is the distribution of latencies in seconds.
 * https://docs.datadoghq.com/tracing/metrics/metrics_namespace/
 */
export function apm(scope: Scope): Monitor | undefined {
  const { alert } = scope;
  const { operation, measure: wanted } = alert.source.fields;
  if (typeof operation !== 'string' || typeof wanted !== 'string') {
    report(scope, 'datadog/query', sourcePath(alert), 'The source names no operation or no measure.');
    return undefined;
  }
  checkTagGroups(scope);
  const filter = filterOf(scope);
  const counted = (name: string): string => `sum:trace.${operation}.${name}{${filter}}.as_count()`;
  const all: [string, string][] = [
    ['errors', counted('errors')],
    ['hits', counted('hits')],
    ['latency', `${wanted}:trace.${operation}{${filter}}`],
  ];
  const queries = new Map(all.map(([name, query]) => [name, groupedQuery(query, alert.groups?.by ?? [])]));
  const formula = { hits: 'hits', errors: 'errors', 'error-rate': 'errors / hits' }[wanted] ?? 'latency';
  if (formula !== 'latency') queries.delete('latency');
  return measure(scope, { queries, formula, used: new Set(formula.split(' / ')), kind: 'apm' });
}

/** `env`, `service` and `resource_name`, which Datadog stores as tags: lower case, odd characters as underscores. */
function filterOf({ alert, context }: Scope): string {
  const { env, service, resource } = alert.source.fields;
  const connection = Object.values(context.connections).find((one) => one['vendor'] === 'datadog');
  const tags = [
    `env:${String(env ?? connection?.['env'] ?? alert.environment)}`,
    `service:${String(service ?? alert.application)}`,
    ...(typeof resource === 'string' ? [resourceTag(resource)] : []),
  ];
  return tags.join(',');
}

function resourceTag(resource: string): string {
  const [head = '', ...rest] = resource.split('*');
  const name = [normalisedTag(`resource_name:${head}`), ...rest.map((part) => normalisedTag(`x${part}`).slice(1))];
  return name.join('*');
}
