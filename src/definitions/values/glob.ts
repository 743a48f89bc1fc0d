/**
 * Matches a text against a glob in time proportional to their product: `?` is one character, `*` any run without `/`, `**` any run.
 * Matching is by state sets rather than a regular expression, so that no pattern can make it slow.
 */
export function globMatches(pattern: string, text: string): boolean {
  if (!/[*?]/.test(pattern)) return pattern === text;
  const tokens = tokenize(pattern);
  let states = closure(new Set([0]), tokens);
  for (const character of text) {
    const next = new Set<number>();
    for (const state of states) {
      const token = tokens[state];
      if (token === undefined) continue;
      if (token === '**' || (token === '*' && character !== '/')) next.add(state);
      else if ((token === '?' && character !== '/') || token === character) next.add(state + 1);
    }
    if (next.size === 0) return false;
    states = closure(next, tokens);
  }
  return states.has(tokens.length);
}

function tokenize(pattern: string): string[] {
  return pattern.match(/\*\*\/?|[^]/gu)?.flatMap((token) => (token === '**/' ? ['**'] : [token])) ?? [];
}

/** A star may match nothing: the state after it is reachable too. */
function closure(states: Set<number>, tokens: readonly string[]): Set<number> {
  for (const state of states) {
    const token = tokens[state];
    if (token === '*' || token === '**') states.add(state + 1);
  }
  return states;
}
