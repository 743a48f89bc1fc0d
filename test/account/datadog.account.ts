import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { smallOrganisation, type SmallOrganisation } from '../engine/definitions.ts';
import { datadogAccount } from './datadog-account.ts';

const uid = randomBytes(5).toString('hex');
const account = datadogAccount(uid);
const folder = mkdtempSync(path.join(tmpdir(), 'alerts-account-'));

/** Definitions under a project of their own; metrics that nobody sends, so that nothing ever fires. */
function lay(organisation: SmallOrganisation): void {
  for (const [file, text] of Object.entries(smallOrganisation(organisation))) {
    const at = path.join(folder, file);
    mkdirSync(path.dirname(at), { recursive: true });
    if (text === undefined) rmSync(at, { force: true });
    else writeFileSync(at, text.replace('uid: 5e1f00d001', `uid: ${uid}`));
  }
}

/** Runs `alerts`, which finds engine and plugin as it does for everybody. */
async function alerts(...args: string[]): Promise<string> {
  const child = spawn(process.execPath, [path.resolve('bin/alerts.js'), ...args], { cwd: folder, env: process.env });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  const code = await new Promise((resolve) => child.once('close', resolve));
  if (code !== 0) throw new Error(`alerts ${args.join(' ')} ended with ${String(code)}:\n${output}`);
  return output;
}

async function criticalOf(identity: string): Promise<number | undefined> {
  const found = (await account.monitors()).find(({ tags }) => tags.includes(`alerts_identity:${identity}`));
  return found?.options.thresholds?.critical;
}

/** Datadog's lists follow its changes after some seconds. */
async function listed(count: number): Promise<void> {
  await expect.poll(() => account.monitors(), { timeout: 60_000, interval: 2_000 }).toHaveLength(count);
}

const before: SmallOrganisation = { alerts: { 'too-slow': 5, failing: 2_500_000 }, rawType: 'query alert' };

describe.sequential(`Datadog's own plugin and an account, as the project ${uid}`, () => {
  beforeAll(() => lay(before));
  afterAll(async () => {
    await account.removeAll();
    rmSync(folder, { recursive: true, force: true });
  });

  test('a plan creates nothing', async () => {
    expect(await alerts('plan', '--live')).toContain('Plan: 5 to create.');
    expect(await account.monitors()).toEqual([]);
  });

  test('what is applied is there, as it was said', async () => {
    await alerts('apply', '--yes');
    await listed(5);
    expect(await criticalOf('production/checkout/too-slow')).toBe(5);
    expect(await criticalOf('production/checkout/failing')).toBe(2_500_000);
  });

  test('nothing is left to do, after reading everything back', async () => {
    expect(await alerts('plan', '--live', '--all')).toContain('nothing to do; 5 unchanged');
  });

  test('a lost state changes nothing', async () => {
    rmSync(path.join(folder, '.alerts'), { recursive: true });
    await alerts('apply', '--yes');
    await listed(5);
    expect(await alerts('plan', '--live', '--all')).toContain('nothing to do; 5 unchanged');
  });

  test('a change is planned alone, and made in place', async () => {
    const ids = (await account.monitors()).map(({ id }) => id).sort();
    lay({ ...before, alerts: { ...before.alerts, 'too-slow': 50 } });
    expect(await alerts('plan', '--live')).toContain('1 to update');
    await alerts('apply', '--yes');
    expect(await criticalOf('production/checkout/too-slow')).toBe(50);
    expect((await account.monitors()).map(({ id }) => id).sort()).toEqual(ids);
  });

  test('another type makes a new monitor', async () => {
    lay({ ...before, alerts: { ...before.alerts, 'too-slow': 50 }, rawType: 'log alert' });
    await alerts('apply', '--yes', '--allow', 'deletions');
    expect(await alerts('plan', '--live', '--all')).toContain('nothing to do; 5 unchanged');
  });

  test('destroyed, nothing is left', async () => {
    await alerts('destroy', '--yes', 'shop');
    await listed(0);
  });
});
