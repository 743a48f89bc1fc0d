import type { Account } from '../account.ts';
import { parseProcessQuery, parseServiceCheck } from './checks.ts';
import { type ParsedQuery, splitComparison } from './comparison.ts';
import { parseComposite } from './composite.ts';
import { parseMetricQuery } from './metric.ts';
import { parseSearchQuery, searchFunctions } from './search.ts';
import { parseSloQuery } from './slo.ts';

/** Reads a monitor's query by the grammar of its type; a query that has none throws a 400. */
export function parseQuery(type: string, query: string, account: Account): ParsedQuery {
  if (type === 'composite') return parseComposite(query, account);
  if (type === 'slo alert') return parseSloQuery(query, account);
  if (type === 'service check') return parseServiceCheck(query);
  if (type === 'process alert') return parseProcessQuery(query);
  if (type in searchFunctions) return parseSearchQuery(type, query);
  if (type === 'metric alert' || type === 'query alert') {
    return isFormula(query) ? formula(query) : parseMetricQuery(query);
  }
  // Cost, data-quality and data-jobs monitors: formulas only, of which no more than the end is checked.
  return formula(query);
}

/** Whether a query is a formula over `options.variables`. */
export function isFormula(query: string): boolean {
  return /^\s*formula\(/.test(query);
}

function formula(query: string): ParsedQuery {
  const { comparison } = splitComparison(query);
  const groups = /\.by\(([^)]*)\)/.exec(query)?.[1]?.split(',') ?? [];
  return { comparison, groups, multi: groups.length > 0 };
}
