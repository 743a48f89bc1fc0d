import { mkdtempSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { chooseBackend } from '../../../src/engine/workspace/backend.ts';
import { engineEnvironment, pluginEnvironment } from '../../../src/engine/workspace/engine-env.ts';
import { StateFolder } from '../../../src/engine/workspace/state-folder.ts';

async function folder(): Promise<StateFolder> {
  const one = new StateFolder(mkdtempSync(path.join(tmpdir(), 'backend-')));
  await one.create();
  return one;
}

describe('the backend', () => {
  test('is a folder with a passphrase of its own, that only its owner reads', async () => {
    const one = await folder();
    const backend = await chooseBackend(undefined, {}, one);
    expect(backend).toMatchObject({ embedded: true, folder: one.state });
    expect(backend.env['PULUMI_CONFIG_PASSPHRASE']).toHaveLength(32);
    expect((await chooseBackend(undefined, {}, one)).env).toEqual(backend.env);
    expect(statSync(path.join(one.root, 'passphrase')).mode & 0o777).toBe(0o600);
  });

  test('is one line of the project', async () => {
    const env = { PULUMI_CONFIG_PASSPHRASE: 'x' };
    expect(await chooseBackend('s3://bucket?region=eu-west-3', env, await folder())).toMatchObject({
      url: 's3://bucket?region=eu-west-3',
      embedded: false,
    });
  });

  test('wants to know how the state is encrypted', async () => {
    await expect(chooseBackend('s3://bucket', {}, await folder())).rejects.toThrow(/PULUMI_CONFIG_PASSPHRASE/);
    const withKey = { url: 's3://bucket', secretsProvider: 'awskms://alias/alerts' };
    expect((await chooseBackend(withKey, {}, await folder())).secretsProvider).toBe('awskms://alias/alerts');
  });

  test.each([
    's3://bucket?endpoint=http://attacker.example',
    's3://bucket?region=eu-west-3&disableSSL=true',
    'azblob://container?domain=attacker.example',
    'gs://bucket?universe_domain=attacker.example',
    'postgres://attacker.example/state',
    'https://attacker.example',
  ])('takes no server from the definitions: %s', async (url) => {
    const env = { PULUMI_CONFIG_PASSPHRASE: 'x' };
    await expect(chooseBackend(url, env, await folder())).rejects.toThrow(/ALERTS_STATE/);
    expect((await chooseBackend(undefined, { ...env, ALERTS_STATE: url }, await folder())).url).toBe(url);
  });

  test('takes no server from the definitions: that of a key service', async () => {
    const state = { url: 's3://bucket', secretsProvider: 'awskms://alias/alerts?endpoint=http://attacker.example' };
    await expect(chooseBackend(state, {}, await folder())).rejects.toThrow(/may name a server/);
  });

  test.each(['bucket', 'ftp://x', '', 's3://[bucket'])('refuses "%s"', async (url) =>
    expect(chooseBackend(url, {}, await folder())).rejects.toThrow(/write a URL/),
  );
});

describe('environments', () => {
  const env = {
    PATH: '/bin',
    DD_API_KEY: 'secret',
    OPSGENIE_API_KEY: 'secret',
    AWS_ACCESS_KEY_ID: 'id',
    TF_LOG: 'trace',
    PULUMI_DEBUG_GRPC: '/tmp/log',
    NODE_OPTIONS: '--require x',
    LD_PRELOAD: 'x',
    GITHUB_TOKEN: 't',
  };

  test('the engine gets what its backend needs, and no vendor’s credentials', () => {
    const given = engineEnvironment(env, {});
    expect(given).toMatchObject({ PATH: '/bin', AWS_ACCESS_KEY_ID: 'id', PULUMI_IGNORE_AMBIENT_PLUGINS: 'true' });
    expect(
      Object.keys(given).filter((name) => /^(DD_|OPSGENIE|TF_|PULUMI_DEBUG_GRPC|NODE_|LD_|GITHUB)/.test(name)),
    ).toEqual([]);
  });

  test('a plugin gets its own settings only', () =>
    expect(pluginEnvironment(env, { DD_API_KEY: 'k' })).toEqual({ PATH: '/bin', DD_API_KEY: 'k' }));
});
