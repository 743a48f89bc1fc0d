import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bootId, processSpace, startTime } from '../../src/engine/journal/process-identity.ts';
import { Lease } from '../../src/watch/lease.ts';

const patience = 90_000;
let folder: string;
beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), 'alerts-lease-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function lease(): Lease {
  return new Lease(folder, patience);
}

/** A lease as another process would have written it. */
function held(by: object): void {
  const own = {
    pid: process.pid,
    host: hostname(),
    boot: bootId(),
    space: processSpace(),
    started: startTime(process.pid),
    term: 't1',
  };
  writeFileSync(path.join(folder, 'lease.json'), JSON.stringify({ ...own, ...by }));
}

describe('a lease', () => {
  it('has one holder, who renews it, until it is released', async () => {
    const [first, second] = [lease(), lease()];
    expect([await first.take(0), await second.take(0), await first.take(1)]).toEqual([true, false, true]);
    await second.release();
    expect(await first.take(2)).toBe(true);
    await first.release();
    expect([await second.take(3), await first.take(3)]).toEqual([true, false]);
    expect(readdirSync(folder)).toEqual(['lease.json']);
  });

  it('of a process that has ended passes on at once', async () => {
    const child = spawn(process.execPath, ['-e', '0']);
    await new Promise((resolve) => child.once('close', resolve));
    held({ pid: child.pid, started: '1' });
    expect(await lease().take(0)).toBe(true);
  });

  it('of a process whose number was given away passes on at once', async () => {
    held({ started: '1' });
    expect(await lease().take(0)).toBe(true);
  });

  it.each([
    ['another machine', { host: 'elsewhere' }],
    ['another start of this machine', { boot: 'before' }],
    ['another container', { space: 'pid:[1]' }],
  ])('of %s passes on only when it has stood still on our own clock', async (_, by) => {
    held({ ...by, pid: 1 });
    const waiting = lease();
    expect(await waiting.take(1_000)).toBe(false);
    expect(await waiting.take(1_000 + patience - 1)).toBe(false);
    held({ ...by, pid: 1, term: 't2' });
    expect(await waiting.take(1_000 + patience)).toBe(false);
    expect(await waiting.take(1_000 + 2 * patience)).toBe(true);
  });

  it('that is over is taken by one of those who wait', async () => {
    held({ started: '1' });
    const taken = await Promise.all(Array.from({ length: 8 }, () => lease().take(0)));
    expect(taken.filter(Boolean)).toHaveLength(1);
    expect(readdirSync(folder)).toEqual(['lease.json']);
  });

  it('that was taken over is lost for whoever had it', async () => {
    const first = lease();
    await first.take(0);
    held({ host: 'elsewhere' });
    expect(await first.take(1)).toBe(false);
    await first.release();
    expect(readFileSync(path.join(folder, 'lease.json'), 'utf8')).toContain('elsewhere');
  });

  it('that was cut off while it was written is waited for, then taken', async () => {
    writeFileSync(path.join(folder, 'lease.json'), '{"pid":');
    const waiting = lease();
    expect([await waiting.take(0), await waiting.take(patience)]).toEqual([false, true]);
  });

  it('whose heir died while it took over is inherited after a while', async () => {
    held({ started: '1' });
    const waiting = lease();
    // The claim of an heir that is gone: its name is that of the term.
    const { createHash } = await import('node:crypto');
    writeFileSync(
      path.join(folder, `lease.json.${createHash('sha256').update('t1').digest('hex').slice(0, 16)}.claim`),
      '',
    );
    expect([await waiting.take(0), await waiting.take(patience), await waiting.take(patience + 1)]).toEqual([
      false,
      false,
      true,
    ]);
  });
});
