import { rmSync } from 'node:fs';
import path from 'node:path';
import { afterEach, expect, test } from 'vitest';
import type { Operation } from '../../src/graph/plan.ts';
import { smallOrganisation } from './definitions.ts';
import type { Downtime } from './simulators/datadog/index.ts';
import { startWorld, type Finished, type World } from './world.ts';

const file = 'alerts/payments/maintenance.yaml';

function downtime(when: string, window: string, reason = 'The database is moved'): string {
  return `apiVersion: alerts/v1
kind: Downtime
id: db-move
when: { ${when} }
window: { ${window} }
reason: ${reason}
`;
}

const once = 'start: 2098-11-01T02:00, for: 2h';
const applications = 'application: [checkout, ledger]';

let open: World[] = [];
afterEach(async () => {
  for (const world of open) await world.close();
  open = [];
});

/** A world in which what `text` says is applied. */
async function worldOf(text: string): Promise<World> {
  const world = await startWorld(
    smallOrganisation({ alerts: { 'too-slow': 5, 'too-many': 6 } }) as Record<string, string>,
  );
  open.push(world);
  world.write(file, text);
  await applied(world);
  return world;
}

async function applied(world: World, env: Record<string, string> = {}, ...more: string[]): Promise<Finished> {
  const result = await world.run(['apply', '--yes', ...more], env);
  expect(result, `${result.stdout}${result.stderr}`).toMatchObject({ code: 0 });
  return result;
}

/** `op identity` of everything that a plan changes. */
async function planned(world: World, args: string[] = ['--live', '--all'], env: Record<string, string> = {}) {
  const { code, stdout, stderr } = await world.run(['plan', '--format', 'json', ...args], env);
  expect(code, stderr).toBe(0);
  const { units } = JSON.parse(stdout) as { units: { unit: string; operations: Operation[] }[] };
  return units.flatMap(({ operations }) =>
    operations.filter(({ op }) => op !== 'same').map(({ op, identity }) => `${op} ${identity}`),
  );
}

function living(world: World): Downtime[] {
  return [...world.datadog.downtimes.values()].filter(({ attributes }) => attributes.canceled === null);
}

const tagsOf = ({ attributes }: Downtime): unknown => attributes.monitor_identifier['monitor_tags'];

/** Requests that change something, since the last call. */
function writes(world: World): string[] {
  const seen = world.datadog.requests.splice(0);
  return seen
    .filter(({ method, path: at }) => method !== 'GET' && !at.endsWith('/validate'))
    .map(({ method, path: at }) => `${method} ${at.replace(/[0-9a-f-]{36}$/, 'ID')}`);
}

test('a downtime is created, changed and cancelled, and nothing else with it', async () => {
  const world = await worldOf(downtime(applications, once));
  // Both are made at once: which is first is chance.
  expect(living(world).map(tagsOf).sort()).toEqual([
    ['alerts_project:5e1f00d001', 'env:production', 'service:checkout'],
    ['alerts_project:5e1f00d001', 'env:production', 'service:ledger'],
  ]);
  expect(living(world)[0]?.attributes.schedule).toEqual({
    start: '2098-11-01T01:00:00+00:00',
    end: '2098-11-01T03:00:00+00:00',
  });
  expect(await planned(world)).toEqual([]);
  expect(await planned(world, [])).toEqual([]);
  writes(world);

  world.write(file, downtime(applications, once, 'The database is moved, change 12'));
  const changed = ['checkout', 'ledger'].map((part) => `update production/-/downtime/db-move#${part}`);
  expect(await planned(world, ['--live'])).toEqual(changed);
  expect(await planned(world, [])).toEqual(changed);
  await applied(world);
  expect(writes(world)).toEqual(['PATCH /api/v2/downtime/ID', 'PATCH /api/v2/downtime/ID']);
  expect(living(world)[0]?.attributes['message']).toContain('change 12');

  world.write(file, undefined);
  await applied(world);
  expect(writes(world)).toEqual(['DELETE /api/v2/downtime/ID', 'DELETE /api/v2/downtime/ID']);
  expect(living(world)).toEqual([]);
  expect(world.datadog.monitors.size).toBe(4);
  expect(await planned(world)).toEqual([]);
});

test('a downtime that comes once may come every week, and the other way round', async () => {
  const world = await worldOf(downtime('application: checkout', once));
  const [id] = world.datadog.downtimes.keys();
  world.write(file, downtime('application: checkout', `${once}, repeat: weekly, until: 2099-06-30`));
  await applied(world);
  expect(world.datadog.downtimes.get(String(id))?.attributes.schedule).toMatchObject({
    timezone: 'Europe/Paris',
    recurrences: [
      {
        start: '2098-11-01T02:00:00',
        duration: '2h',
        rrule: 'FREQ=WEEKLY;INTERVAL=1;BYDAY=SA;UNTIL=20990630T215959Z',
      },
    ],
  });
  expect(await planned(world)).toEqual([]);
  world.write(file, downtime('application: checkout', once));
  await applied(world);
  expect(await planned(world)).toEqual([]);
  expect(living(world).map(({ id: one }) => one)).toEqual([id]);
});

test('with the state lost a downtime is found by its message', async () => {
  const world = await worldOf(downtime(applications, once));
  rmSync(path.join(world.folder, '.alerts'), { recursive: true, force: true });
  writes(world);
  await applied(world);
  expect(writes(world)).toEqual([]);
  expect(world.datadog.downtimes.size).toBe(2);
  expect(await planned(world)).toEqual([]);
});

test('with the state lost and the document removed a downtime is cancelled', async () => {
  const world = await worldOf(downtime('application: checkout', once));
  rmSync(path.join(world.folder, '.alerts'), { recursive: true, force: true });
  world.write(file, undefined);
  await applied(world);
  expect(living(world)).toEqual([]);
});

test('what somebody changes by hand is shown and repaired', async () => {
  const world = await worldOf(downtime('application: checkout', once));
  const one = living(world)[0] as Downtime;
  one.attributes.monitor_identifier = { monitor_tags: ['env:production'] };
  expect(await planned(world)).toEqual(['update production/-/downtime/db-move']);
  await applied(world, {}, '--all');
  expect(tagsOf(living(world)[0] as Downtime)).toContain('service:checkout');
});

test('what somebody cancels by hand is scheduled anew', async () => {
  const world = await worldOf(downtime('application: checkout', once));
  const one = living(world)[0] as Downtime;
  one.attributes.canceled = '2026-11-01T00:00:00.000000+00:00';
  expect(await planned(world)).toEqual(['create production/-/downtime/db-move']);
  await applied(world, {}, '--all');
  expect(living(world)).toHaveLength(1);
  expect(await planned(world)).toEqual([]);
});

test('a downtime that has ended goes without a guard, whatever became of it at the vendor', async () => {
  const world = await worldOf(downtime('application: [checkout, ledger], category: [errors, latency]', once));
  world.write('alerts/identity/other.yaml', downtime('squad: identity', once).replace('db-move', 'other'));
  await applied(world);
  const later = { ALERTS_NOW: '2098-11-01T04:00:00Z' };
  expect(await planned(world, ['--live'], { ALERTS_NOW: '2098-11-01T02:59:59Z' })).toEqual([]);
  const gone = await planned(world, ['--live'], later);
  expect(gone.every((line) => line.startsWith('delete production/-/downtime/'))).toBe(true);
  expect(gone).toHaveLength(3);
  world.datadog.setClock(later.ALERTS_NOW);
  world.datadog.downtimes.delete(living(world)[0]?.id ?? '');
  await applied(world, later);
  expect(await planned(world, ['--live', '--all'], later)).toEqual([]);
  expect(world.datadog.monitors.size).toBe(4);
});

test('a downtime keeps its object when another squad does the work', async () => {
  const everything = downtime('environment: production, category: errors', once);
  const world = await worldOf(everything);
  const [id] = world.datadog.downtimes.keys();
  world.write(file, undefined);
  world.write('alerts/identity/maintenance.yaml', everything);
  expect(await planned(world)).toEqual(['transfer production/-/downtime/db-move']);
  await applied(world);
  expect(living(world).map((one) => one.id)).toEqual([id]);
  expect(living(world)[0]?.attributes['message']).toContain('alerts_unit:production.identity');
  expect(await planned(world)).toEqual([]);
});
