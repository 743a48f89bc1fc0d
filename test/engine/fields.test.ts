import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Operation } from '../../src/graph/plan.ts';
import { smallOrganisation } from './definitions.ts';
import { startWorld, type World } from './world.ts';

/** An optional field: two values that it may have, and what Datadog shows when it has none. */
interface Row {
  /** As Datadog's API names it, below `options`. */
  readonly field: string;
  readonly first: unknown;
  readonly second: unknown;
  /** The input that changes, as plans name it. */
  readonly input: string;
  /** Options that this one needs beside it. */
  readonly beside?: Readonly<Record<string, unknown>>;
  readonly kind?: keyof typeof queries;
  /** What the vendor shows once it is removed; undefined unless said. */
  readonly removed?: unknown;
}

const queries = {
  'query alert': 'avg(last_10m):avg:shop.NAME{env:production} > 100',
  grouped: 'avg(last_10m):avg:shop.NAME{env:production} by {host,zone} > 100',
  'log alert': 'logs("service:NAME").index("*").rollup("count").last("10m") > 100',
  'service check': '"shop.NAME".over("env:production").by("host").last(4).count_by_status()',
  anomaly:
    "avg(last_1h):anomalies(avg:shop.NAME{env:production}, 'basic', 2, direction='above', interval=20, alert_window='last_15m', count_default_zero='true') >= 1",
} as const;

const typeOf = (kind: keyof typeof queries): string =>
  kind === 'grouped' || kind === 'anomaly' ? 'query alert' : kind;

const rows: readonly Row[] = [
  { field: 'on_missing_data', first: 'resolve', second: 'show_no_data', input: 'onMissingData' },
  { field: 'require_full_window', first: true, second: false, input: 'requireFullWindow', removed: false },
  { field: 'evaluation_delay', first: 60, second: 120, input: 'evaluationDelay' },
  { field: 'new_group_delay', first: 60, second: 120, input: 'newGroupDelay', kind: 'grouped' },
  { field: 'renotify_interval', first: 60, second: 120, input: 'renotifyInterval' },
  { field: 'timeout_h', first: 2, second: 4, input: 'timeoutH' },
  { field: 'notify_by', first: ['host'], second: ['*'], input: 'notifyBies', kind: 'grouped' },
  { field: 'notify_audit', first: true, second: false, input: 'notifyAudit', removed: false },
  { field: 'include_tags', first: false, second: true, input: 'includeTags', removed: true },
  {
    field: 'enable_logs_sample',
    first: true,
    second: false,
    input: 'enableLogsSample',
    kind: 'log alert',
    removed: false,
  },
  {
    field: 'groupby_simple_monitor',
    first: true,
    second: false,
    input: 'groupbySimpleMonitor',
    kind: 'log alert',
    removed: false,
  },
  { field: 'group_retention_duration', first: '2h', second: '1d', input: 'groupRetentionDuration', kind: 'log alert' },
  { field: 'notification_preset_name', first: 'hide_query', second: 'hide_all', input: 'notificationPresetName' },
];

type Stage = 'first' | 'second' | 'removed';

const idOf = ({ field }: Row): string => field.replaceAll('_', '-');

function alert(row: Row, stage: Stage): string {
  const kind = row.kind ?? 'query alert';
  const options = { ...row.beside, ...(stage === 'removed' ? {} : { [row.field]: row[stage] }) };
  return `  ${idOf(row)}:
    description: The field ${row.field} matters
    impact: Orders wait.
    priority: P4
    category: backlog
    source:
      datadog:
        raw:
          type: ${typeOf(kind)}
          query: ${JSON.stringify(queries[kind].replace('NAME', row.field))}
          options: ${JSON.stringify(options)}
    runbook: { trigger: The queue grows., resolution: [Scale the workers.] }
`;
}

function lay(world: World, stage: Stage): void {
  const files = smallOrganisation({ alerts: {} });
  for (const [file, text] of Object.entries(files)) world.write(file, text);
  world.write(
    'alerts/payments/checkout.yaml',
    `apiVersion: alerts/v1
kind: Application
id: checkout
tier: 2
types: [worker]
alerts:
${rows.map((row) => alert(row, stage)).join('')}`,
  );
}

async function plan(world: World, ...more: string[]): Promise<Operation[]> {
  const { code, stdout, stderr } = await world.run(['plan', '--live', '--format', 'json', ...more]);
  expect(code, stderr).toBe(0);
  const { units } = JSON.parse(stdout) as { units: { operations: Operation[] }[] };
  return units.flatMap(({ operations }) => operations);
}

/** Field to the inputs that a plan changes. */
function changesByField(operations: readonly Operation[]): Record<string, readonly string[]> {
  const tops = (row: Row): string[] => {
    const operation = operations.find(({ identity }) => identity === `production/checkout/${idOf(row)}`);
    return (operation?.changes ?? []).map(({ path }) => /^[^.[]*/.exec(path)?.[0] ?? path);
  };
  return Object.fromEntries(rows.map((row) => [row.field, tops(row)]));
}

describe.sequential('every optional field of a monitor', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld({});
  });
  afterAll(() => world.close());

  const optionOf = (row: Row): unknown => {
    const tag = `alerts_identity:production/checkout/${idOf(row)}`;
    const monitor = [...world.datadog.monitors.values()].find(({ tags }) => tags?.includes(tag));
    expect(monitor, row.field).toBeDefined();
    return (monitor?.options as Record<string, unknown> | undefined)?.[row.field];
  };

  const applyAndReadBack = async (stage: Stage): Promise<void> => {
    const applied = await world.run(['apply', '--yes']);
    expect(applied, applied.stderr).toMatchObject({ code: 0 });
    const expected = rows.map((row) => [row.field, stage === 'removed' ? row.removed : row[stage]]);
    expect(rows.map((row) => [row.field, optionOf(row)])).toEqual(expected);
    const again = await plan(world, '--all');
    expect(again.filter(({ op }) => op !== 'same')).toEqual([]);
  };

  const onlyThat = Object.fromEntries(rows.map(({ field, input }) => [field, [input]]));

  test('is applied, and read back there is nothing to do', async () => {
    lay(world, 'first');
    await applyAndReadBack('first');
  });

  test('changes alone when it is changed', async () => {
    lay(world, 'second');
    expect(changesByField(await plan(world))).toEqual(onlyThat);
    await applyAndReadBack('second');
  });

  test('is really gone when it is removed', async () => {
    lay(world, 'removed');
    const same = rows.filter(({ second, removed }) => second === removed).map(({ field }) => [field, []]);
    expect(changesByField(await plan(world))).toEqual({ ...onlyThat, ...Object.fromEntries(same) });
    await applyAndReadBack('removed');
  });
});
