import type { Monitor } from './monitor.ts';
import { checkedQuery, checkTagGroups, fillFormula, groupedQuery } from './metric-query.ts';
import { measure } from './measure.ts';
import { report, sourcePath, type Scope } from './scope.ts';

/** A metric source: queries, grouped, combined by the formula. https://docs.datadoghq.com/monitors/types/metric/ */
export function metric(scope: Scope): Monitor | undefined {
  const { alert } = scope;
  const path = sourcePath(alert, 'queries');
  checkTagGroups(scope);
  const groups = alert.groups?.by ?? [];
  const written = Object.entries((alert.source.fields['queries'] ?? {}) as Record<string, unknown>);
  if (written.length === 0) {
    report(scope, 'datadog/query', path, 'There is no query.');
    return undefined;
  }
  const queries = new Map(
    written.map(([name, text]) => [name, groupedQuery(checkedQuery(scope, String(text), [...path, name]), groups)]),
  );
  const formula = alert.source.fields['formula'];
  const text = typeof formula === 'string' ? formula : undefined;
  const formulaPath = text === undefined ? path : sourcePath(alert, 'formula');
  const floors = new Set(Object.keys(alert.condition.kind === 'measurement' ? (alert.condition.atLeast ?? {}) : {}));
  const { used } = fillFormula(scope, text, queries, formulaPath);
  for (const name of queries.keys())
    if (!used.has(name) && !floors.has(name))
      report(scope, 'datadog/formula', [...path, name], `The formula does not use the query "${name}".`);
  return measure(scope, { queries, formula: text, used, kind: 'metric' });
}
