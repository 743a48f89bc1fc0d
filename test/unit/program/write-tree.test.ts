import { lstat, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { writeTree } from '../../../src/program/write-tree.ts';

const files = (entries: Record<string, string>): ReadonlyMap<string, string> => new Map(Object.entries(entries));

describe('writeTree', () => {
  let root = '';
  let out = '';
  beforeEach(async () => {
    root = await mkdtemp(path.join(tmpdir(), 'alerts-tree-'));
    out = path.join(root, 'out');
  });
  afterEach(() => rm(root, { recursive: true }));
  const read = (name: string): Promise<string> => readFile(path.join(out, name), 'utf8');

  test('writes, then changes only what changed and removes what is gone', async () => {
    expect((await writeTree(out, files({ 'a/x.ts': '1', 'a/y.ts': '1', 'b/z.ts': '1' }))).written).toHaveLength(3);
    expect(await writeTree(out, files({ 'a/x.ts': '1', 'a/y.ts': '2' }))).toEqual({
      written: ['a/y.ts'],
      unchanged: ['a/x.ts'],
      removed: ['b/z.ts'],
    });
    expect((await readdir(out)).sort()).toEqual(['.alerts-compiled.json', 'a']);
    expect(await read('a/y.ts')).toBe('2');
  });

  test('leaves files of others alone', async () => {
    await writeTree(out, files({ 'a/x.ts': '1' }));
    await writeFile(path.join(out, 'a', 'Pulumi.production.yaml'), 'config: {}');
    await writeTree(out, files({ 'b/x.ts': '1' }));
    expect(await readdir(path.join(out, 'a'))).toEqual(['Pulumi.production.yaml']);
  });

  test('refuses a folder of others, and writes nothing', async () => {
    await mkdir(out);
    await writeFile(path.join(out, 'index.ts'), 'mine');
    await expect(writeTree(out, files({ 'x.ts': '1' }))).rejects.toThrow(
      'holds files that alerts did not write (index.ts)',
    );
    expect(await readdir(out)).toEqual(['index.ts']);
  });

  test('takes an empty folder', async () => {
    await mkdir(out);
    await writeTree(out, files({ 'x.ts': '1' }));
    expect(await read('x.ts')).toBe('1');
  });

  test.each(['out', 'out/'])('refuses a link to a folder: %s', async (name) => {
    await mkdir(path.join(root, 'real'));
    await symlink(path.join(root, 'real'), out);
    await expect(writeTree(path.join(root, name) + name.slice(3), files({ 'x.ts': '1' }))).rejects.toThrow(
      'symbolic link',
    );
    expect(await readdir(path.join(root, 'real'))).toEqual([]);
  });

  test('refuses links below it', async () => {
    await writeTree(out, files({ 'a/x.ts': '1' }));
    await mkdir(path.join(root, 'elsewhere'));
    await writeFile(path.join(root, 'elsewhere', 'x.ts'), '1');
    await rm(path.join(out, 'a'), { recursive: true });
    await symlink(path.join(root, 'elsewhere'), path.join(out, 'a'));
    await expect(writeTree(out, files({ 'a/x.ts': '2' }))).rejects.toThrow('it is not a folder');
    await expect(writeTree(out, files({ 'b.ts': '2' }))).rejects.toThrow('it is not a folder');
    await rm(path.join(out, 'a'));
    await mkdir(path.join(out, 'a'));
    await symlink(path.join(root, 'elsewhere', 'x.ts'), path.join(out, 'a', 'x.ts'));
    await expect(writeTree(out, files({ 'a/x.ts': '2' }))).rejects.toThrow('not a regular file');
    expect(await readFile(path.join(root, 'elsewhere', 'x.ts'), 'utf8')).toBe('1');
  });

  test('refuses to overwrite or remove what was edited, or was there before', async () => {
    await writeTree(out, files({ 'x.ts': '1', 'y.ts': '1' }));
    await writeFile(path.join(out, 'x.ts'), 'edited');
    await expect(writeTree(out, files({ 'x.ts': '2' }))).rejects.toThrow('was edited since');
    await expect(writeTree(out, files({ 'y.ts': '2' }))).rejects.toThrow('was edited since');
    expect(await read('y.ts')).toBe('1');
    await rm(path.join(out, 'x.ts'));
    await writeFile(path.join(out, 'z.ts'), 'mine');
    await expect(writeTree(out, files({ 'z.ts': '1' }))).rejects.toThrow('was not written by alerts');
  });

  test('goes on where an earlier run was cut off', async () => {
    await writeTree(out, files({ 'x.ts': '1', 'y.ts': '1' }));
    const manifest = JSON.parse(await read('.alerts-compiled.json')) as { files: Record<string, string> };
    const digest = 'd4735e3a265e16eee03f59718b9b5d03019c07d8b6c51f90da3a666eec13ab35';
    const pending = { 'x.ts': digest, 'new.ts': digest };
    await writeFile(path.join(out, '.alerts-compiled.json'), JSON.stringify({ ...manifest, pending }));
    await writeFile(path.join(out, 'x.ts'), '2');
    await writeFile(path.join(out, 'new.ts'), '2');
    await writeTree(out, files({ 'x.ts': '3', 'y.ts': '1' }));
    expect((await readdir(out)).sort()).toEqual(['.alerts-compiled.json', 'x.ts', 'y.ts']);
  });

  test.each(['../x.ts', '/x.ts', 'a/../../x.ts', 'a//x.ts', '.alerts-compiled.json', 'a\\x.ts', ''])(
    'refuses the name %s',
    async (name) => {
      await expect(writeTree(out, files({ [name]: '1' }))).rejects.toThrow('is no name');
      await expect(lstat(out)).rejects.toThrow('ENOENT');
    },
  );

  test('a manifest cannot name files elsewhere, and a damaged one is not guessed at', async () => {
    await mkdir(out);
    const manifest = path.join(out, '.alerts-compiled.json');
    await writeFile(manifest, JSON.stringify({ version: 1, files: { '../victim': 'x' } }));
    await expect(writeTree(out, files({ 'x.ts': '1' }))).rejects.toThrow('is no name');
    await writeFile(manifest, '{');
    await expect(writeTree(out, files({ 'x.ts': '1' }))).rejects.toThrow('is damaged');
    await rm(manifest);
    await symlink('/etc/passwd', manifest);
    await expect(writeTree(out, files({ 'x.ts': '1' }))).rejects.toThrow('that is no file');
  });
});
