import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import { run } from '../../src/pipeline/run.ts';
import { readTree } from '../../src/definitions/load/tree.ts';
import { MemoryStore } from './memory-store.ts';
import { mutation } from './mutate.ts';
import { testNow } from './tree.ts';

/**
 * Makes `count` trees in which one file of the organisation is mutated one to three times, and runs everything over each: nothing
 * may throw, and every finding must have a position inside a file of the tree.
 */
export async function checkMutations(count: number, seed: number): Promise<void> {
  const tree = readTree('alerts', process.cwd());
  const texts = tree.files.map((file) => readFileSync(file.absolute, 'utf8'));
  const store = new MemoryStore();
  await run(tree, { now: testNow, cache: store });
  const cases = fc.record({
    file: fc.nat(tree.files.length - 1),
    mutations: fc.array(mutation, { minLength: 1, maxLength: 3 }),
  });
  await fc.assert(
    fc.asyncProperty(cases, async ({ file, mutations }) => {
      const text = mutations.reduce((result, mutate) => mutate(result), texts[file] ?? '');
      const files = tree.files.map((one, index) => (index === file ? { ...one, bytes: Buffer.from(text) } : one));
      const result = await run({ ...tree, files }, { now: testNow, cache: store.overlay() });
      for (const { location, message, rule } of result.findings) {
        expect(
          files.some((one) => one.path === location.file) || location.file.endsWith('.md'),
          `${rule} in ${location.file}`,
        ).toBe(true);
        expect(location.line).toBeGreaterThan(0);
        expect(location.column).toBeGreaterThan(0);
        expect(location.endLine).toBeGreaterThanOrEqual(location.line);
        expect(message).not.toMatch(/undefined|\[object|NaN|TypeError/);
      }
    }),
    { numRuns: count, seed },
  );
}
