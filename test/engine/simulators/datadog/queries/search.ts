import { type Call, parseCalls } from './calls.ts';
import { type ParsedQuery, invalidQuery, splitComparison } from './comparison.ts';
import { checkWindow } from './windows.ts';

/** The function that a query of each search-based type starts with; OpenAPI v1, `CreateMonitor`. */
export const searchFunctions: Readonly<Record<string, readonly string[]>> = {
  'log alert': ['logs'],
  'event-v2 alert': ['events'],
  'trace-analytics alert': ['trace-analytics'],
  'rum alert': ['rum'],
  'audit alert': ['audits'],
  'ci-pipelines alert': ['ci-pipelines'],
  'ci-tests alert': ['ci-tests'],
  'error-tracking alert': ['error-tracking', 'error-tracking-rum', 'error-tracking-logs', 'error-tracking-traces'],
  'database-monitoring alert': ['database-monitoring'],
  'network-performance alert': ['network-performance'],
  'network-path alert': ['network-path'],
  'llm-observability alert': ['llm-observability'],
};

/** Calls that may follow the search. */
const known = new Set(['index', 'indexes', 'rollup', 'by', 'last', 'source', 'new', 'impact']);

/** Methods of the roll-up that need no measure, and those that do; percentiles as in …/monitors/types/log/. */
const counting = /^count$/;
const measuring = /^(avg|sum|min|max|median|cardinality|pc(75|90|95|98|99))$/;

/** Two days, in minutes: "#m (between 1 and 2880), #h (between 1 and 48)". */
const longest = 2880;

/** `logs("…").index("*").rollup("count"[, "measure"])[.by("facet")].last("5m") > 5`. */
export function parseSearchQuery(type: string, query: string): ParsedQuery {
  const { measured, comparison } = splitComparison(query);
  if (measured === '') return invalidQuery('nothing is measured');
  const [first, ...rest] = parseCalls(measured);
  if (first?.name === 'formula') return { comparison, ...grouping(checked(rest, false)) };
  if (!first || !(searchFunctions[type] ?? []).includes(first.name)) invalidQuery(`${type} queries do not start so`);
  if (first.args.length !== 1) invalidQuery('one search is required');
  return { comparison, ...grouping(checked(rest, true)) };
}

function checked(calls: readonly Call[], needsRollup: boolean): readonly Call[] {
  for (const { name } of calls) if (!known.has(name)) invalidQuery(`unknown function ${name}`);
  const rollup = calls.find(({ name }) => name === 'rollup');
  if (needsRollup && !rollup) invalidQuery('rollup is required');
  if (rollup) checkRollup(rollup);
  const last = calls.at(-1);
  if (last?.name !== 'last') return invalidQuery('last is required at the end');
  checkWindow(last.args[0] ?? '', longest);
  return calls;
}

function checkRollup({ args: [method = '', measure] }: Call): void {
  if (!counting.test(method) && !measuring.test(method)) invalidQuery(`unknown rollup method ${method}`);
  if (measuring.test(method) && measure === undefined) invalidQuery(`${method} needs a measure`);
}

function grouping(calls: readonly Call[]): { readonly groups: readonly string[]; readonly multi: boolean } {
  const by = calls.find(({ name }) => name === 'by');
  const groups = (by?.args ?? [])
    .flatMap((text) => text.split(',').map((one) => one.trim()))
    .filter((one) => one !== '*');
  if (by && by.args.join('') === '') invalidQuery('by is empty');
  return { groups, multi: groups.length > 0 };
}
