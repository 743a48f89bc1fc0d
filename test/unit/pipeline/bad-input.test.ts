import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readTree, TreeError } from '../../../src/definitions/load/tree.ts';
import { exampleFiles } from '../../../src/lint/examples/example-files.ts';
import { run } from '../../../src/pipeline/run.ts';
import { findingLines, runTexts, testNow } from '../../support/tree.ts';

const clean = exampleFiles({});
const bad = 'payments/bad.yaml';

describe('bad files give one finding each and take nothing else with them', () => {
  it.each<[string, string | Uint8Array, RegExp]>([
    ['YAML that does not parse', 'kind: Squad\nid: [x\n', /alerts\/payments\/bad\.yaml:3:1 error yaml\/syntax/],
    [
      'tabs',
      'apiVersion: alerts/v1\nkind: Squad\nid: x\nmembers:\n\t- ana\n',
      /bad\.yaml:5:1 error yaml\/syntax .*spaces/,
    ],
    [
      'a duplicate key',
      'apiVersion: alerts/v1\nkind: Person\nid: zed\nid: zed\nname: Z Z\nemail: z@acme.example\n',
      /bad\.yaml:4:1 error yaml\/duplicate-key/,
    ],
    ['exploding anchors', `a: &a [${'x,'.repeat(3000)}x]\nb: [${'*a,'.repeat(9)}*a]\n`, /yaml\/alias/],
    ['nested anchors', 'a: &a [x]\nb: &b [*a]\n', /bad\.yaml:2:8 error yaml\/alias/],
    ['a merge key', 'a: &a {x: 1}\nb:\n  <<: *a\n', /bad\.yaml:3:3 error yaml\/merge-key/],
    [
      'an unknown tag',
      'apiVersion: alerts/v1\nkind: Person\nid: zed\nname: !!python/object x\nemail: z@acme.example\n',
      /bad\.yaml:4:7 error yaml\/tag/,
    ],
    ['a __proto__ key', '__proto__: { polluted: true }\n', /bad\.yaml:1:1 error yaml\/key/],
    ['an endless nest', '['.repeat(100_000), /bad\.yaml:1:\d+ error yaml\/syntax .*60 levels/],
    ['a number out of range', 'a: 1e999\n', /bad\.yaml:1:4 error yaml\/number/],
    ['NUL', 'a: x\0\n', /bad\.yaml:1:5 error yaml\/forbidden-character .*NUL/],
    ['a bidirectional character', 'a: "x\u202e"\n', /bad\.yaml:1:6 error yaml\/forbidden-character .*U\+202E/],
    ['UTF-16', Buffer.from('\ufeffkind: Squad', 'utf16le'), /bad\.yaml:1:1 error yaml\/encoding .*UTF-16/],
    ['binary', Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 0xff, 0xfe, 0]), /bad\.yaml:1:1 error yaml\/encoding/],
    [
      'a required field left empty',
      'apiVersion: alerts/v1\nkind: Person\nid: zed\nname:\nemail: z@acme.example\n',
      /bad\.yaml:4:5 error schema\/value .*found nothing/,
    ],
    ['a misspelt kind', 'apiVersion: alerts/v1\nkind: Sqad\nid: x\n', /bad\.yaml:2:7 error schema\/kind .*"Squad"/],
    [
      'a misspelt field',
      'apiVersion: alerts/v1\nkind: Person\nid: zed\nnmae: Z Z\nname: Z Z\nemail: z@acme.example\n',
      /bad\.yaml:4:1 error schema\/unknown-field .*"name"/,
    ],
  ])('%s', async (_, content, expected) => {
    const lines = findingLines(await runTexts({ ...clean, [bad]: content }));
    const errors = lines.filter((line) => / (error|warning) /.test(line) && !/schema\/foreign-document/.test(line));
    expect(errors).toHaveLength(1);
    expect(errors[0]).toMatch(expected);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it('a broken squad is one finding, and its applications are still known', async () => {
    const lines = findingLines(
      await runTexts({ ...clean, 'payments/squad.yaml': `${clean['payments/squad.yaml']}\nbroken: [` }),
    );
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/squad\.yaml:\d+:\d+ error yaml\/syntax/);
  });

  it('CRLF and a byte order mark just work', async () => {
    const files = Object.fromEntries(
      Object.entries(clean).map(([name, text]) => [name, `\ufeff${text.replaceAll('\n', '\r\n')}`]),
    );
    expect(findingLines(await runTexts(files))).toEqual([]);
  });
});

describe('bad paths', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(path.join(tmpdir(), 'alerts-bad-'));
    for (const [name, text] of Object.entries(clean)) {
      mkdirSync(path.dirname(path.join(root, 'alerts', name)), { recursive: true });
      writeFileSync(path.join(root, 'alerts', name), text);
    }
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  async function lines(): Promise<string[]> {
    return findingLines(await run(readTree('alerts', root), { now: testNow }));
  }

  it.each<[string, (folder: string) => void, RegExp]>([
    [
      'a dangling link',
      (folder) => symlinkSync('nowhere.yaml', path.join(folder, 'x.yaml')),
      /x\.yaml:1:1 error file\/link .*nowhere/,
    ],
    [
      'a link to itself',
      (folder) => symlinkSync('x.yaml', path.join(folder, 'x.yaml')),
      /x\.yaml:1:1 error file\/link .*itself/,
    ],
    [
      'a link out of the tree',
      (folder) => symlinkSync('/etc/hostname', path.join(folder, 'x.yaml')),
      /x\.yaml:1:1 error file\/link .*leads out/,
    ],
    ['a link to a folder above', (folder) => symlinkSync('..', path.join(folder, 'up')), /up:1:1 error file\/link/],
    [
      'a file of 50 MB',
      (folder) => writeFileSync(path.join(folder, 'x.yaml'), Buffer.alloc(50 * 1024 * 1024, 0x20)),
      /x\.yaml:1:1 error file\/too-large .*50\.0 MiB/,
    ],
    ['a pipe', (folder) => execFileSync('mkfifo', [path.join(folder, 'x.yaml')]), /x\.yaml:1:1 error file\/not-a-file/],
  ])('%s is one finding', async (_, make, expected) => {
    make(path.join(root, 'alerts', 'payments'));
    const found = await lines();
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(expected);
  });

  it('a file that may not be read is one finding', async () => {
    const file = path.join(root, 'alerts', 'payments', 'x.yaml');
    writeFileSync(file, 'a: 1\n');
    chmodSync(file, 0);
    const found = await lines();
    expect(found).toHaveLength(1);
    // The superuser reads it all the same, and then it is YAML that is not ours.
    expect(found[0]).toMatch(
      process.getuid?.() === 0 ? /schema\/foreign-document/ : /x\.yaml:1:1 error file\/unreadable/,
    );
  });

  it('a runbook path out of the tree is refused where it is written', async () => {
    const app = exampleFiles({ alert: 'runbook: ../../../etc/runbook.md' })['payments/checkout-api.yaml'] ?? '';
    writeFileSync(path.join(root, 'alerts', 'payments', 'checkout-api.yaml'), app);
    expect((await lines()).filter((line) => line.includes('runbook/unreadable'))).toHaveLength(1);
  });

  it('a folder that does not exist, and a file, are wrong use', () => {
    expect(() => readTree('alrts', root)).toThrow(TreeError);
    expect(() => readTree('alerts/project.yaml', root)).toThrow(/not a folder/);
  });
});
