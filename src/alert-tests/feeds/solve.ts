const tries = [0, ...Array.from({ length: 28 }, (_, power) => 10 ** (power - 9))];

/**
 * The argument at which a monotonic function has a value, by bisection; undefined when it never does. Counts and levels are not negative,
 * unless only that helps and `negative` allows it.
 */
export function solve(
  outcome: (value: number) => number,
  target: number,
  negative: 'negative' | 'not negative' = 'negative',
): number | undefined {
  for (const sign of negative === 'negative' ? [1, -1] : [1]) {
    for (let index = 1; index < tries.length; index++) {
      const [low, high] = [(tries[index - 1] ?? 0) * sign, (tries[index] ?? 0) * sign];
      const [a, b] = [outcome(low), outcome(high)];
      if (a === target) return low;
      if (Number.isNaN(a) || Number.isNaN(b) || (a - target) * (b - target) > 0) continue;
      return bisect(outcome, target, low, high);
    }
  }
  return undefined;
}

function bisect(outcome: (value: number) => number, target: number, from: number, to: number): number {
  let [low, high] = [from, to];
  const rising = outcome(high) >= outcome(low);
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (outcome(middle) < target === rising) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
