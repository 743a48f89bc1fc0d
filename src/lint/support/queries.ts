import type { Path } from '../../definitions/source/node.ts';
import type { ResolvedAlert } from '../../definitions/types.ts';

/** One text that is sent to a monitoring system, and where it stands in the alert. */
export interface QueryText {
  readonly name: string;
  readonly text: string;
  readonly path: Path;
}

/** The path of a field of the alert's source. */
export function sourcePath(alert: ResolvedAlert, ...rest: Path): Path {
  const { vendor, type } = alert.source;
  return type === '' ? ['source', vendor, ...rest] : ['source', vendor, type, ...rest];
}

/** Whether the alert's source is `vendor.type`. */
export function isSource(alert: ResolvedAlert, vendor: string, type: string): boolean {
  return alert.source.vendor === vendor && alert.source.type === type;
}

/** A field of the source when it is a text. */
export function sourceText(alert: ResolvedAlert, field: string): string | undefined {
  const value = alert.source.fields[field];
  return typeof value === 'string' ? value : undefined;
}

/** The named metric queries of a Datadog metric alert. */
export function metricQueries(alert: ResolvedAlert): QueryText[] {
  if (!isSource(alert, 'datadog', 'metric')) return [];
  const queries = alert.source.fields['queries'];
  if (typeof queries !== 'object' || queries === null) return [];
  return Object.entries(queries).map(([name, text]) => ({
    name,
    text: String(text),
    path: sourcePath(alert, 'queries', name),
  }));
}

/** Names of the metrics in a Datadog query or in any longer text that quotes one. */
export function metricNames(text: string): string[] {
  return [...text.matchAll(/\b[a-z][a-z0-9]*(?:\([^()]*\))?:\s*([A-Za-z][\w.]*)\s*\{/g)].map((match) => match[1] ?? '');
}

/** Whether a metric query counts events instead of reading a level. */
export function isCounted(text: string): boolean {
  return /\.as_count\(\)/.test(text);
}

/** Whether a metric query counts events, as a number or as a rate. */
export function isCountedOrRate(text: string): boolean {
  return /\.as_(count|rate)\(\)/.test(text);
}

/** What a formula divides by. */
export interface Division {
  /** Where the division stands. */
  readonly path: Path;
  /** Queries below the line; empty when the division is inside one query. */
  readonly denominators: readonly QueryText[];
}

/** The division in a Datadog metric alert, in its formula or inside a query. */
export function divisionOf(alert: ResolvedAlert): Division | undefined {
  const queries = metricQueries(alert);
  const formula = sourceText(alert, 'formula');
  if (queries.length > 0 && formula?.includes('/')) {
    const names = new Set(denominatorNames(formula));
    return { path: sourcePath(alert, 'formula'), denominators: queries.filter((query) => names.has(query.name)) };
  }
  const inside = queries.find((query) => /[)}]\s*\/\s*[a-z(]/.test(query.text));
  return inside && { path: inside.path, denominators: [] };
}

/** Names after each `/`: an identifier, or all identifiers of a parenthesis or call. */
function denominatorNames(formula: string): string[] {
  return [...formula.matchAll(/\/\s*([A-Za-z_]\w*)?\s*(\()?/g)].flatMap((match) => {
    if (match[2] === undefined) return match[1] === undefined ? [] : [match[1]];
    const start = match.index + match[0].length;
    return formula.slice(start, closing(formula, start)).match(/[A-Za-z_]\w*/g) ?? [];
  });
}

function closing(text: string, from: number): number {
  let depth = 1;
  for (let index = from; index < text.length; index++) {
    if (text[index] === '(') depth++;
    else if (text[index] === ')' && --depth === 0) return index;
  }
  return text.length;
}

/** Whether the alert divides one number of events by another, so that a few events make a large share. */
export function isRatioOfEvents(alert: ResolvedAlert): boolean {
  if (isSource(alert, 'datadog', 'apm')) return alert.source.fields['measure'] === 'error-rate';
  const division = divisionOf(alert);
  if (!division) return false;
  const below = division.denominators.length > 0 ? division.denominators : metricQueries(alert);
  return below.some((query) => isCountedOrRate(query.text) || /\btrace\.[\w.]+\.hits\b/.test(query.text));
}

/** Whether the value is a plain number of events: logs, counted metrics, APM hits and errors. */
export function countsEvents(alert: ResolvedAlert): boolean {
  const { vendor, type, fields } = alert.source;
  const compute = String(fields['compute'] ?? 'count');
  if (vendor === 'datadog' && type === 'logs') return compute === 'count' || compute.startsWith('unique');
  if (vendor === 'graylog') return compute === 'count';
  if (vendor === 'datadog' && type === 'apm') return fields['measure'] === 'hits' || fields['measure'] === 'errors';
  const queries = metricQueries(alert);
  return queries.length > 0 && !divisionOf(alert) && queries.every((query) => isCounted(query.text));
}

/** Whether the data are missing whenever nothing happens, as with logs and counted failures. */
export function isSparse(alert: ResolvedAlert): boolean {
  return countsEvents(alert) && !isSource(alert, 'datadog', 'apm');
}

/** Dead-letter queues by their usual names. */
export function isDeadLetterQueue(name: string): boolean {
  return /(^|[._-])(dlq|dlx|dead|dead-?letters?|poison|failed|errors?|parking)([._-]|$)/i.test(name);
}
