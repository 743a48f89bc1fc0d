import { randomNumbers } from '../definitions/values/random.ts';

/**
 * Draws from the normal distribution with mean 0 and deviation 1, the same ones on every machine for a seed: the
 * sum of twelve uniform draws, since logarithms and cosines may differ in their last bit between machines.
 */
export function gaussian(seed: number): () => number {
  const uniform = randomNumbers(seed);
  return () => {
    let sum = -6;
    for (let i = 0; i < 12; i++) sum += uniform();
    return sum;
  };
}
