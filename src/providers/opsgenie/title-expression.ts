import type { Path } from '../../definitions/source/node.ts';
import { titlePatternProblem } from '../../oncall/routing/title-pattern.ts';
import type { Compiling } from './compiling.ts';

/** What Datadog writes before a monitor's title: `[P1] [Triggered on {service:a}] `. https://docs.datadoghq.com/monitors/notify/ */
const before = '(\\[[^\\]]*\\] ?)*';

/**
 * Title patterns as one regular expression over the alert's message: globs over the whole title, and `/expressions/`, which may hold
 * anywhere.
 */
export function titleExpression(patterns: readonly string[], path: Path, compiling: Compiling): string {
  return expressionOf(patterns, before, path, compiling);
}

/** The same over the subject of a mail, before which nobody writes anything. */
export function mailTitleExpression(patterns: readonly string[], path: Path, compiling: Compiling): string {
  return expressionOf(patterns, '', path, compiling);
}

function expressionOf(patterns: readonly string[], prefix: string, path: Path, compiling: Compiling): string {
  const expressions = patterns.map((pattern) => {
    const written = /^\/(.*)\/$/s.exec(pattern)?.[1];
    if (written === undefined) return `${prefix}${globExpression(pattern)}`;
    const problem = titlePatternProblem(pattern);
    if (problem !== undefined) compiling.report('expression', path, `${pattern} is no regular expression: ${problem}.`);
    return `.*(${written}).*`;
  });
  return `^(${expressions.join('|')})$`;
}

function globExpression(glob: string): string {
  return [...glob]
    .map((character) => {
      if (character === '*') return '.*';
      return character === '?' ? '.' : character.replace(/[\\^$.+()[\]{}|/]/g, '\\$&');
    })
    .join('');
}
