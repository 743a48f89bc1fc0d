import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { bootId, startTime } from '../../../src/engine/journal/process-identity.ts';
import { FolderStore } from '../../../src/graph/text-store.ts';
import { endOrphans, isAlive, ProcessRegister, type LockOwner } from '../../../src/engine/journal/processes.ts';
import { RunLockedError, takeRunLock } from '../../../src/engine/run-lock.ts';

const now = new Date('2026-11-24T10:00:00Z');

function folder(): string {
  return mkdtempSync(path.join(tmpdir(), 'processes-'));
}

function sleeper(): { pid: number; ended: Promise<unknown> } {
  const child = spawn('sleep', ['60'], { stdio: 'ignore' });
  return { pid: child.pid ?? 0, ended: new Promise((resolve) => child.once('exit', resolve)) };
}

test('what a living run started is left alone', async () => {
  const at = folder();
  const { pid, ended } = sleeper();
  await new ProcessRegister(at).started(pid);
  expect((await endOrphans(at, now)).ended).toBe(0);
  expect(startTime(pid)).toBeDefined();
  process.kill(pid);
  await ended;
});

test('what a dead run started is ended; the proof of its death stays for a month', async () => {
  const at = folder();
  const { pid, ended } = sleeper();
  const owner = { pid: 999_999_999, host: hostname(), boot: bootId(), started: '1' };
  const record = { pid, host: hostname(), boot: bootId(), started: startTime(pid), owner, at: now.toISOString() };
  writeFileSync(path.join(at, 'x.json'), JSON.stringify(record));
  const dead = [{ pid, at: now.toISOString() }];
  expect(await endOrphans(at, now)).toEqual({ ended: 1, dead });
  await ended;
  expect(await endOrphans(at, now)).toEqual({ ended: 0, dead });
  expect(await endOrphans(at, new Date(now.getTime() + 31 * 24 * 3600e3))).toEqual({ ended: 0, dead: [] });
  expect(readdirSync(at)).toEqual([]);
});

test('a process that ended with success is forgotten; one that failed may have left a lock', async () => {
  const at = folder();
  const [fine, killed] = [sleeper(), sleeper()];
  const processes = new ProcessRegister(at);
  await Promise.all([processes.started(fine.pid), processes.started(killed.pid)]);
  const since = new Date().toISOString();
  const lock = (pid: number, more: object = {}): LockOwner => ({ pid, host: hostname(), since, ...more });
  expect(await processes.isDead(lock(killed.pid))).toBe(false);
  for (const { pid, ended } of [fine, killed]) {
    process.kill(pid, 'SIGKILL');
    await ended;
  }
  await processes.ended(fine.pid);
  await processes.failed(killed.pid);
  expect(await processes.isDead(lock(fine.pid))).toBe(false);
  expect(await processes.isDead(lock(killed.pid))).toBe(true);
  expect(await processes.isDead(lock(killed.pid, { host: 'elsewhere' }))).toBe(false);
  // Somebody of another checkout had the pid before.
  expect(await processes.isDead(lock(killed.pid, { since: '2026-01-01T00:00:00Z' }))).toBe(false);
  expect(readdirSync(at)).toEqual([`${process.pid}-${killed.pid}.json`]);
});

test('a pid that runs again may be the holder of a lock', async () => {
  const since = new Date().toISOString();
  const processes = new ProcessRegister(folder(), [{ pid: process.pid, at: since }]);
  expect(await processes.isDead({ pid: process.pid, host: hostname(), since })).toBe(false);
});

test('the death of a process of another checkout of this machine is proven where the lock lies', async () => {
  const shared = new FolderStore(folder());
  const { pid, ended } = sleeper();
  const since = new Date().toISOString();
  await new ProcessRegister(folder(), [], shared).started(pid, true);
  const other = new ProcessRegister(folder(), [], shared);
  const holder = { pid, host: hostname(), since };
  expect(await other.isDead(holder)).toBe(false);
  process.kill(pid, 'SIGKILL');
  await ended;
  expect(await other.isDead(holder)).toBe(true);
  expect(await other.isDead({ ...holder, host: 'elsewhere' })).toBe(false);
  const [key = ''] = await shared.list('processes/');
  const record = JSON.parse((await shared.read(key)) ?? '') as object;
  // Another machine of this name, and a container of this one: what runs there is not seen from here.
  for (const elsewhere of [{ boot: 'another' }, { space: 'another' }]) {
    await shared.write(key, JSON.stringify({ ...record, ...elsewhere }));
    expect(await other.isDead(holder)).toBe(false);
  }
});

test('a pid that is used again is not the process that was written down', async () => {
  const at = folder();
  const { pid, ended } = sleeper();
  const gone = { host: hostname(), boot: bootId(), started: '1' };
  writeFileSync(path.join(at, 'x.json'), JSON.stringify({ pid, ...gone, owner: { pid: 1, ...gone } }));
  expect((await endOrphans(at, now)).ended).toBe(0);
  expect(isAlive({ pid, boot: bootId(), started: startTime(pid) ?? '' })).toBe(true);
  process.kill(pid);
  await ended;
});

test('processes of another host are left to it', async () => {
  const at = folder();
  writeFileSync(
    path.join(at, 'x.json'),
    JSON.stringify({ pid: process.pid, host: 'elsewhere', boot: 'b', started: '1' }),
  );
  expect((await endOrphans(at, now)).ended).toBe(0);
  expect(readdirSync(at)).toEqual(['x.json']);
});

test('one run at a time; the lock of a dead one is taken over, that of another host is not', async () => {
  const at = folder();
  const release = await takeRunLock(at, new Date(0));
  await expect(takeRunLock(at, new Date(0))).rejects.toThrow(RunLockedError);
  await release();
  const dead = { pid: 999_999_999, host: hostname(), boot: bootId(), started: '1', since: '2026-01-01T00:00:00.000Z' };
  writeFileSync(path.join(at, 'run.lock'), JSON.stringify(dead));
  await (
    await takeRunLock(at, new Date(0))
  )();
  writeFileSync(path.join(at, 'run.lock'), JSON.stringify({ ...dead, host: 'elsewhere' }));
  await expect(takeRunLock(at, new Date(0))).rejects.toThrow(/elsewhere, since 2026-01-01/);
});
