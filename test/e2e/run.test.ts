import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildIfStale } from './build.ts';
import { caseNames, runCase } from './case.ts';
import { loadedWith } from './loaded-with.ts';

const here = import.meta.dirname;
const root = path.resolve(here, '../..');
const update = process.env['UPDATE_E2E'] === '1';

beforeAll(() => buildIfStale(root), 120_000);

/** A folder per case: `cmd` (a shell line per line), `input/`, `expected.txt` (what was said), `expected/` (files made or changed). */
describe.concurrent('command line', () => {
  it.each(caseNames(here))('%s', { timeout: 60_000 }, async (name) => {
    const folder = path.join(here, name);
    const { transcript, files } = await runCase(folder);
    if (update) write(folder, transcript, files);
    expect(transcript).toBe(readOr(path.join(folder, 'expected.txt'), 'UPDATE_E2E=1 writes expected.txt'));
    for (const [file, text] of files)
      expect(text, file).toBe(readOr(path.join(folder, 'expected', file), 'UPDATE_E2E=1 writes it'));
  });
});

describe('start-up', () => {
  it('of help and version loads the command table and commander, nothing else', () => {
    const files = [...loadedWith(path.join(newestBuild(), 'main.cjs'))];
    const size = files.reduce((sum, file) => sum + readFileSync(file).length, 0);
    expect(size).toBeLessThan(130_000);
    expect(files.some((file) => readFileSync(file, 'utf8').includes('draft-07'))).toBe(false);
  });
});

/** Builds lie side by side for a while, each in a folder named by its digest; the launcher says which one runs. */
function newestBuild(): string {
  const launcher = readFileSync(path.join(root, 'dist', 'main.js'), 'utf8');
  const code = path.join(root, 'dist', 'code');
  return path.join(code, readdirSync(code).find((build) => launcher.includes(build)) ?? 'none');
}

function write(folder: string, transcript: string, files: ReadonlyMap<string, string>): void {
  writeFileSync(path.join(folder, 'expected.txt'), transcript);
  rmSync(path.join(folder, 'expected'), { recursive: true, force: true });
  for (const [file, text] of files) {
    mkdirSync(path.dirname(path.join(folder, 'expected', file)), { recursive: true });
    writeFileSync(path.join(folder, 'expected', file), text);
  }
}

function readOr(file: string, otherwise: string): string {
  return existsSync(file) ? readFileSync(file, 'utf8') : `(${otherwise})`;
}
