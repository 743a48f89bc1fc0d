import type { Group } from '../../definitions/types.ts';
import type { Path } from '../../definitions/source/node.ts';
import { report, type Scope } from './scope.ts';

const selection = /\b[a-z][a-z0-9.]*(?:\([^(){}]*\))?\s*:\s*[A-Za-z][\w.]*\s*\{[^{}]*\}/;
const grouping = /(?<=[\s}])by\s*\{/;
const filters = /([A-Za-z_][\w.]*\s*\{[^{}]*\})/g;

/** A metric query on one line, checked: it selects something, and leaves window, grouping and threshold to the condition. */
export function checkedQuery(scope: Scope, text: string, path: Path): string {
  const query = text.replace(/\s+/g, ' ').trim();
  if (grouping.test(query))
    report(
      scope,
      'datadog/grouping-in-query',
      path,
      'The grouping of a query stands in "groups.by", for all queries alike.',
      {
        help: 'Remove "by {…}" and write groups: { by: [tag] }.',
      },
    );
  else if (!selection.test(query))
    report(
      scope,
      'datadog/query',
      path,
      `"${query.slice(0, 60)}" is no metric query: expected aggregator:metric{filter}, such as sum:shop.orders{env:prod}.as_count().`,
    );
  if (/(?:^|\()\s*\w+\((?:last|current)_\w+\)\s*:/.test(query) || /[<>]=?\s*-?[\d.]+\s*$/.test(query))
    report(
      scope,
      'datadog/query',
      path,
      'Window and comparison are written from "condition"; the query holds neither "avg(last_5m):" nor "> 5".',
    );
  return query;
}

/** Writes the grouping behind every filter: `sum:m{f} by {a,b}.as_count()`. */
export function groupedQuery(query: string, groups: readonly Group[]): string {
  if (groups.length === 0 || grouping.test(query)) return query;
  const keys = groups.map((group) => group.facet).join(',');
  return query.replace(filters, `$1 by {${keys}}`);
}

/** Groups of metrics and checks are tag keys. */
export function checkTagGroups(scope: Scope): void {
  for (const group of scope.alert.groups?.by ?? [])
    if (!/^[A-Za-z][\w./-]*$/.test(group.facet))
      report(
        scope,
        'datadog/group-facet',
        ['groups', 'by'],
        `"${group.facet}" is no tag key: metrics and checks are grouped by tags, facets belong to logs and events.`,
      );
}

/** The formula with every name replaced by its query, and the names that it used. */
export interface Filled {
  readonly expression: string;
  readonly used: ReadonlySet<string>;
}

/** Fills a formula; without one there must be one query. */
export function fillFormula(
  scope: Scope,
  formula: string | undefined,
  queries: ReadonlyMap<string, string>,
  path: Path,
): Filled {
  const names = [...queries.keys()];
  if (formula === undefined) {
    if (names.length !== 1)
      report(scope, 'datadog/formula', path, `There are ${names.length} queries: say in "formula" how they combine.`);
    return { expression: queries.get(names[0] ?? '') ?? '', used: new Set(names) };
  }
  checkFormula(scope, formula, path);
  const used = new Set<string>();
  const alone = formula.trim();
  if (queries.has(alone)) return { expression: queries.get(alone) ?? '', used: new Set([alone]) };
  const expression = formula.trim().replace(words, (word: string, _gap: string, offset: number) => {
    const query = queries.get(word);
    if (isFunction(formula.trim(), offset + word.length)) return word;
    if (word.startsWith("'") || word.startsWith('"')) return word;
    if (query === undefined) {
      const known = names.join(', ');
      report(scope, 'datadog/formula', path, `The formula uses "${word}", which is no query. Queries: ${known}.`);
      return word;
    }
    used.add(word);
    return isArithmetic(query) ? `(${query})` : query;
  });
  return { expression: expression.replace(/\s+/g, ' '), used };
}

const words = /("[^"]*"|'[^']*'|(?<![\w.])[A-Za-z_]\w*)/g;

function isFunction(formula: string, after: number): boolean {
  return /^\s*\(/.test(formula.slice(after));
}

/** Whether a query is itself a sum or ratio, so that it needs parentheses inside another. */
function isArithmetic(query: string): boolean {
  const outside = query.replace(/\{[^{}]*\}/g, '').replace(/\([^()]*\)/g, '');
  return /[A-Za-z0-9_)\s][-+*/]\s*[A-Za-z(0-9]/.test(outside.replace(/\s+/g, ' '));
}

function checkFormula(scope: Scope, formula: string, path: Path): void {
  let depth = 0;
  for (const character of formula) {
    if (character === '(') depth++;
    if (character === ')' && --depth < 0) break;
  }
  if (depth !== 0) report(scope, 'datadog/formula', path, 'The parentheses of the formula do not match.');
  if (/[<>=!{}&|;]/.test(formula))
    report(
      scope,
      'datadog/formula',
      path,
      'A formula only calculates: the comparison stands in "condition", filters stand in the queries.',
    );
}
