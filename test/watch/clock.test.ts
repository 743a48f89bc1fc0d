import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Clock } from '../../src/watch/clock.ts';
import { lineLog } from '../../src/watch/log.ts';
import { openWatch } from '../../src/watch/open-watch.ts';
import type { Watch } from '../../src/watch/watch.ts';
import { queueAlert } from './definitions.ts';
import { definitionsOf, startWorld, type WatchWorld } from './world.ts';

const backlog = queueAlert('backlog', {});
const title = 'worker | payments | backlog of';

let world: WatchWorld;
beforeEach(async () => {
  world = await startWorld();
  world.rabbit.put({ name: 'orders', messages_ready: 200 });
});
afterEach(() => world.close());

function looks(): number {
  return world.rabbit.requests.length;
}

describe('two runs within a second', () => {
  it('look twice: the second one waits for the next second', async () => {
    expect(await (await world.open(backlog)).once()).toBe('complete');
    expect(await (await world.open(backlog)).once()).toBe('complete');
    expect(looks()).toBe(2);
  });

  it('are no success when the clock stands still, since nothing was looked at', async () => {
    world.isFrozen = true;
    expect(await (await world.open(backlog)).once()).toBe('complete');
    expect(await (await world.open(backlog)).once()).toBe('partial');
    expect(looks()).toBe(1);
    expect(world.log.join('')).toContain('Nothing was looked at: the last look was at 2026-11-28T');
  });
});

it('single looks that come too seldom for the windows are told of', async () => {
  const slow = queueAlert('backlog', {
    condition: '{ is: above, critical: 100, over: 2m, reduce: min, noData: keep }',
  });
  const told = (): string[] => world.log.filter((line) => line.includes('windows'));
  await world.looks(await world.open(slow), 3);
  world.now += 30;
  await world.looks(await world.open(slow), 1);
  expect(told()).toEqual([]);
  world.now += 60;
  await world.looks(await world.open(slow), 1);
  expect(told().join('')).toContain(
    'warning The last look was 90s ago, which windows take for a hole: look more often, or write "every: 90s" in the connection "queues". broker=production.queues',
  );
  world.now += 3600;
  await world.looks(await world.open(slow), 1);
  expect(told().at(-1)).toMatch(/take for a hole: look more often\. broker=/);
});

describe('a clock that is set back', () => {
  it('keeps no look away, and what had been reached counts on', async () => {
    const held = queueAlert('backlog', { condition: '{ is: above, critical: 100, for: 1m, noData: keep }' });
    const watch = await world.open(held);
    await world.looks(watch, 2);
    world.now -= 3600;
    expect(await world.looks(watch, 1)).toEqual(['complete']);
    expect(looks()).toBe(3);
    expect(world.alerts()).toEqual([`open ${title} 200`]);
    expect(world.log.join('')).toContain('The clock was set back: the last look was at');
  });

  it('by an hour while a process was away is noticed by the next one', async () => {
    await world.looks(await world.open(backlog), 1);
    world.now -= 3600;
    world.rabbit.put({ name: 'orders', messages_ready: 5 });
    expect(await world.looks(await world.open(backlog), 1)).toEqual(['complete']);
    expect(world.alerts()).toEqual([`closed ${title} 200`]);
  });
});

/** A watch whose clock does what `waits` says, one entry for each time that it waits; then it ends. */
async function runs(waits: readonly (() => void)[], unread: readonly string[] = []): Promise<Watch> {
  const { watched, connections } = await definitionsOf(world.rabbit.url, backlog);
  const end = new AbortController();
  let elapsed = 0;
  const left = [...waits];
  const clock: Clock = {
    now: () => world.now * 1000,
    elapsed: () => elapsed,
    until: async (instant) => {
      elapsed += Math.max(0, instant - world.now * 1000);
      world.now = Math.max(world.now, instant / 1000);
      const next = left.shift();
      next?.();
      if (!next) end.abort();
    },
  };
  const log = lineLog('text', (line) => world.log.push(line), clock.now);
  const watch = await openWatch(
    { ...watched, unread },
    { connections, env: world.env, folder: world.folder, clock, log },
  );
  await watch.run(end.signal);
  return watch;
}

const nothing = (): void => undefined;
const back = (): void => void (world.now -= 3600);

describe('a watch that runs', () => {
  it('goes on looking at every step when its clock is set back', async () => {
    await runs([nothing, back, nothing, nothing, nothing]);
    expect(looks()).toBe(6);
  });

  it('asks the backend again in time when its clock is set back during a pause', async () => {
    world.opsgenie.fault({ kind: 'status', status: 503, method: 'POST', path: /^\/v2\/alerts$/ });
    await runs([back, nothing, nothing]);
    expect(world.alerts()).toEqual([`open ${title} 200`]);
  });

  it('calls the owner when definitions cannot be read for two minutes', async () => {
    await runs(Array(5).fill(nothing), ['alerts/other.yaml:3:1: This is not valid YAML']);
    const trouble = world.raw().find(({ message }) => message.startsWith('Definitions for RabbitMQ "queues"'));
    expect(trouble).toMatchObject({ status: 'open', responders: [{ type: 'team' }] });
    expect(trouble?.description).toContain('alerts/other.yaml:3:1: This is not valid YAML.');
    expect(trouble?.description).toContain('Mend them ("alerts lint"), and start "alerts watch" again.');
  });

  it('outlives a login that fails for a moment, also while definitions cannot be read', async () => {
    const refuses = (): void =>
      void world.rabbit.fault({
        kind: 'status',
        status: 401,
        body: { error: 'not_authorised', reason: 'Login failed' },
      });
    await runs([nothing, refuses, nothing, nothing], ['alerts/other.yaml:3:1: This is not valid YAML']);
    expect(looks()).toBe(5);
    expect(world.log.join('')).toContain('error alerts/other.yaml:3:1: This is not valid YAML. broker=');
  });

  it('outlives a folder that cannot be written, and says so', async () => {
    const complaints: string[] = [];
    let watch: Watch | undefined;
    const breaks = (): void => {
      rmSync(world.folder, { recursive: true });
      writeFileSync(world.folder, '');
      world.rabbit.put({ name: 'orders', messages_ready: 5 });
    };
    const mends = (): void => {
      rmSync(world.folder);
      mkdirSync(world.folder);
    };
    watch = await runs([nothing, breaks, nothing, mends, nothing, nothing]);
    complaints.push(...watch.complaints());
    expect(complaints).toEqual([]);
    expect(world.log.filter((line) => line.includes('The state folder'))).toHaveLength(1);
    expect(world.log.join('')).toContain('a part of its path is a file (ENOTDIR)');
    expect(world.alerts()).toEqual([`closed ${title} 200`]);
  });
});
