import { appendFileSync, chmodSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { downloadEngine } from '../../../src/engine/binary/download.ts';
import { cachePath, findEngine } from '../../../src/engine/binary/locate.ts';
import { engineArchive, isTested } from '../../../src/engine/binary/pinned.ts';
import { findPlugin } from '../../../src/engine/binary/plugins.ts';
import { checkSeal, seal, SealError, sha256Of } from '../../../src/engine/binary/seal.ts';
import type { World } from '../../../src/engine/binary/world.ts';

function folder(): string {
  return mkdtempSync(path.join(tmpdir(), 'binary-'));
}

function program(file: string, version: string): string {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, `#!/bin/sh\necho v${version}\n`);
  chmodSync(file, 0o755);
  return file;
}

function world(more: Partial<World> = {}): World & { readonly said: string[] } {
  const said: string[] = [];
  return { env: { HOME: folder(), PATH: '' }, cwd: folder(), progress: (message) => said.push(message), ...more, said };
}

describe('what is installed is sealed', () => {
  test('and one changed byte is noticed', async () => {
    const file = program(path.join(folder(), 'pulumi'), '3.230.0');
    await seal(file);
    await checkSeal(file);
    const bytes = readFileSync(file);
    bytes[3] = (bytes[3] ?? 0) ^ 1;
    writeFileSync(file, bytes);
    await expect(checkSeal(file)).rejects.toThrow(SealError);
  });

  test('and what was never sealed is not run', async () => {
    const one = world();
    program(cachePath(one), '3.230.0');
    await expect(findEngine(one)).rejects.toThrow(/not put there by alerts/);
  });
});

describe('the engine', () => {
  test('is found on PATH', async () => {
    const bin = path.dirname(program(path.join(folder(), 'pulumi'), '3.230.1'));
    const one = world({ env: { PATH: `${bin}:/bin:/usr/bin`, HOME: folder() } });
    expect(await findEngine(one)).toEqual({ path: path.join(bin, 'pulumi'), version: '3.230.1', from: 'PATH' });
  });

  test('but not when it is another version', async () => {
    const bin = path.dirname(program(path.join(folder(), 'pulumi'), '3.100.0'));
    const one = world({ env: { PATH: `${bin}:/bin:/usr/bin`, HOME: folder() } });
    expect(await findEngine(one)).toBeUndefined();
    expect(one.said).toEqual(['pulumi 3.100.0 on PATH is not used: alerts is tested with 3.230.x']);
  });

  test('and never in the checkout', async () => {
    const cwd = folder();
    mkdirSync(path.join(cwd, '.git'));
    const planted = path.dirname(program(path.join(cwd, 'node_modules', '.bin', 'pulumi'), '3.230.0'));
    expect(await findEngine(world({ cwd: path.join(cwd), env: { PATH: planted, HOME: folder() } }))).toBeUndefined();
  });

  test('that ALERTS_ENGINE names must exist and be tested', async () => {
    await expect(findEngine(world({ env: { ALERTS_ENGINE: '/nowhere' } }))).rejects.toThrow(/does not exist/);
    const old = program(path.join(folder(), 'pulumi'), '3.1.0');
    const env = { ALERTS_ENGINE: old, PATH: '/bin:/usr/bin' };
    await expect(findEngine(world({ env }))).rejects.toThrow(/is pulumi 3.1.0; alerts is tested with 3.230.x/);
  });

  test('has an archive for the platforms of which digests are published', () => {
    expect(engineArchive('linux', 'x64')?.url).toMatch(/pulumi-v3\.230\.0-linux-x64\.tar\.gz$/);
    expect(engineArchive('win32', 'x64')).toBeUndefined();
    expect([isTested('3.230.0'), isTested('3.230.12'), isTested('3.231.0'), isTested('3.230.0-dev')]).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });

  test('is not unpacked when the archive is another one', async () => {
    const server = createServer((_request, response) => response.end('not an archive'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/pulumi.tar.gz`;
    const target = path.join(folder(), 'bin', 'pulumi');
    await expect(downloadEngine({ url, sha256: '0'.repeat(64) }, target, world())).rejects.toThrow(/was not unpacked/);
    server.close();
  });
});

describe('a plugin', () => {
  const datadog = { package: 'datadog', version: '5.11.0' };

  test('is the one that the environment names', () => {
    const file = program(path.join(folder(), 'plugin'), '1');
    expect(findPlugin(datadog, world({ env: { ALERTS_PLUGIN_DATADOG: file } }))).toBe(file);
  });

  test('never comes from .alerts', () => {
    const cwd = folder();
    const planted = program(path.join(cwd, '.alerts', 'plugin'), '1');
    expect(() => findPlugin(datadog, world({ cwd, env: { ALERTS_PLUGIN_DATADOG: planted } }))).toThrow(
      /never come from there/,
    );
  });
});

test('the digest of a file is that of its bytes', async () => {
  const file = path.join(folder(), 'x');
  writeFileSync(file, 'abc');
  appendFileSync(file, '');
  expect(await sha256Of(file)).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
});
