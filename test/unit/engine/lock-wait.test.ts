import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { LockWait } from '../../../src/engine/lock-wait.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

class Held extends Error {}
const holderOf = (error: unknown): string | undefined => (error instanceof Held ? 'bob' : undefined);

/** Something that is locked for the first `times` attempts. */
function locked(times: number): { readonly attempt: () => Promise<string>; readonly attempts: () => number } {
  let attempts = 0;
  return {
    attempt: () => {
      attempts += 1;
      return attempts <= times ? Promise.reject(new Held('locked')) : Promise.resolve('done');
    },
    attempts: () => attempts,
  };
}

function wait(timeout: number, signal?: AbortSignal): { readonly locks: LockWait; readonly said: string[] } {
  const said: string[] = [];
  const progress = (event: { kind: string; message?: string }): void => void said.push(event.message ?? '');
  return { locks: new LockWait({ timeout, progress, ...(signal ? { signal } : {}) }), said };
}

test('a lock is waited for, with words at first and every ten seconds', async () => {
  const { locks, said } = wait(60_000);
  const result = locks.whileHeld('production.payments', locked(12).attempt, holderOf);
  await vi.advanceTimersByTimeAsync(12_000);
  expect(await result).toEqual({ result: 'done', waited: true });
  expect(said).toEqual([
    'production.payments is locked by bob: waiting up to 1m',
    'production.payments is locked by bob: waited 10 s of 1m',
  ]);
});

test('what is free is not waited for', async () => {
  const { locks, said } = wait(60_000);
  expect(await locks.whileHeld('x', locked(0).attempt, holderOf)).toEqual({ result: 'done', waited: false });
  expect(said).toEqual([]);
});

test('the last refusal stands when the time is up; without patience it is the first', async () => {
  const five = locked(100);
  const late = wait(5_000).locks.whileHeld('x', five.attempt, holderOf);
  const refused = expect(late).rejects.toThrow(Held);
  await vi.advanceTimersByTimeAsync(60_000);
  await refused;
  expect(five.attempts()).toBe(6);
  const none = locked(100);
  await expect(wait(0).locks.whileHeld('x', none.attempt, holderOf)).rejects.toThrow(Held);
  expect(none.attempts()).toBe(1);
});

test('other failures are not waited for', async () => {
  const failing = wait(60_000).locks.whileHeld('x', () => Promise.reject(new Error('no network')), holderOf);
  await expect(failing).rejects.toThrow('no network');
});

test('Ctrl-C ends the wait at once', async () => {
  const cancel = new AbortController();
  const { attempt, attempts } = locked(100);
  const waiting = wait(600_000, cancel.signal).locks.whileHeld('x', attempt, holderOf);
  const ended = expect(waiting).rejects.toThrow(Held);
  await vi.advanceTimersByTimeAsync(2_500);
  cancel.abort();
  await ended;
  expect(attempts()).toBe(4);
});
