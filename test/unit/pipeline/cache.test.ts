import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ResultCache } from '../../../src/pipeline/cache.ts';
import { run, type Run } from '../../../src/pipeline/run.ts';
import { readTree, type Tree } from '../../../src/definitions/load/tree.ts';
import { testNow } from '../../support/tree.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'alerts-cache-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const tree = readTree('alerts', process.cwd());

function results({ findings, summary, analyses }: Run): unknown {
  return JSON.parse(JSON.stringify({ findings, summary, analyses }));
}

async function uncached(of: Tree): Promise<unknown> {
  return results(await run(of, { now: testNow }));
}

async function cached(of: Tree, build = 'a', where = folder): Promise<unknown> {
  return results(await run(of, { now: testNow, cache: new ResultCache(where, 'tree', build) }));
}

/** The definitions that everybody shares, and those of one squad. */
const small: Tree = {
  ...tree,
  files: tree.files.filter(({ path: file }) => !/^alerts\/(?!platform\/|templates\/)[^/]+\//.test(file)),
};

function edited(pathEnd: string, change: (text: string) => string): Tree {
  return {
    ...tree,
    files: tree.files.map((file) =>
      file.path.endsWith(pathEnd) ? { ...file, bytes: Buffer.from(change(Buffer.from(file.bytes).toString())) } : file,
    ),
  };
}

describe('the result cache', () => {
  let filled: string;
  let plain: unknown;
  beforeAll(async () => {
    filled = mkdtempSync(path.join(tmpdir(), 'alerts-cache-'));
    plain = await uncached(tree);
    expect(await cached(tree, 'a', filled)).toEqual(plain);
  });
  afterAll(() => rmSync(filled, { recursive: true, force: true }));
  const fill = (): void => cpSync(filled, folder, { recursive: true });

  it('never changes a result', async () => {
    fill();
    expect(await cached(tree)).toEqual(plain);
  });

  it.each([
    ['signature/signature-api.yaml', (text: string) => text.replace('tier: 1', 'tier: 2')],
    ['signature/squad.yaml', (text: string) => text.replace(/lead: .*/, 'lead: nobody')],
    ['templates/http-service.yaml', (text: string) => text.replace('kind: Template', 'kind: Tmplate')],
    ['project.yaml', (text: string) => text.replace(/preset: strict/, 'preset: import')],
    ['people.yaml', (text: string) => text.replace(/licence:.*/g, '')],
  ])('sees a change of %s wherever it matters', async (file, change) => {
    fill();
    const changed = edited(file, change);
    expect(await cached(changed)).toEqual(await uncached(changed));
    expect(await cached(tree)).toEqual(plain);
  });

  it('takes a damaged or altered file for a miss', async () => {
    await cached(small);
    const right = await uncached(small);
    const file = path.join(folder, readdirSync(folder)[0] ?? '');
    const text = readFileSync(file, 'utf8');
    const tampered = [
      text.replaceAll('"severity"', '"sevErity"'),
      text.slice(0, text.length / 2),
      text.replaceAll(/[0-9a-f]{64}\t/g, `${'0'.repeat(64)}\t`),
      '',
      'rubbish\n\n\t\t\n',
      text.replaceAll('\t{', '\t{"'),
    ];
    expect(tampered).not.toContain(text);
    for (const one of tampered) {
      writeFileSync(file, one);
      expect(await cached(small)).toEqual(right);
    }
  });

  it('does not read what another build of the tool wrote', async () => {
    await cached(small);
    const file = path.join(folder, readdirSync(folder)[0] ?? '');
    const before = readFileSync(file, 'utf8').split('\n')[0];
    await cached(small, 'b');
    expect(readFileSync(file, 'utf8').split('\n')[0]).not.toBe(before);
  });

  it('keeps a few records that a run does not use, and forgets many', () => {
    const open = (): ResultCache => new ResultCache(folder, 'tree', 'a');
    const fill = (count: number): void => {
      const cache = open();
      for (let index = 0; index < count; index++) cache.set(`key ${index}`, { text: `« ${index} »\n` });
      cache.save();
    };
    const use = (): void => {
      const cache = open();
      cache.set('another', 1);
      cache.save();
    };
    fill(100);
    use();
    expect(open().get('key 99')).toEqual({ text: '« 99 »\n' });
    fill(101);
    use();
    expect(open().get('key 99')).toBeUndefined();
    expect(open().get('another')).toBe(1);
  });

  it('adds to what it has read, never to what another build put there since', () => {
    const [first, second] = ['a', 'b'].map((build) => new ResultCache(folder, 'tree', build));
    first?.set('key', 1);
    first?.save();
    const late = new ResultCache(folder, 'tree', 'a');
    late.set('key', 2);
    late.set('late', 1);
    const file = path.join(folder, readdirSync(folder)[0] ?? '');
    const text = readFileSync(file, 'latin1');
    writeFileSync(file, text.slice(0, -3));
    late.save();
    expect(
      readFileSync(file, 'latin1').startsWith(text.slice(0, -3)),
      'added, even behind a line that is cut off',
    ).toBe(true);
    expect(new ResultCache(folder, 'tree', 'a').get('key')).toBe(2);
    const slow = new ResultCache(folder, 'tree', 'a');
    second?.set('other', 1);
    second?.save();
    slow.set('slow', 1);
    slow.save();
    expect(new ResultCache(folder, 'tree', 'b').get('other')).toBe(1);
    expect(new ResultCache(folder, 'tree', 'b').get('slow')).toBeUndefined();
  });

  it('does without when it cannot be written', () => {
    const file = path.join(folder, 'file');
    writeFileSync(file, '');
    const cache = new ResultCache(path.join(file, 'below'), 'tree', 'a');
    cache.set('key', 1);
    expect(() => cache.save()).not.toThrow();
  });
});
