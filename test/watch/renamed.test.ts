import { rmSync } from 'node:fs';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { queueAlert } from './definitions.ts';
import { startWorld, type WatchWorld } from './world.ts';

const before = queueAlert('backlog', {});
const after = queueAlert('mails-wait', { more: '    renamedFrom: [backlog]\n' });
const old = 'alerts:7f3c9a52e1:production.worker.backlog:critical';
const fresh = 'alerts:7f3c9a52e1:production.worker.mails-wait:critical';

let world: WatchWorld;
beforeEach(async () => {
  world = await startWorld();
  fill(200);
});
afterEach(() => world.close());

function fill(messages_ready: number): void {
  world.rabbit.put({ name: 'orders', messages_ready });
}

/** Status, alias and how often each alert was told of. */
function told(): [string, string, number][] {
  return world.raw().map(({ status, alias, occurrences }) => [status, alias, occurrences.length]);
}

it('what is open of a renamed alert stays open, and nobody is called twice', async () => {
  await world.looks(await world.open(before), 1);
  const watch = await world.open(after);
  await world.looks(watch, 2);
  expect(told()).toEqual([['open', old, 1]]);
  await world.looks(await world.open(after), 1);
  fill(60);
  await world.looks(await world.open(after), 1);
  expect(told()).toEqual([['open', old, 1]]);
  fill(10);
  await world.looks(await world.open(after), 1);
  expect(told()).toEqual([['closed', old, 1]]);
  fill(200);
  await world.looks(await world.open(after), 1);
  expect(told()).toEqual([
    ['closed', old, 1],
    ['open', fresh, 1],
  ]);
});

it('is recognised at the backend when the state is lost, too', async () => {
  await world.looks(await world.open(before), 1);
  rmSync(world.folder, { recursive: true });
  await world.looks(await world.open(after), 2);
  expect(told()).toEqual([['open', old, 1]]);
  fill(10);
  await world.looks(await world.open(after), 1);
  expect(told()).toEqual([['closed', old, 1]]);
});

it('is opened once when it was decided before the rename and told after it', async () => {
  const end = world.opsgenie.fault({ kind: 'close', times: 1000 });
  await world.looks(await world.open(before), 1);
  end();
  await world.looks(await world.open(after), 2);
  expect(told()).toEqual([['open', old, 1]]);
});

it('keeps its window: a rename does not begin a new one', async () => {
  const slow = { condition: '{ is: above, critical: 100, over: 2m, reduce: min, noData: keep }' };
  await world.looks(await world.open(queueAlert('backlog', slow)), 2);
  expect(told()).toEqual([]);
  await world.looks(await world.open(queueAlert('mails-wait', { ...slow, more: '    renamedFrom: [backlog]\n' })), 1);
  expect(told()).toEqual([['open', fresh, 1]]);
});

it('a name that is in use again is not taken away from whoever uses it', async () => {
  await world.looks(await world.open(before), 1);
  const other = after.replace('critical: 100', 'critical: 120');
  await world.looks(await world.open(before + other), 1);
  expect(told()).toEqual([
    ['open', old, 1],
    ['open', fresh, 1],
  ]);
});
