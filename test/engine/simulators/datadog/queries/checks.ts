import { type ParsedQuery, invalidQuery, splitComparison } from './comparison.ts';
import { parseCalls } from './calls.ts';
import { checkWindow } from './windows.ts';

/** Most results that a check may look at. */
const most = 100;

/**
 * `"check".over(tags).last(count).by(group).count_by_status()`. `over` may be left out (recorded: `"ntp.in_sync".by("*").last(2)…`) but
 * not blank; `by` is required; `last` is at most 100. Source: OpenAPI v1, `CreateMonitor`, "Service Check Query".
 */
export function parseServiceCheck(query: string): ParsedQuery {
  const [, name = '', rest = ''] =
    /^"([^"]*)"\s*\.([\s\S]*)$/.exec(query) ?? invalidQuery('a check in quotes is required');
  if (name.trim() === '') invalidQuery('the check has no name');
  const { text, comparison } = clusterForm(rest);
  const calls = parseCalls(text);
  const argsOf = (name: string): readonly string[] | undefined => calls.find((call) => call.name === name)?.args;
  for (const { name, args } of calls) {
    if (!['over', 'exclude', 'by', 'last', 'count_by_status', 'pct_by_status'].includes(name)) {
      invalidQuery(`unknown function ${name}`);
    }
    if (name === 'over' && args.join('').trim() === '') invalidQuery('over cannot be blank');
  }
  const by = argsOf('by') ?? invalidQuery('group must be specified for check monitors');
  const last = Number(argsOf('last')?.[0] ?? invalidQuery('last is required'));
  if (!Number.isInteger(last) || last < 1 || last > most) invalidQuery(`last must be between 1 and ${most}`);
  if (!calls.at(-1)?.name.endsWith('_by_status')) invalidQuery('count_by_status() is required at the end');
  const groups = by.flatMap((one) => one.split(',')).filter((one) => one !== '*');
  return { groups, multi: true, ...(comparison ? { comparison } : { largest: last }) };
}

/** Cluster alerts compare a percentage: `….pct_by_status() > 50`. */
function clusterForm(text: string): { readonly text: string; readonly comparison?: ParsedQuery['comparison'] } {
  if (!/pct_by_status\(\)\s*[<>=!]/.test(text)) return { text };
  const { measured, comparison } = splitComparison(text);
  return { text: measured, comparison };
}

/** `processes(search).over(tags).rollup('count').last(timeframe) operator #`; OpenAPI v1, "Process Alert Query". */
export function parseProcessQuery(query: string): ParsedQuery {
  const { measured, comparison } = splitComparison(query);
  const [first, ...rest] = parseCalls(measured, 'any');
  if (first?.name !== 'processes') invalidQuery('a process query starts with processes(…)');
  const last = rest.at(-1);
  if (last?.name !== 'last') return invalidQuery('last is required at the end');
  if (!/^\d+s$/.test(last.args[0] ?? '')) checkWindow(last.args[0] ?? '', 2880);
  const by = rest.find(({ name }) => name === 'by')?.args ?? [];
  return { comparison, groups: by, multi: by.length > 0 };
}
