import { createRequire } from 'node:module';
import type { SyntaxNode, Tree } from '@lezer/common';
import type * as PromQL from '@prometheus-io/lezer-promql';
import { promqlSeconds } from '../../definitions/values/promql-duration.ts';

/** A part of an expression, as offsets of its text. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** What is wrong with an expression, and where. */
export interface PromqlProblem extends Span {
  readonly message: string;
}

/** The grammar of Prometheus' own editor, loaded when the first expression is read: it takes as long as a short run has to spare. */
function parse(text: string): Tree {
  const { parser } = createRequire(import.meta.url)('@prometheus-io/lezer-promql') as typeof PromQL;
  return parser.parse(text);
}

/** Why an expression cannot be compared with a threshold; undefined when its syntax allows that. Types of arguments are promtool's affair. */
export function promqlProblem(text: string): PromqlProblem | undefined {
  const tree = parse(text);
  const wrong = firstError(tree);
  if (wrong) return { ...wrong, message: errorMessage(text, wrong) };
  const { firstChild: whole } = tree.topNode;
  const kind = whole && valueless[whole.name];
  return kind === undefined || !whole
    ? undefined
    : { start: whole.from, end: whole.to, message: `The expression is ${kind}, which has no value to compare.` };
}

const valueless: Readonly<Record<string, string>> = {
  MatrixSelector: 'a range of samples',
  SubqueryExpr: 'a range of samples',
  StringLiteral: 'a text',
};

function firstError(tree: Tree): Span | undefined {
  let found: Span | undefined;
  tree.iterate({
    enter: ({ type, from, to }) => {
      if (type.isError) found ??= { start: from, end: to };
      return found === undefined;
    },
  });
  return found;
}

function errorMessage(text: string, { start, end }: Span): string {
  if (text.slice(start).trim() === '') return 'The expression ends too early.';
  const rest = text.slice(start, Math.max(end, start + 1)).trim() || text.slice(start).trim().slice(0, 1);
  return `PromQL expects something else than "${rest.slice(0, 40)}" here.`;
}

/** A window that an expression looks back over: `[5m]`, `[1h:1m]`, and by which function. */
export interface Range extends Span {
  /** Seconds. */
  readonly seconds: number;
  /** `rate`, `increase`…; absent outside of a function. */
  readonly function?: string;
  readonly subquery: boolean;
}

/** Every window of an expression. */
export function rangesOf(text: string): Range[] {
  const ranges: Range[] = [];
  parse(text).iterate({
    enter: ({ node }) => {
      const subquery = node.name === 'SubqueryExpr';
      if (!subquery && node.name !== 'MatrixSelector') return;
      const length = node.getChild('DurationExpr');
      const seconds = length ? promqlSeconds(text.slice(length.from, length.to)) : undefined;
      if (!length || seconds === undefined) return;
      const name = functionAround(node, text);
      ranges.push({
        start: length.from,
        end: length.to,
        seconds,
        subquery,
        ...(name === undefined ? {} : { function: name }),
      });
    },
  });
  return ranges;
}

function functionAround(node: SyntaxNode, text: string): string | undefined {
  let call = node.parent;
  while (call && ['FunctionCallBody', 'OffsetExpr', 'StepInvariantExpr', 'ParenExpr'].includes(call.name))
    call = call.parent;
  const name = call?.name === 'FunctionCall' ? call.getChild('FunctionIdentifier') : undefined;
  return name ? text.slice(name.from, name.to) : undefined;
}

/**
 * The labels that the outermost aggregation keeps; undefined when nothing is aggregated there, or by `without`.
 * `sum(x)` keeps none.
 */
export function keptLabels(text: string): { readonly labels: readonly string[]; readonly span: Span } | undefined {
  let node = parse(text).topNode.firstChild;
  while (node?.name === 'ParenExpr') node = node.firstChild;
  if (node?.name !== 'AggregateExpr') return undefined;
  const modifier = node.getChild('AggregateModifier');
  if (modifier?.getChild('Without')) return undefined;
  const grouping = modifier?.getChild('GroupingLabels');
  const labels = grouping?.getChildren('LabelName').map(({ from, to }) => text.slice(from, to)) ?? [];
  return { labels, span: { start: node.from, end: grouping?.to ?? node.from + 1 } };
}
