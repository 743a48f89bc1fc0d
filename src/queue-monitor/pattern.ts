/** Whether a name is one that a pattern stands for: `*` is any run of characters, everything else is itself. */
export function matchesPattern(pattern: string, name: string): boolean {
  let [at, star, tried] = [0, -1, 0];
  for (let index = 0; index < name.length;) {
    if (pattern[at] === '*') [star, tried, at] = [at, index, at + 1];
    else if (pattern[at] === name[index]) [at, index] = [at + 1, index + 1];
    else if (star === -1) return false;
    // The last star takes one character more; those before it never have to.
    else [tried, index, at] = [tried + 1, tried + 1, star + 1];
  }
  while (pattern[at] === '*') at++;
  return at === pattern.length;
}
