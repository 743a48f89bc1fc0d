import { readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildIfStale } from './build.ts';

const root = path.resolve(import.meta.dirname, '../..');

beforeAll(() => buildIfStale(root), 120_000);

/** A built file and everything that it imports before it runs. */
function loadedWith(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  for (const [, name = ''] of readFileSync(file, 'utf8').matchAll(/(?:^|[;}\n])import[^("';]*["'](\.[^"']+)["']/g))
    loadedWith(path.resolve(path.dirname(file), name), seen);
  return seen;
}

describe('start-up', () => {
  it('of help and version loads the command table and commander, nothing else', () => {
    const files = [...loadedWith(path.join(root, 'dist', 'main.js'))];
    const size = files.reduce((sum, file) => sum + readFileSync(file).length, 0);
    expect(size).toBeLessThan(130_000);
    expect(files.some((file) => readFileSync(file, 'utf8').includes('draft-07'))).toBe(false);
  });
});
