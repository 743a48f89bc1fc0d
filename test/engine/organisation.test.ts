import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Operation } from '../../src/graph/plan.ts';
import { passphrase, startPlainCli, type PlainCli } from './plain-cli.ts';
import { startWorld, type World } from './world.ts';

type Planned = Operation & { readonly unit: string };

const minutes = 60_000;

let world: World;
let cli: PlainCli;
let shared: Record<string, string>;

beforeAll(async () => {
  world = await startWorld('alerts');
  // Streams that definitions name are somebody else's.
  world.graylog.addStream('HSM appliances');
  mkdirSync(path.join(world.folder, 'shared'));
  const state = pathToFileURL(path.join(world.folder, 'shared')).href;
  // Its downtimes are of that month.
  const now = '2026-11-23T12:00:00Z';
  world.datadog.setClock(now);
  shared = { ALERTS_NOW: now, ALERTS_STATE: state, PULUMI_CONFIG_PASSPHRASE: passphrase };
  cli = await startPlainCli(world, state);
});

afterAll(async () => {
  await cli.close();
  await world.close();
});

async function planned(...more: string[]): Promise<Planned[]> {
  const { code, stdout, stderr } = await world.run(['plan', '--format', 'json', ...more], shared);
  expect(code, stderr).toBe(0);
  const { units } = JSON.parse(stdout) as { units: { unit: string; operations: Operation[] }[] };
  const all = units.flatMap(({ unit, operations }) => operations.map((operation) => ({ unit, ...operation })));
  return all.filter(({ type }) => !byFile.test(type));
}

/** Rules that files deliver: the offline plan alone speaks of them. */
const byFile = /^prometheus:rules\//;

async function apply(): Promise<void> {
  const applied = await world.run(['apply', '--yes'], shared);
  expect(applied, applied.stderr).toMatchObject({ code: 0 });
}

/** What no plugin knows: `apply` asks the API itself, and compiled programs lack it. */
const byApi = /^opsgenie:api\//;

/** Objects of the on-call backend and actions of integrations, without the schedule, the escalation and the rule that it makes for each team. */
function onCallObjects(): number {
  const { opsgenie } = world;
  const own = opsgenie.objects('schedule').filter(({ name }) => !name.endsWith('_schedule'));
  const types = ['user', 'team', 'policy', 'integration', 'heartbeat'] as const;
  const withDefaults = ['schedule', 'escalation', 'routing-rule'] as const;
  return (
    types.reduce((sum, type) => sum + opsgenie.objects(type).length, 0) +
    opsgenie.objects('integration').filter(({ actions }) => actions).length +
    withDefaults.reduce((sum, type) => sum + opsgenie.objects(type).length - opsgenie.teams.size, 0) +
    own.reduce((sum, { rotations }) => sum + rotations.length, 0)
  );
}

/** Changes the first percentage and the first impact of every file, and so messages, queries and thresholds. */
function editEverything(): void {
  const folder = path.join(world.folder, 'alerts');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.yaml'));
  for (const name of files) {
    const text = readFileSync(path.join(folder, name), 'utf8');
    const edited = text
      .replace(/critical: (\d+)%/, (_, percent: string) => `critical: ${Number(percent) + 1}%`)
      .replace(/ impact: (?=\w)/, ' impact: Now ');
    world.write(path.join('alerts', name), edited);
  }
}

// One after another: each starts from what the one before it has left at the vendor.
describe.sequential('the organisation in alerts/', () => {
  test(
    'before anything exists, the live plan says what the offline one says',
    async () => {
      const [offline, live] = [await planned(), await planned('--live')];
      expect(offline.length).toBeGreaterThan(800);
      // Only the live plan lists the fields of what is created.
      expect(live.map((operation) => ({ ...operation, changes: [] }))).toEqual(offline);
    },
    3 * minutes,
  );

  test(
    'is applied; after reading everything back there is nothing to do',
    async () => {
      await apply();
      const operations = await planned('--live', '--all');
      expect(new Set(operations.map(({ op }) => op))).toEqual(new Set(['same']));
      const { datadog, statuscake, graylog, redash } = world;
      const sizes = [datadog.monitors, datadog.slos, datadog.downtimes].reduce((sum, { size }) => sum + size, 0);
      const collections = ['uptime', 'heartbeat', 'ssl', 'pagespeed', 'contact-groups', 'maintenance-windows'];
      const seenFromOutside = collections.flatMap((one) => statuscake.objects(one));
      expect(collections.map((one) => statuscake.objects(one).length)).toEqual([1, 1, 1, 1, 4, 1]);
      const { queries, alerts, destinations, subscriptions } = redash.account;
      const asked = [queries, alerts, destinations, subscriptions].map(({ size }) => size);
      expect(asked).toEqual([1, 1, 1, 1]);
      const logged = (['definitions', 'notifications', 'streams'] as const).flatMap((one) => graylog.objects(one));
      // Others are Graylog's own, and somebody else's.
      const ours = logged.filter(({ description }) => String(description).includes('[alerts '));
      const objects = sizes + onCallObjects() + seenFromOutside.length + asked.length + ours.length;
      expect(operations.filter(({ type }) => !byApi.test(type))).toHaveLength(objects);
      expect(world.opsgenie.objects('schedule').flatMap(({ overrides }) => overrides).length).toBeGreaterThan(50);
    },
    3 * minutes,
  );

  test(
    'after edits everywhere both plans agree on every field, and they are applied',
    async () => {
      editEverything();
      const [offline, live] = [await planned(), await planned('--live')];
      const updates = offline.filter(({ op }) => op === 'update');
      expect(updates.length).toBeGreaterThan(100);
      expect(new Set(updates.flatMap(({ changes }) => changes.map((change) => change.path)))).toContain('query');
      expect(live).toEqual(offline);
      await apply();
    },
    3 * minutes,
  );

  test(
    'compiled to YAML, the plain Pulumi CLI finds the same resources in the same state',
    async () => {
      const compiled = await world.run(['compile', '--language', 'yaml', '-o', 'programs'], shared);
      expect(compiled, compiled.stderr).toMatchObject({ code: 0 });
      const operations = await planned();
      const units = [...new Set(operations.map(({ unit }) => unit))];
      expect(units).toHaveLength(19);
      for (const unit of units) {
        const args = ['preview', '--stack', unit, '--expect-no-changes'];
        const { code, output } = await cli.run(path.join(world.folder, 'programs', unit), args);
        expect(code, output).toBe(0);
        // The stack itself is a resource, too.
        const size = operations.filter((one) => one.unit === unit && !byApi.test(one.type)).length + 1;
        expect(output).toContain(`${size} unchanged`);
      }
    },
    3 * minutes,
  );
});
