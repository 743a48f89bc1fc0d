import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Watchdog, type ProgressEvent } from '../../../src/engine/progress.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Seconds and last words of each reminder. */
async function reminders(act: (watchdog: Watchdog) => Promise<void>): Promise<[number, string][]> {
  const heard: ProgressEvent[] = [];
  const watchdog = new Watchdog((event) => heard.push(event));
  await watchdog.during(() => act(watchdog));
  await vi.advanceTimersByTimeAsync(60_000);
  return heard.flatMap((event) => (event.kind === 'silence' ? [[event.seconds, event.last] as [number, string]] : []));
}

test('after every 15 seconds without news the last that was heard is named', async () => {
  const said = await reminders(async (watchdog) => {
    watchdog.receive({ kind: 'unit', unit: 'production.payments', phase: 'looking' });
    await vi.advanceTimersByTimeAsync(31_000);
  });
  expect(said).toEqual([
    [15, 'production.payments: looking'],
    [30, 'production.payments: looking'],
  ]);
});

test('news put it off, and nothing is said once it is over', async () => {
  const said = await reminders(async (watchdog) => {
    for (let second = 0; second < 40; second += 10) {
      watchdog.receive({ kind: 'step', message: `after ${second} s` });
      await vi.advanceTimersByTimeAsync(10_000);
    }
    await vi.advanceTimersByTimeAsync(6_000);
  });
  expect(said).toEqual([[15, 'after 30 s']]);
});
