/**
 * Draws from the normal distribution with mean 0 and deviation 1, the same ones on every machine for a seed: mulberry32 (32-bit integers
 * alone) and the sum of twelve uniform draws, since logarithms and cosines may differ in their last bit between machines.
 */
export function gaussian(seed: number): () => number {
  const uniform = mulberry32(seed);
  return () => {
    let sum = -6;
    for (let i = 0; i < 12; i++) sum += uniform();
    return sum;
  };
}

function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
