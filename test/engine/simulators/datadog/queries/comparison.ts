import { refuse } from '../refusal.ts';

/** A query's end: `> 100`. */
export interface Comparison {
  readonly operator: '>' | '>=' | '<' | '<=' | '==' | '!=';
  /** Undefined where the query says `threshold`, which `critical_query` gives then. */
  readonly value: number | undefined;
}

/** What a query says of its monitor. */
export interface ParsedQuery {
  readonly comparison?: Comparison;
  /** What it is grouped by. */
  readonly groups: readonly string[];
  /** Whether it alerts per group. */
  readonly multi: boolean;
  /** Largest threshold that it allows, for counts of statuses. */
  readonly largest?: number;
}

const end = /^([\s\S]*?)\s*(>=|<=|==|!=|>|<)\s*(threshold|-?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)$/;

/** Datadog's words for a query that it cannot read; recorded for `{"query": "query", "type": "log alert"}`. */
export function invalidQuery(reason: string): never {
  return refuse(`The value provided for parameter 'query' is invalid: ${reason}`);
}

/** Splits a query into what is measured and what it is compared with. */
export function splitComparison(query: string): { readonly measured: string; readonly comparison: Comparison } {
  const found = end.exec(query.trim());
  if (!found) return invalidQuery('invalid operator specified: ');
  const [, measured = '', operator, number = ''] = found;
  const value = number === 'threshold' ? undefined : Number(number);
  return { measured, comparison: { operator: operator as Comparison['operator'], value } };
}
