import type { Fields } from '../refusal.ts';

/**
 * The `count` specification that follows from a numerator and a denominator, which answers have since 2026: the series are named
 * `query1`, `query2`, … in the order of their first mention; a formula of more than one series is bracketed. Recorded in
 * TestAccDatadogServiceLevelObjective_MetricQueryToCountTransition and TestAccDatadogSloCorrection_Updated.
 */
export function derivedCount(numerator: string, denominator: string): Fields {
  const names = new Map<string, string>();
  const good = formulaOf(numerator, names);
  const total = formulaOf(denominator, names);
  const queries = [...names].map(([query, name]) => ({ data_source: 'metrics', name, query }));
  return { count: { queries, good_events_formula: { formula: good }, total_events_formula: { formula: total } } };
}

/** A series with what is called on it: `sum:my.metric{type:good}.as_count()`. */
const series = /(?:avg|sum|min|max|count):[\w.]+\{[^{}]*\}(?:\s*by\s*\{[^{}]*\})?(?:\.\w+\([^()]*\))*/g;

function formulaOf(text: string, names: Map<string, string>): string {
  let count = 0;
  const formula = text.replaceAll(series, (query) => {
    count += 1;
    const name = names.get(query) ?? `query${names.size + 1}`;
    names.set(query, name);
    return name;
  });
  const bracketed = formula.startsWith('(') && formula.endsWith(')');
  return count > 1 && !bracketed ? `(${formula})` : formula;
}
