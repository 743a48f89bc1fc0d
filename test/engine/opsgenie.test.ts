import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Operation } from '../../src/graph/plan.ts';
import { smallOrganisation } from './definitions.ts';
import { startWorld, type World } from './world.ts';

let world: World;
beforeEach(async () => {
  world = await startWorld({});
});
afterEach(() => world.close());

function lay(onCall: string): void {
  for (const [file, text] of Object.entries(smallOrganisation({ alerts: { 'too-slow': 5 }, onCall })))
    world.write(file, text);
}

async function apply(...more: string[]): Promise<void> {
  const applied = await world.run(['apply', '--yes', '--env', 'oncall', ...more]);
  expect(applied, applied.stderr).toMatchObject({ code: 0 });
}

/** What a live plan changes: identity, operation, inputs. */
async function changes(...more: string[]): Promise<(readonly [string, string, readonly string[]])[]> {
  const { code, stdout, stderr } = await world.run(['plan', '--live', '--env', 'oncall', '--format', 'json', ...more]);
  expect(code, stderr).toBe(0);
  const { units } = JSON.parse(stdout) as { units: { operations: Operation[] }[] };
  return units
    .flatMap(({ operations }) => operations)
    .filter(({ op }) => op !== 'same')
    .map(({ identity, op, changes: fields }) => [identity, op, op === 'update' ? fields.map(({ path }) => path) : []]);
}

const full = `integrations:
  datadog: { type: Datadog }
heartbeats:
  nightly: { every: 1d, description: The export of the night, priority: P2 }
`;

const nightly = 'oncall/payments/heartbeat/nightly';
const team = 'oncall/payments/team/payments';

describe('through the real provider', () => {
  test('teams, integrations and heartbeats are created; read back there is nothing to do', async () => {
    lay(full);
    await apply();
    const { teams, integrations, heartbeats } = world.opsgenie;
    expect([...teams.values()].map(({ name }) => name).sort()).toEqual(['identity', 'payments']);
    const owner = [...teams.values()].find(({ name }) => name === 'payments');
    expect([...integrations.values()]).toMatchObject([
      { name: 'payments.datadog', type: 'Datadog', enabled: true, ownerTeam: { id: owner?.id } },
    ]);
    expect([...heartbeats.values()]).toMatchObject([
      {
        name: 'payments.nightly',
        interval: 1,
        intervalUnit: 'days',
        enabled: true,
        alertPriority: 'P2',
        ownerTeam: { id: owner?.id },
      },
    ]);
    expect(await changes('--all')).toEqual([]);
  });

  test('every field: the plan shows just that, it is applied, and what is removed is really gone', async () => {
    const text = (changed: boolean): string => `integrations:
  stays: { type: Datadog }
  type: { type: ${changed ? 'API' : 'Datadog'} }
${changed ? '' : '  gone: { type: Datadog }\n'}heartbeats:
  interval: { every: ${changed ? '2h' : '1d'} }
  priority: { every: 1d, priority: ${changed ? 'P1' : 'P2'} }
  no-priority: { every: 1d${changed ? '' : ', priority: P2'} }
  description: { every: 1d, description: ${changed ? 'The import' : 'The export'} }
  no-description: { every: 1d${changed ? '' : ', description: The export'} }
${changed ? '' : '  gone: { every: 1d }\n'}`;
    lay(text(false));
    await apply();
    lay(text(true));
    const file = 'alerts/payments/squad.yaml';
    const squad = smallOrganisation({ alerts: {}, onCall: text(true) })[file] ?? '';
    world.write(file, squad.replace('name: Payments', 'name: Payments and refunds'));
    const heartbeat = (id: string): string => `oncall/payments/heartbeat/${id}`;
    expect(await changes()).toEqual([
      [heartbeat('description'), 'update', ['description']],
      [heartbeat('gone'), 'delete', []],
      [heartbeat('interval'), 'update', ['interval', 'intervalUnit']],
      [heartbeat('no-description'), 'update', ['description']],
      [heartbeat('no-priority'), 'update', ['alertPriority']],
      [heartbeat('priority'), 'update', ['alertPriority']],
      ['oncall/payments/integration/gone', 'delete', []],
      ['oncall/payments/integration/type', 'replace', []],
      [team, 'update', ['description']],
    ]);
    await apply('--allow', 'deletions');
    expect(await changes('--all')).toEqual([]);
    const { integrations, heartbeats } = world.opsgenie;
    expect([...heartbeats.keys()].sort()).toEqual(
      ['description', 'interval', 'no-description', 'no-priority', 'priority'].map((id) => `payments.${id}`),
    );
    expect(heartbeats.get('payments.no-priority')).toMatchObject({ alertPriority: 'P3' });
    expect([...integrations.values()].map(({ name, type }) => [name, type]).sort()).toEqual([
      ['payments.stays', 'Datadog'],
      ['payments.type', 'API'],
    ]);
  });

  test('the state is lost: all are found again, by marker or by name, and none is there twice', async () => {
    lay(full);
    await apply();
    const before = [...world.opsgenie.teams.keys(), ...world.opsgenie.integrations.keys()];
    world.write('.alerts/state', undefined);
    world.write('.alerts/graph', undefined);
    await apply();
    expect([...world.opsgenie.teams.keys(), ...world.opsgenie.integrations.keys()]).toEqual(before);
    expect(await changes('--all')).toEqual([]);
  });

  test('a team of that name that is not ours stops the run, until it is adopted', async () => {
    world.opsgenie.teams.set('t-1', { id: 't-1', name: 'Payments', description: 'Made by hand' });
    lay('');
    const refused = await world.run(['apply', '--yes', '--env', 'oncall']);
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain(`--adopt ${team}=t-1`);
    expect(world.opsgenie.teams.size).toBe(1);
    await apply('--adopt', `${team}=t-1`);
    expect(world.opsgenie.teams.get('t-1')).toMatchObject({ name: 'payments' });
  });

  test('what somebody changed in the UI is shown and repaired', async () => {
    lay(full);
    await apply();
    const heartbeat = world.opsgenie.heartbeats.get('payments.nightly');
    if (heartbeat) heartbeat.interval = 7;
    expect(await changes('--all')).toEqual([[nightly, 'update', ['interval']]]);
    await apply('--all');
    expect(world.opsgenie.heartbeats.get('payments.nightly')).toMatchObject({ interval: 1 });
  });

  test('objects that lists show late are not created twice, even without a state', async () => {
    world.opsgenie.hideFor(600_000);
    lay(full);
    await apply();
    world.write('.alerts/state', undefined);
    const refused = await world.run(['apply', '--yes', '--env', 'oncall']);
    expect(refused.code).toBe(3);
    expect(refused.stderr).toMatch(/alice.* already exists/);
    world.opsgenie.hideFor(0);
    await apply();
    expect(world.opsgenie.teams.size).toBe(2);
    expect(world.opsgenie.integrations.size).toBe(1);
    expect(await changes('--all')).toEqual([]);
  });

  test('--squad looks at that squad alone', async () => {
    lay(full);
    await apply('--squad', 'identity');
    expect([...world.opsgenie.teams.values()].map(({ name }) => name)).toEqual(['identity']);
  });

  test('wrong credentials are said without them', async () => {
    lay(full);
    const refused = await world.run(['apply', '--yes', '--env', 'oncall'], { OPSGENIE_API_KEY: 'not-the-key' });
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain('Opsgenie answered 403');
    expect(refused.stderr + refused.stdout).not.toContain('not-the-key');
  });
});
