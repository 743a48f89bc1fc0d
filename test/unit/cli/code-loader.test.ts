import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CodeLoader } from '../../../src/cli/code-loader.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'alerts-code-'));
  mkdirSync(path.join(folder, 'code'));
  write('main.cjs', `exports.answer=()=>require("./part.cjs").twice(21);exports.os=require("node:os").EOL;`);
  write('part.cjs', `exports.twice=(number)=>number*2;`);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Padded, since small files are not worth keeping. */
function write(name: string, text: string): void {
  writeFileSync(path.join(folder, 'code', name), `${text}//${'x'.repeat(10_000)}`);
}

function digested(data: Buffer): Buffer {
  return Buffer.concat([createHash('sha256').update(data).digest(), data]);
}

function start(kept = path.join(folder, 'kept', 'v1')): { answer: unknown; loader: CodeLoader } {
  const loader = new CodeLoader(kept, createRequire(import.meta.url));
  const { answer } = loader.load(path.join(folder, 'code', 'main.cjs')) as { answer: () => number };
  return { answer: answer(), loader };
}

describe('CodeLoader', () => {
  it('keeps what was compiled and uses it', () => {
    start().loader.keep();
    expect(readdirSync(path.join(folder, 'kept', 'v1'))).toEqual(['main.cjs', 'part.cjs']);
    const { answer, loader } = start();
    expect(answer).toBe(42);
    rmSync(path.join(folder, 'kept'), { recursive: true });
    loader.keep();
    expect(readdirSync(folder), 'what was read is not written again').not.toContain('kept');
  });

  it.each([
    ['is cut off', (bytes: Buffer) => bytes.subarray(0, 200)],
    ['is empty', () => Buffer.alloc(0)],
    ['is damaged', (bytes: Buffer) => Buffer.concat([bytes.subarray(0, 90), Buffer.alloc(9, 7), bytes.subarray(99)])],
    ['comes from another V8', (bytes: Buffer) => digested(Buffer.concat([Buffer.alloc(8, 7), bytes.subarray(40)]))],
  ])('compiles again when what was kept %s', (_, damage) => {
    start().loader.keep();
    const kept = path.join(folder, 'kept', 'v1', 'part.cjs');
    writeFileSync(kept, damage(readFileSync(kept)));
    expect(start().answer).toBe(42);
  });

  it('works where nothing can be written', () => {
    const { answer, loader } = start(path.join(folder, 'code', 'main.cjs', 'kept'));
    loader.keep();
    expect(answer).toBe(42);
  });
});
