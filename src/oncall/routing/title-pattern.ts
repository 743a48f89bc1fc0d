import { RE2JS } from 're2js';

type TitleTest = (title: string) => boolean;
const compiled = new Map<string, TitleTest | undefined>();

/**
 * Whether a title matches a pattern: a glob over the whole title (`*` is any run of characters, `?` one), or a regular expression
 * between slashes that is searched in it. RE2's syntax: matching takes time linear in the title, whoever wrote the pattern. A pattern that
 * is no regular expression matches nothing.
 */
export function titleMatches(pattern: string, title: string): boolean {
  let test = compiled.get(pattern);
  if (!compiled.has(pattern)) compiled.set(pattern, (test = testOf(pattern)));
  return test?.(title) ?? false;
}

/** Why a pattern between slashes is no regular expression; undefined when it is one, and for globs. */
export function titlePatternProblem(pattern: string): string | undefined {
  const expression = expressionOf(pattern);
  if (expression === undefined) return undefined;
  try {
    RE2JS.compile(expression);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

function testOf(pattern: string): TitleTest | undefined {
  const expression = expressionOf(pattern);
  if (expression === undefined) {
    if (!/[*?]/.test(pattern)) return (title) => title === pattern;
    const glob = RE2JS.compile(globExpression(pattern), RE2JS.DOTALL);
    return (title) => glob.matches(title);
  }
  try {
    const searched = RE2JS.compile(expression);
    return (title) => searched.matcher(title).find();
  } catch {
    return undefined;
  }
}

function expressionOf(pattern: string): string | undefined {
  return pattern.length > 2 && pattern.startsWith('/') && pattern.endsWith('/') ? pattern.slice(1, -1) : undefined;
}

function globExpression(glob: string): string {
  return [...glob]
    .map((character) => (character === '*' ? '.*' : character === '?' ? '.' : RE2JS.quote(character)))
    .join('');
}
