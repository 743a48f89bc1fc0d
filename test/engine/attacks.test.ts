import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import path from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { engineVersion } from '../../src/engine/binary/pinned.ts';
import { seal } from '../../src/engine/binary/seal.ts';
import { bucketCredentials } from './bucket/server.ts';
import { smallOrganisation } from './definitions.ts';
import { startWorld, type World } from './world.ts';

let open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of open) await one.close();
  open = [];
});

async function worldOf(): Promise<World> {
  const world = await startWorld({});
  open.push(world);
  for (const [file, text] of Object.entries(smallOrganisation({ alerts: { 'too-slow': 5 } }))) world.write(file, text);
  return world;
}

/** A program that says `version` and leaves a file beside itself when it is run. */
function trap(file: string, version = `v${engineVersion}`): string {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, `#!/bin/sh\ntouch "$0.ran"\necho ${version}\n`);
  chmodSync(file, 0o755);
  return file;
}

function filesIn(folder: string): string[] {
  return readdirSync(folder)
    .map((name) => path.join(folder, name))
    .flatMap((file) => (statSync(file).isDirectory() ? filesIn(file) : [file]));
}

describe('what a checkout brings is never run', () => {
  test('engines, plugins and hosts on a PATH inside it, settings of workspaces below .alerts', async () => {
    const world = await worldOf();
    const { folder, env } = world;
    const engine = path.dirname(env['ALERTS_ENGINE'] ?? '');
    const traps = [path.join(folder, 'node_modules', '.bin'), path.join(folder, '.alerts', 'bin')];
    for (const at of traps)
      for (const name of [
        'pulumi',
        'pulumi-resource-datadog',
        'pulumi-language-nodejs',
        'pulumi-language-yaml',
        'pulumi-analyzer-policy',
      ])
        trap(path.join(at, name));
    trap(path.join(folder, '.alerts', 'cache', 'plugins', 'resource-datadog-v5.11.0', 'pulumi-resource-datadog'));
    const settings = JSON.stringify({
      name: 'shop',
      runtime: { name: 'nodejs', options: { nodeargs: '--version' } },
      backend: { url: 'file:///nowhere' },
      plugins: { providers: [{ name: 'datadog', path: traps[1] }], languages: [{ name: 'nodejs', path: traps[1] }] },
    });
    for (const at of ['Pulumi.yaml', '.alerts/Pulumi.yaml', '.alerts/work/production.payments/Pulumi.yaml'])
      world.write(at, settings);
    delete env['ALERTS_ENGINE'];
    env['PATH'] = [...traps, engine, env['PATH']].join(path.delimiter);
    execFileSync('git', ['init', '-q'], { cwd: folder });

    const applied = await world.run(['apply', '--yes']);
    expect(applied, applied.stderr).toMatchObject({ code: 0 });
    expect(world.datadog.monitors.size).toBe(3);
    const listed = await world.run(['engine', '--unit', 'production.payments', '--', 'stack', '--show-urns']);
    expect(listed, listed.stderr).toMatchObject({ code: 0 });
    expect(filesIn(folder).filter((file) => file.endsWith('.ran'))).toEqual([]);
    expect(
      (
        await world.run(['plan', '--live', '--all'], {
          ALERTS_PLUGIN_DATADOG: path.join(traps[1] ?? '', 'pulumi-resource-datadog'),
        })
      ).stderr,
    ).toContain('never come from there');
  });

  test('a commit that brings .alerts is refused before anything is looked at', async () => {
    const world = await worldOf();
    world.write('.alerts/graph/production.payments.json', '{}');
    execFileSync('git', ['init', '-q'], { cwd: world.folder });
    execFileSync('git', ['add', '--force', '.alerts'], { cwd: world.folder });
    for (const command of [
      ['plan'],
      ['plan', '--live'],
      ['apply', '--yes'],
      ['refresh'],
      ['status'],
      ['destroy', '--yes', 'shop'],
    ]) {
      const refused = await world.run(command);
      expect(refused, `${command.join(' ')}: ${refused.stderr}`).toMatchObject({ code: 2 });
      expect(refused.stderr).toContain('git tracks .alerts');
    }
    expect(world.datadog.requests).toEqual([]);
  });

  test('an engine or a plugin in which one byte was changed', async () => {
    const world = await worldOf();
    const home = path.join(world.env['HOME'] ?? '', '.pulumi');
    const engine = trap(path.join(home, 'versions', engineVersion, 'bin', 'pulumi'));
    const plugin = trap(path.join(home, 'plugins', 'resource-datadog-v5.11.0', 'pulumi-resource-datadog'), '1');
    for (const file of [engine, plugin]) {
      await seal(file);
      const bytes = readFileSync(file);
      bytes[bytes.length - 2] = (bytes[bytes.length - 2] ?? 0) ^ 1;
      writeFileSync(file, bytes);
    }
    const own = { ...world.env };
    for (const [name, file] of [
      ['ALERTS_PLUGIN_DATADOG', plugin],
      ['ALERTS_ENGINE', engine],
    ] as const) {
      Object.assign(world.env, own, { PATH: '/usr/bin:/bin' });
      delete world.env[name];
      const refused = await world.run(['plan', '--live']);
      expect(refused.code, refused.stderr).not.toBe(0);
      expect(refused.stderr).toContain(`${file} is not what was installed`);
      expect(existsSync(`${file}.ran`)).toBe(false);
    }
  });
});

describe('a server that a definition names hears nothing', () => {
  const commands = [
    ['plan'],
    ['status'],
    ['plan', '--live'],
    ['apply', '--yes'],
    ['refresh'],
    ['destroy', '--yes', 'shop'],
    ['engine', '--', 'stack', 'ls'],
  ];

  /** Counts who calls. */
  async function canary(): Promise<{ readonly host: string; readonly calls: () => number }> {
    let calls = 0;
    const server = createServer((socket) => {
      calls += 1;
      socket.destroy();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    open.push({ close: () => new Promise((resolve) => server.close(() => resolve())) });
    return { host: `127.0.0.1:${(server.address() as AddressInfo).port}`, calls: () => calls };
  }

  test.each([
    ['s3://bucket?region=us-east-1&s3ForcePathStyle=true&endpoint=http://HOST', 'ALERTS_STATE'],
    [
      '{ url: "s3://bucket?region=us-east-1", secretsProvider: "awskms://alias/a?region=us-east-1&endpoint=http://HOST" }',
      'may name a server',
    ],
    ['https://HOST', 'ALERTS_STATE'],
    ['postgres://HOST/state', 'ALERTS_STATE'],
  ])('state: %s', async (state, words) => {
    const world = await worldOf();
    const { host, calls } = await canary();
    const project = smallOrganisation({ alerts: {} })['alerts/project.yaml'] ?? '';
    world.write(
      'alerts/project.yaml',
      `${project}state: ${state.startsWith('{') ? state.replace('HOST', host) : `"${state.replace('HOST', host)}"`}\n`,
    );
    const secrets = {
      ...bucketCredentials,
      PULUMI_CONFIG_PASSPHRASE: 'x',
      PGPASSWORD: 'x',
      PULUMI_ACCESS_TOKEN: 'pul-x',
    };
    for (const command of commands) {
      const refused = await world.run(command, secrets);
      expect(refused, `${command.join(' ')}: ${refused.stdout}${refused.stderr}`).toMatchObject({ code: 2 });
      expect(refused.stderr, command.join(' ')).toMatch(new RegExp(words));
    }
    expect(calls()).toBe(0);
  });

  test('site of a connection', async () => {
    const world = await worldOf();
    const { host, calls } = await canary();
    delete world.env['DD_HOST'];
    const project = smallOrganisation({ alerts: {} })['alerts/project.yaml'] ?? '';
    world.write('alerts/project.yaml', project.replace('site: datadoghq.eu', `site: "datadoghq.eu@${host}"`));
    for (const command of commands.filter(([name]) => !['status', 'engine'].includes(name ?? ''))) {
      const refused = await world.run(command, { NODE_TLS_REJECT_UNAUTHORIZED: '0' });
      expect(refused, `${command.join(' ')}: ${refused.stderr}`).toMatchObject({ code: 1 });
    }
    expect(calls()).toBe(0);
  });
});
