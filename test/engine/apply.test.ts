import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { smallOrganisation, type SmallOrganisation } from './definitions.ts';
import { startWorld, type Finished, type World } from './world.ts';

const base: SmallOrganisation = { alerts: { 'too-slow': 5, 'too-many': 6 }, rawType: 'query alert' };
const objects = 5;

let open: World[] = [];
afterEach(async () => {
  for (const world of open) await world.close();
  open = [];
});

async function worldOf(organisation: SmallOrganisation = base): Promise<World> {
  const world = await startWorld({});
  open.push(world);
  lay(world, organisation);
  return world;
}

function lay(world: World, organisation: SmallOrganisation): void {
  for (const [file, text] of Object.entries(smallOrganisation(organisation))) world.write(file, text);
}

let settled: World;
let settle: () => void;
beforeAll(async () => {
  settled = await startWorld({});
  lay(settled, base);
  await applied(settled);
  settle = settled.remember();
});
afterAll(() => settled.close());

/** A world in which everything was applied. */
function appliedWorld(): World {
  settle();
  return settled;
}

/** Commits what a world has; returns how to run git there. */
function committed(world: World): (...args: string[]) => void {
  const git = (...args: string[]): void => {
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b.example', ...args], { cwd: world.folder });
  };
  git('init', '-q', '-b', 'main');
  git('add', '-A');
  git('commit', '-qm', 'one');
  return git;
}

const apply = (world: World, ...more: string[]): Promise<Finished> => world.run(['apply', '--yes', ...more]);

async function applied(world: World, ...more: string[]): Promise<Finished> {
  const result = await apply(world, ...more);
  expect(result, `${result.stdout}${result.stderr}`).toMatchObject({ code: 0 });
  return result;
}

interface PlanData {
  readonly summary: Readonly<Record<string, number>>;
  readonly units: readonly {
    readonly operations: readonly {
      op: string;
      identity: string;
      changes: readonly { path: string; old: unknown; new: unknown }[];
    }[];
  }[];
}

/** The live plan of everything, as data. */
async function livePlan(world: World, ...more: string[]): Promise<PlanData> {
  const result = await world.run(['plan', '--live', '--all', '--format', 'json', ...more]);
  expect(result, result.stderr).toMatchObject({ code: 0 });
  return JSON.parse(result.stdout) as PlanData;
}

async function expectSettled(world: World, count = objects): Promise<void> {
  const { summary } = await livePlan(world);
  expect(summary).toMatchObject({ same: count, create: 0, update: 0, delete: 0, adopt: 0, replace: 0 });
  expect(world.datadog.monitors.size).toBe(count);
}

const idOf = (world: World, identity: string): number => {
  const found = [...world.datadog.monitors].find(([, { tags }]) => tags?.includes(`alerts_identity:${identity}`));
  if (!found) throw new Error(`${identity} does not live`);
  return found[0];
};

describe('the way of a change', () => {
  test('created, then nothing to do, live and offline', async () => {
    const world = appliedWorld();
    await expectSettled(world);
    const offline = await world.run(['plan', '--format', 'json']);
    expect(JSON.parse(offline.stdout)).toMatchObject({ summary: { same: objects, create: 0, update: 0 } });
    const again = await world.run(['plan', '--live']);
    expect(again.stderr).not.toContain('planning');
  });

  test('a changed threshold is planned alone and applied alone', async () => {
    const world = appliedWorld();
    lay(world, { ...base, alerts: { 'too-slow': 50, 'too-many': 6 } });
    const live = await world.run(['plan', '--live', '--format', 'json']);
    const plan = JSON.parse(live.stdout) as PlanData;
    expect(plan.summary).toMatchObject({ update: 1, same: objects - 1 });
    const offline = JSON.parse((await world.run(['plan', '--format', 'json'])).stdout) as PlanData;
    const changesOf = ({ units }: PlanData): unknown =>
      units.flatMap((unit) =>
        unit.operations.filter(({ op }) => op !== 'same').map(({ identity, changes }) => ({ identity, changes })),
      );
    expect(changesOf(plan)).toEqual(changesOf(offline));
    world.datadog.requests.length = 0;
    await applied(world);
    expect(
      world.datadog.requests
        .filter(({ method, path }) => method !== 'GET' && !path.endsWith('/validate'))
        .map(({ method }) => method),
    ).toEqual(['PUT']);
  });

  test('drift is shown and repaired', async () => {
    const world = appliedWorld();
    const id = idOf(world, 'production/checkout/too-slow');
    world.datadog.touchMonitor(id, { message: 'edited at night' });
    const refreshed = await world.run(['refresh']);
    expect(refreshed.stdout).toContain('too-slow');
    const plan = await livePlan(world);
    expect(plan.summary).toMatchObject({ update: 1 });
    await applied(world, '--all');
    await expectSettled(world);
  });

  test('what is removed at the vendor is created again', async () => {
    const world = appliedWorld();
    world.datadog.monitors.delete(idOf(world, 'production/checkout/too-slow'));
    await applied(world, '--all');
    await expectSettled(world);
  });

  test('destroyed, nothing is left', async () => {
    const world = appliedWorld();
    const wrong = await world.run(['destroy', '--yes', 'other']);
    expect(wrong).toMatchObject({ code: 2 });
    expect(await world.run(['destroy', '--yes', 'shop'])).toMatchObject({ code: 0 });
    expect(world.datadog.monitors.size).toBe(0);
    expect((await world.run(['status'])).stdout).toContain('never applied');
  });

  test('one alert of many by filter; it is not recorded as complete', async () => {
    const world = await worldOf();
    await applied(world, '--alert', 'checkout/too-slow');
    expect(world.datadog.monitors.size).toBe(1);
    await applied(world);
    await expectSettled(world);
  });
});

describe('what is lost is found', () => {
  test.each([['the state'], ['everything below .alerts']])('%s', async (what) => {
    const world = appliedWorld();
    const ids = [...world.datadog.monitors.keys()];
    world.write(what === 'the state' ? '.alerts/state' : '.alerts', undefined);
    const plan = await livePlan(world);
    expect(plan.summary).toMatchObject({ adopt: objects, create: 0 });
    await applied(world, '--all');
    expect([...world.datadog.monitors.keys()]).toEqual(ids);
    await expectSettled(world);
  });

  test.each([
    ['attributes of the state that a kill left empty', '.json.attrs', ''],
    ['half a state', '.json', '{"version": 3, "checkpoint": {"sta'],
  ])('%s', async (_, suffix, text) => {
    const world = appliedWorld();
    const ids = [...world.datadog.monitors.keys()];
    const [folder = ''] = readdirSync(path.join(world.folder, '.alerts/state/.pulumi/stacks'));
    world.write(`.alerts/state/.pulumi/stacks/${folder}/production.payments${suffix}`, text);
    await applied(world, '--all');
    expect([...world.datadog.monitors.keys()]).toEqual(ids);
    await expectSettled(world);
  });

  test('a definition that was removed while the state was lost', async () => {
    const world = appliedWorld();
    world.write('.alerts', undefined);
    lay(world, { ...base, alerts: { 'too-slow': 5 } });
    const plan = await livePlan(world);
    expect(plan.summary).toMatchObject({ delete: 1, adopt: objects - 1 });
    await applied(world, '--all');
    await expectSettled(world, objects - 1);
  });

  test('an object without marker but with its title stops the run until it is chosen', async () => {
    const world = appliedWorld();
    const identity = 'production/checkout/too-slow';
    const id = idOf(world, identity);
    world.datadog.touchMonitor(id, { tags: ['team:payments'] });
    world.write('.alerts', undefined);
    const refused = await apply(world);
    expect(refused).toMatchObject({ code: 1 });
    expect(refused.stderr).toContain(`--adopt ${identity}=${id}`);
    await applied(world, '--adopt', `${identity}=${id}`);
    await expectSettled(world);
    expect(idOf(world, identity)).toBe(id);
  });

  test('a copy made by hand is reported and left alone; without a state it stops the run', async () => {
    const world = appliedWorld();
    const id = idOf(world, 'production/checkout/too-slow');
    const copy = world.datadog.cloneMonitor(id);
    const planned = await world.run(['plan', '--live', '--all']);
    expect(planned).toMatchObject({ code: 0 });
    expect(planned.stderr).toContain(String(copy));
    world.write('.alerts/state', undefined);
    const refused = await apply(world);
    expect(refused).toMatchObject({ code: 1 });
    for (const one of [id, copy]) expect(refused.stderr).toContain(String(one));
    expect(world.datadog.monitors.size).toBe(objects + 1);
  });
});

describe('the vendor has a bad day', () => {
  const creation = { method: 'POST', path: /\/v1\/monitor$/ } as const;

  test.each([
    [
      '429 with its headers',
      { kind: 'status', status: 429, headers: { 'x-ratelimit-reset': '1', 'retry-after': '1' } },
    ],
    ['503', { kind: 'status', status: 503 }],
    ['a closed connection', { kind: 'close' }],
    ['502 after it was done', { kind: 'commit-then-status', status: 502 }],
    ['a connection closed after it was done', { kind: 'commit-then-close' }],
    ['half an answer', { kind: 'cut-body' }],
  ] as const)('%s: the rest is applied, and a second run finishes', async (_what, fault) => {
    const world = await worldOf();
    world.datadog.fault({ ...creation, ...fault, after: 2 });
    const first = await apply(world);
    expect([0, 3]).toContain(first.code);
    expect(world.datadog.monitors.size).toBeGreaterThanOrEqual(objects - 1);
    await applied(world);
    await expectSettled(world);
  });

  test('never answers: the call ends, the rest is applied, a second run finishes', async () => {
    const world = await worldOf();
    world.datadog.fault({ ...creation, kind: 'commit-then-silent', after: 1 });
    const first = await world.run(['apply', '--yes'], { ALERTS_CALL_TIMEOUT: '3' });
    expect(first, first.stderr).toSatisfy(({ code }: Finished) => code === 0 || code === 3);
    await applied(world);
    await expectSettled(world);
  });

  test('a list that fails on its way stops everything before the first change', async () => {
    const world = await worldOf();
    world.datadog.fault({
      method: 'GET',
      path: /\/monitor$/,
      kind: 'status',
      status: 403,
      times: 100,
      body: { errors: ['Forbidden'] },
    });
    const refused = await apply(world);
    expect(refused.code).not.toBe(0);
    expect(refused.stderr).toContain('Forbidden');
    expect(world.datadog.monitors.size).toBe(0);
  });

  test('one object is refused: it is reported at its line with the vendor’s words, the others are applied', async () => {
    const world = await worldOf();
    world.datadog.fault({
      ...creation,
      kind: 'status',
      status: 400,
      body: { errors: ['The query is no good'] },
      after: 1,
      times: 1,
    });
    const first = await apply(world);
    expect(first).toMatchObject({ code: 3 });
    expect(first.stderr).toMatch(
      /error: alerts\/\w+\/\w+\.yaml:\d+:\d+: production\/\w+\/[\w-]+: .*The query is no good/s,
    );
    expect(world.datadog.monitors.size).toBe(objects - 1);
    await applied(world);
    await expectSettled(world);
  });
});

describe('a first apply that fails records nothing', () => {
  const failed = async (): Promise<World> => {
    const world = await worldOf();
    world.datadog.fault({
      method: 'POST',
      path: /\/v1\/monitor$/,
      kind: 'status',
      status: 400,
      body: { errors: ['No'] },
    });
    expect(await apply(world)).toMatchObject({ code: 3 });
    expect(world.datadog.monitors.size).toBe(objects - 1);
    return world;
  };

  test('what it left is destroyed', async () => {
    const world = await failed();
    const destroyed = await world.run(['destroy', '--yes', 'shop']);
    expect(destroyed, destroyed.stderr).toMatchObject({ code: 0 });
    expect(destroyed.stdout).toContain('production/checkout/');
    expect(world.datadog.monitors.size).toBe(0);
  });

  test('what it left goes with its definition', async () => {
    const world = await failed();
    lay(world, { ...base, alerts: {} });
    await applied(world, '--allow', 'deletions');
    await expectSettled(world, objects - 2);
  });
});

describe('plan files', () => {
  test('restrict: what has changed since is refused', async () => {
    const world = await worldOf();
    const planned = await world.run(['plan', '--live', '-o', 'plan.json']);
    expect(planned).toMatchObject({ code: 0 });
    lay(world, { ...base, alerts: { 'too-slow': 50, 'too-many': 6 } });
    const refused = await apply(world, 'plan.json');
    expect(refused).toMatchObject({ code: 5 });
    expect(refused.stderr).toContain('production.payments: the definitions have changed');
    expect(world.datadog.monitors.size).toBe(0);
    lay(world, base);
    await applied(world, 'plan.json');
    await expectSettled(world);
    expect(await apply(world, 'plan.json')).toMatchObject({ code: 5 });
  });

  test('that are none are wrong use', async () => {
    const world = await worldOf();
    expect(await apply(world, 'alerts/project.yaml')).toMatchObject({ code: 2 });
    expect(await apply(world, 'nowhere.json')).toMatchObject({ code: 2 });
  });
});

describe('refused before the first write', () => {
  test('many deletions, unless they are allowed; the plan says so', async () => {
    const many = Object.fromEntries(Array.from({ length: 12 }, (_, index) => [`alert-${index}`, index + 1]));
    const world = await worldOf({ alerts: many });
    await applied(world);
    const before = world.datadog.monitors.size;
    lay(world, { alerts: { 'alert-0': 1 } });
    const refused = await apply(world);
    expect(refused).toMatchObject({ code: 5 });
    expect(refused.stdout).toContain('--allow deletions');
    expect(world.datadog.monitors.size).toBe(before);
    const allowed = await applied(world, '--allow', 'deletions');
    expect(allowed.stdout).toContain('guard deletions, overridden');
    expect(world.datadog.monitors.size).toBe(before - 11);
  });

  test('a run in CI without an environment, or without a state that outlives it', async () => {
    const world = await worldOf();
    expect((await world.run(['apply', '--yes'], { CI: 'true' })).stderr).toContain('--env');
    const second = await world.run(['apply', '--yes', '--env', 'production'], { CI: 'true' });
    expect(second).toMatchObject({ code: 5 });
    expect(second.stderr).toContain('ALERTS_STATE');
  });

  test('a checkout that lacks what was applied last', async () => {
    const world = await worldOf();
    const git = committed(world);
    lay(world, { ...base, alerts: { 'too-slow': 7, 'too-many': 6 } });
    git('commit', '-qam', 'two');
    await applied(world);
    git('reset', '-q', '--hard', 'HEAD~1');
    const refused = await apply(world);
    expect(refused).toMatchObject({ code: 5 });
    expect(refused.stdout).toContain('guard stale-checkout');
  });

  test('two environments of two projects in one account do not meet', async () => {
    const world = appliedWorld();
    const other = world.clone();
    open.push(other);
    const project = smallOrganisation(base)['alerts/project.yaml'] ?? '';
    other.write('alerts/project.yaml', project.replace('5e1f00d001', '5e1f00d002').replace('id: shop', 'id: shop2'));
    await applied(other);
    expect(world.datadog.monitors.size).toBe(2 * objects);
    const { summary } = await livePlan(world);
    expect(summary).toMatchObject({ same: objects });
  });
});

describe('--since', () => {
  test('applies the units whose definitions changed since a revision, and no other', async () => {
    const world = await worldOf();
    committed(world);
    // Nothing was ever applied, so that without it both squads would be.
    lay(world, { ...base, alerts: { 'too-slow': 7, 'too-many': 6 } });
    await applied(world, '--since', 'HEAD');
    const applications = [...world.datadog.monitors.values()].map(({ name }) => name.split(' | ')[1]);
    expect(new Set(applications)).toEqual(new Set(['payments']));
    const unknown = await apply(world, '--since', 'HAED');
    expect(unknown).toMatchObject({ code: 2 });
    expect(unknown.stderr).toContain('HAED');
  });
});

describe('messages', () => {
  test('credentials that are missing are named, all of them', async () => {
    const world = await worldOf();
    const result = await world.run(['plan', '--live'], { DD_API_KEY: '', DD_APP_KEY: '' });
    expect(result).toMatchObject({ code: 2 });
    expect(result.stderr).toContain('DD_API_KEY is not set');
    expect(result.stderr).toContain('DD_APP_KEY is not set');
  });

  test('a vendor that cannot be reached is one message', async () => {
    const world = await worldOf();
    const result = await world.run(['plan', '--live'], { DD_HOST: 'http://127.0.0.1:9' });
    expect(result.code).not.toBe(0);
    expect(result.stderr).toContain('127.0.0.1:9');
    expect(result.stderr).not.toContain('    at ');
  });

  test('the event stream is one object per line, and ends with the result', async () => {
    const world = await worldOf();
    const { stdout } = await applied(world, '--format', 'json');
    const events = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { version: number; kind: string });
    expect(events.every(({ version }) => version === 1)).toBe(true);
    expect(events.filter(({ kind }) => kind === 'object').length).toBe(2 * objects);
    expect(events.at(-1)).toMatchObject({ kind: 'result', summary: { create: objects } });
  });

  test('no credential is anywhere below .alerts, in no output', async () => {
    const world = await worldOf();
    const result = await applied(world);
    expect(`${result.stdout}${result.stderr}`).not.toMatch(/dd-a(pi|pp)-key/);
    for (const file of filesIn(path.join(world.folder, '.alerts'))) {
      expect(readFileSync(file, 'utf8'), file).not.toMatch(/dd-a(pi|pp)-key/);
      if (!/\/state\/|\/work\//.test(file)) expect(statSync(file).mode & 0o077, file).toBe(0);
    }
  });
});

function filesIn(folder: string): string[] {
  return readdirSync(folder)
    .map((name) => path.join(folder, name))
    .flatMap((file) => (statSync(file).isDirectory() ? filesIn(file) : [file]));
}
