import type { ResolvedAlert } from '../../definitions/types.ts';
import { Refusal } from '../model.ts';
import { callsOf, parseExpression, queriesOf, type Expression } from './expression.ts';
import { isKnownFunction } from './formula.ts';

/** A compiled expression over the names that a case feeds. */
export interface NamedExpression {
  readonly expression: Expression;
  readonly names: readonly string[];
  /** Whether the vendor sums before it calculates: some query counts. */
  readonly counts: boolean;
  /** Whether gaps are filled by `default_zero`. */
  readonly defaultZero: boolean;
  /** The compiled text, for the rest of what can be read from it. */
  readonly text: string;
}

const learned = /\b(anomalies|outliers|forecast|anomaly_detection)\s*\(/;
const atom = /\b[a-z][a-z0-9.]*(?:\([^(){}]*\))?\s*:\s*[A-Za-z][\w.]*\s*\{[^{}]*\}(?:\.\w+\([^()]*\))*/g;
const arithmetic = /[)}\w]\s*[-+*/]\s*(?=[a-z][a-z0-9.]*\s*:|\()/;

/**
 * Puts names in the place of queries in a compiled expression. Names are those of the definition, `errors`, `hits` and `latency` of APM, and
 * the measures of a queue.
 * @throws Refusal for functions that are not imitated
 */
export function nameQueries(alert: ResolvedAlert, compiled: string): NamedExpression {
  const found = learned.exec(compiled);
  if (found) throw refused(alert, `${found[1]}() compares with what the vendor has learned, which no series can show`);
  const text = compiled.replace(/\s+/g, ' ').replace(/\s*\bby\s*\{[^{}]*\}/g, '');
  const texts = queryTexts(alert);
  let named = text;
  for (const [name, query] of texts) {
    if (query.includes('.as_count()') && arithmetic.test(query.replace(/\{[^{}]*\}/g, '{}')))
      throw refused(alert, `counts are summed before they are divided, which needs each side of "${name}" as a query`);
    named = named.split(query).join(` ${placeholder(name)} `);
  }
  named = named.replace(atom, (query) => ` ${placeholder(nameOf(alert, query))} `);
  const expression = parse(alert, named);
  return {
    expression,
    names: [...new Set(queriesOf(expression))],
    counts: text.includes('.as_count()'),
    defaultZero: text.includes('default_zero('),
    text,
  };
}

const prefix = 'query__';
const placeholder = (name: string): string => `${prefix}${name}`;

function parse(alert: ResolvedAlert, text: string): Expression {
  const parsed = parseExpression(text, (name) => name.startsWith(prefix));
  if (parsed.kind === 'unknown') throw refused(alert, `the formula cannot be read at "${parsed.text}"`);
  for (const { name } of callsOf(parsed))
    if (!isKnownFunction(name))
      throw refused(alert, `${name}() is not imitated; move it into a named query, whose result the case then gives`);
  return withoutPrefix(parsed);
}

function withoutPrefix(expression: Expression): Expression {
  switch (expression.kind) {
    case 'number':
      return expression;
    case 'query':
      return { kind: 'query', name: expression.name.slice(prefix.length) };
    case 'operation':
      return { ...expression, left: withoutPrefix(expression.left), right: withoutPrefix(expression.right) };
    case 'call':
      return { ...expression, args: expression.args.map(withoutPrefix) };
  }
}

/** Longest first, so that a query that contains another one is found as a whole. */
function queryTexts(alert: ResolvedAlert): [string, string][] {
  const queries = (alert.source.fields['queries'] ?? {}) as Readonly<Record<string, unknown>>;
  return Object.entries(queries)
    .map(([name, query]): [string, string] => [name, String(query).replace(/\s+/g, ' ').trim()])
    .sort(([, a], [, b]) => b.length - a.length);
}

/** Names of the queries that compiling wrote itself. */
function nameOf(alert: ResolvedAlert, query: string): string {
  const { vendor, type, fields } = alert.source;
  if (vendor === 'rabbitmq') {
    if (query.includes('rabbitmq.node.mem_limit')) return 'limit';
    return fields['measure'] === 'memory-ratio' ? 'used' : String(fields['measure']).replaceAll('-', '_');
  }
  if (type === 'apm') return /\.(errors|hits)\{/.exec(query)?.[1] ?? 'latency';
  throw refused(alert, `the compiled query holds "${query}", which has no name in the definition`);
}

function refused(alert: ResolvedAlert, reason: string): Refusal {
  const { vendor, type, fields } = alert.source;
  const within = 'formula' in fields ? ['formula'] : 'queries' in fields ? ['queries'] : [];
  return new Refusal(reason, 'alert', ['source', vendor, ...(type === '' ? [] : [type]), ...within]);
}
