import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { UsageError } from '../../../src/cli/command.ts';
import { writeFiles } from '../../../src/cli/write-files.ts';

let sandbox = '';
let cwd = '';
const read = (file: string): string => readFileSync(path.resolve(cwd, file), 'utf8');

beforeEach(() => {
  sandbox = realpathSync(mkdtempSync(path.join(tmpdir(), 'alerts-write-')));
  cwd = path.join(sandbox, 'root');
  mkdirSync(cwd);
});
afterEach(() => rmSync(sandbox, { recursive: true, force: true }));

describe('writing files', () => {
  it('makes folders, and leaves nothing besides the files', () => {
    writeFiles(cwd, [{ file: 'a/b/c.txt', text: 'x' }]);
    expect(read('a/b/c.txt')).toBe('x');
    expect(readdirSync(path.join(cwd, 'a/b'))).toEqual(['c.txt']);
  });

  it('keeps the mode of a file that it replaces', () => {
    writeFileSync(path.join(cwd, 'x'), 'old');
    chmodSync(path.join(cwd, 'x'), 0o640);
    writeFiles(cwd, [{ file: 'x', text: 'new' }]);
    expect(statSync(path.join(cwd, 'x')).mode & 0o777).toBe(0o640);
  });

  it('writes nothing when one of several files cannot be written', () => {
    writeFileSync(path.join(cwd, 'x'), 'old');
    mkdirSync(path.join(cwd, 'folder'));
    const files = [
      { file: 'x', text: 'new' },
      { file: 'folder', text: 'new' },
    ];
    expect(() => writeFiles(cwd, files)).toThrow(UsageError);
    expect(read('x')).toBe('old');
    expect(readdirSync(cwd).sort()).toEqual(['folder', 'x']);
  });

  it('never replaces a file that it is to create', () => {
    writeFileSync(path.join(cwd, 'x'), 'old');
    expect(() => writeFiles(cwd, [{ file: 'x', text: 'new', create: true }])).toThrow('x exists already');
    expect(read('x')).toBe('old');
  });

  it('removes what a moved file replaces, once the new one stands', () => {
    writeFileSync(path.join(cwd, 'old'), 'text');
    writeFiles(cwd, [{ file: 'sub/new', text: 'text', create: true, replaces: 'old' }]);
    expect(readdirSync(cwd)).toEqual(['sub']);
  });

  it('writes outside only where the name itself says so', () => {
    writeFiles(cwd, [{ file: '../elsewhere/report.json', text: 'x' }]);
    expect(read('../elsewhere/report.json')).toBe('x');
  });
});

describe('links', () => {
  it('refuses a folder that leads out', () => {
    mkdirSync(path.join(sandbox, 'outside'));
    symlinkSync('../outside', path.join(cwd, 'out'));
    expect(() => writeFiles(cwd, [{ file: 'out/new/x', text: 'x' }])).toThrow('leads out of');
    expect(readdirSync(path.join(sandbox, 'outside'))).toEqual([]);
  });

  it('refuses a file that leads out, and one that leads nowhere', () => {
    writeFileSync(path.join(sandbox, 'secret'), 'old');
    symlinkSync('../secret', path.join(cwd, 'x'));
    symlinkSync('nowhere', path.join(cwd, 'y'));
    expect(() => writeFiles(cwd, [{ file: 'x', text: 'new' }])).toThrow('leads out of');
    expect(() => writeFiles(cwd, [{ file: 'y', text: 'new' }])).toThrow('leads nowhere');
    expect(read('../secret')).toBe('old');
  });

  it('follows a link that stays inside, and keeps it', () => {
    writeFileSync(path.join(cwd, 'real.yaml'), 'old');
    symlinkSync('real.yaml', path.join(cwd, 'link.yaml'));
    writeFiles(cwd, [{ file: 'link.yaml', text: 'new' }]);
    expect(read('real.yaml')).toBe('new');
  });

  it('writes to a device instead of replacing it', () => {
    writeFiles(cwd, [{ file: '/dev/null', text: 'x' }]);
    expect(statSync('/dev/null').isCharacterDevice()).toBe(true);
  });
});
