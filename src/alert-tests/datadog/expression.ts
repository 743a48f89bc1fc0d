/** A formula over named queries. */
export type Expression =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'query'; readonly name: string }
  | {
      readonly kind: 'operation';
      readonly operator: '+' | '-' | '*' | '/';
      readonly left: Expression;
      readonly right: Expression;
    }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Expression[] };

/** The parsed formula, or what cannot be read. */
export type ParsedExpression = Expression | { readonly kind: 'unknown'; readonly text: string };

/** Parses `(a + b) / c`, `cutoff_min(a, 5)`: the usual precedence, names that `isQuery` knows, calls with numbers and formulas. */
export function parseExpression(text: string, isQuery: (name: string) => boolean): ParsedExpression {
  const tokens = text.match(/[A-Za-z_]\w*|\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|\.\d+|\S/g) ?? [];
  const parser = new Parser(tokens, isQuery);
  const result = parser.sum();
  return parser.at === tokens.length && !parser.failed ? result : { kind: 'unknown', text: tokens[parser.at] ?? text };
}

class Parser {
  at = 0;
  failed = false;
  readonly #tokens: readonly string[];
  readonly #isQuery: (name: string) => boolean;

  constructor(tokens: readonly string[], isQuery: (name: string) => boolean) {
    this.#tokens = tokens;
    this.#isQuery = isQuery;
  }

  sum(): Expression {
    let left = this.#product();
    for (let operator = this.#accept('+', '-'); operator; operator = this.#accept('+', '-'))
      left = { kind: 'operation', operator: operator as '+' | '-', left, right: this.#product() };
    return left;
  }

  #product(): Expression {
    let left = this.#factor();
    for (let operator = this.#accept('*', '/'); operator; operator = this.#accept('*', '/'))
      left = { kind: 'operation', operator: operator as '*' | '/', left, right: this.#factor() };
    return left;
  }

  #factor(): Expression {
    if (this.#accept('-'))
      return { kind: 'operation', operator: '-', left: { kind: 'number', value: 0 }, right: this.#factor() };
    if (this.#accept('(')) return this.#closed(this.sum());
    const token = this.#tokens[this.at] ?? '';
    if (/^[\d.]/.test(token)) return (this.at++, { kind: 'number', value: Number(token) });
    if (/^[A-Za-z_]/.test(token) && this.#tokens[this.at + 1] === '(') return this.#call(token);
    if (this.#isQuery(token)) return (this.at++, { kind: 'query', name: token });
    return this.#fail();
  }

  #call(name: string): Expression {
    this.at += 2;
    const args = [this.sum()];
    while (this.#accept(',')) args.push(this.sum());
    return this.#closed({ kind: 'call', name, args });
  }

  #closed(inner: Expression): Expression {
    return this.#accept(')') ? inner : this.#fail();
  }

  #accept(...wanted: readonly string[]): string | undefined {
    const token = this.#tokens[this.at];
    if (this.failed || token === undefined || !wanted.includes(token)) return undefined;
    this.at++;
    return token;
  }

  #fail(): Expression {
    this.failed = true;
    return { kind: 'number', value: Number.NaN };
  }
}

/** Every call in a formula. */
export function callsOf(expression: Expression): { readonly name: string; readonly args: readonly Expression[] }[] {
  if (expression.kind === 'operation') return [...callsOf(expression.left), ...callsOf(expression.right)];
  return expression.kind === 'call' ? [expression, ...expression.args.flatMap(callsOf)] : [];
}

/** Names of the queries that a formula uses. */
export function queriesOf(expression: Expression): string[] {
  if (expression.kind === 'query') return [expression.name];
  if (expression.kind === 'operation') return [...queriesOf(expression.left), ...queriesOf(expression.right)];
  return expression.kind === 'call' ? expression.args.flatMap(queriesOf) : [];
}
