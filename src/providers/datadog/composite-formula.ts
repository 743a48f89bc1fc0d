import { report, sourcePath, type Scope } from './scope.ts';

/** A member's name, or an operator as it is written. */
export type Token = { readonly name: string } | { readonly text: string };

/** Reads `a && (b || !c)`: names, `&&`, `||`, `!` and parentheses in an order that makes sense. */
export function composed(scope: Scope, formula: string, members: ReadonlySet<string>): Token[] {
  const path = sourcePath(scope.alert, 'formula');
  const words = formula.match(/&&|\|\||!|\(|\)|[A-Za-z]\w*|\S/g) ?? [];
  const wrong = firstMistake(words);
  if (wrong !== undefined) report(scope, 'datadog/composite-formula', path, wrong);
  const used = new Set<string>();
  const tokens = words.map((word): Token => {
    if (!/^[A-Za-z]/.test(word)) return { text: spaced(word) };
    used.add(word);
    if (!members.has(word))
      report(
        scope,
        'datadog/composite-formula',
        path,
        `The formula uses "${word}", which is no member. Members: ${[...members].join(', ')}.`,
      );
    return { name: word };
  });
  for (const member of members)
    if (!used.has(member))
      report(
        scope,
        'datadog/composite-formula',
        sourcePath(scope.alert, 'members', member),
        `The formula does not use the member "${member}".`,
      );
  return tokens;
}

function spaced(operator: string): string {
  return operator === '&&' || operator === '||' ? ` ${operator} ` : operator;
}

/** Operands and operators must alternate, and parentheses match. */
function firstMistake(words: readonly string[]): string | undefined {
  let depth = 0;
  let expectsOperand = true;
  for (const word of words) {
    if (word === '(' || word === '!') {
      if (!expectsOperand) return `There is no operator before "${word}".`;
      if (word === '(') depth++;
    } else if (word === ')') {
      if (expectsOperand || --depth < 0) return 'The parentheses of the formula do not match.';
    } else if (word === '&&' || word === '||') {
      if (expectsOperand) return `There is no member before "${word}".`;
      expectsOperand = true;
    } else if (/^[A-Za-z]/.test(word)) {
      if (!expectsOperand) return `There is no operator before "${word}".`;
      expectsOperand = false;
    } else return `A composite knows &&, ||, ! and parentheses, not "${word}".`;
  }
  if (expectsOperand) return 'The formula ends where a member is expected.';
  return depth === 0 ? undefined : 'The parentheses of the formula do not match.';
}
