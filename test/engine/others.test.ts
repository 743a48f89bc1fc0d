import { afterEach, describe, expect, test } from 'vitest';
import { smallOrganisation, type SmallOrganisation } from './definitions.ts';
import { startWorld, type World } from './world.ts';

const base: SmallOrganisation = { alerts: { 'too-slow': 5, 'too-many': 6 } };

let open: World[] = [];
afterEach(async () => {
  for (const world of open) await world.close();
  open = [];
});

async function worldOf(): Promise<World> {
  const world = await startWorld({});
  open.push(world);
  lay(world, base);
  return world;
}

function lay(world: World, organisation: SmallOrganisation): void {
  for (const [file, text] of Object.entries(smallOrganisation(organisation))) world.write(file, text);
}

const tagsOf = (world: World, id: number): string[] => [...(world.datadog.monitors.get(id)?.tags ?? [])];

function idOf(world: World, identity: string): number {
  const found = [...world.datadog.monitors].find(([, { tags }]) => tags?.includes(`alerts_identity:${identity}`));
  if (!found) throw new Error(`${identity} does not live`);
  return found[0];
}

describe('an object that our state has and that carries the marker of somebody else', () => {
  test.each([
    ['another project', 'alerts_project:', 'alerts_project:0000000001'],
    ['another unit', 'alerts_unit:', 'alerts_unit:production.identity'],
  ])('%s: it is not deleted, and the run says why', async (_what, prefix, tag) => {
    const world = await worldOf();
    expect(await world.run(['apply', '--yes'])).toMatchObject({ code: 0 });
    const id = idOf(world, 'production/checkout/too-many');
    world.datadog.touchMonitor(id, { tags: tagsOf(world, id).map((one) => (one.startsWith(prefix) ? tag : one)) });
    lay(world, { alerts: { 'too-slow': 5 } });
    const applied = await world.run(['apply', '--yes']);
    expect(applied.code, applied.stderr).not.toBe(0);
    expect(applied.stderr).toContain(`${id} belongs to`);
    expect(world.datadog.monitors.has(id)).toBe(true);
    expect(tagsOf(world, id)).toContain(tag);
  });
});

test('two environments of one project in one account: one is destroyed, the other stays and needs nothing', async () => {
  const world = await worldOf();
  const project = smallOrganisation(base)['alerts/project.yaml'] ?? '';
  world.write('alerts/project.yaml', project.replace('{ production: {} }', '{ production: {}, staging: {} }'));
  expect(await world.run(['apply', '--yes', '--env', 'production'])).toMatchObject({ code: 0 });
  const production = [...world.datadog.monitors.keys()];
  const applied = await world.run(['apply', '--yes', '--env', 'staging']);
  expect(applied, applied.stderr).toMatchObject({ code: 0 });
  expect(world.datadog.monitors.size).toBe(2 * production.length);
  expect(await world.run(['destroy', '--env', 'staging', '--yes', 'shop'])).toMatchObject({ code: 0 });
  expect([...world.datadog.monitors.keys()]).toEqual(production);
  const plan = await world.run(['plan', '--live', '--all', '--env', 'production', '--format', 'json']);
  expect(JSON.parse(plan.stdout)).toMatchObject({ summary: { same: production.length, delete: 0, adopt: 0 } });
});

test('two clones, both without a state: the second adopts what the first has made, and nothing is there twice', async () => {
  const world = await worldOf();
  const clone = world.clone();
  open.push(clone);
  expect(await world.run(['apply', '--yes'])).toMatchObject({ code: 0 });
  const made = [...world.datadog.monitors.keys()];
  const applied = await clone.run(['apply', '--yes']);
  expect(applied, applied.stderr).toMatchObject({ code: 0 });
  expect([...world.datadog.monitors.keys()]).toEqual(made);
});
