import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Operation } from '../../src/graph/plan.ts';
import { smallOrganisation } from './definitions.ts';
import type { Downtime } from './simulators/datadog/index.ts';
import { startWorld, type World } from './world.ts';

type Stage = 'first' | 'second' | 'removed';

/** What a downtime says for one field in each stage, and what Datadog then shows. */
interface Row {
  readonly id: string;
  /** Parts of the document; a field that may not be removed has another value instead. */
  readonly says: Readonly<Record<Stage, Patch>>;
  readonly shows: (attributes: Downtime['attributes']) => unknown;
  readonly expected: Readonly<Record<Stage, unknown>>;
  /** Inputs that change from the first to the second stage, and from there to the last. */
  readonly inputs: readonly [readonly string[], readonly string[]];
}

interface Patch {
  readonly when?: string;
  readonly window?: string;
  readonly reason?: string;
}

const once = 'start: 2098-11-01T02:00, for: 2h';
const both = ['oneTimeSchedule', 'recurringSchedule'];

const recurrence = ({ schedule }: Downtime['attributes']): unknown => {
  const [first] = (schedule['recurrences'] ?? []) as Record<string, unknown>[];
  return first ? [first['start'], first['duration'], first['rrule']] : [schedule['start'], schedule['end']];
};

const tags = ({ monitor_identifier: identifier }: Downtime['attributes']): unknown =>
  (identifier['monitor_tags'] as string[]).filter((tag) => !/^(alerts_project|env):/.test(tag));

const rows: readonly Row[] = [
  {
    id: 'reason',
    says: { first: { reason: 'One' }, second: { reason: 'Two' }, removed: { reason: 'Three' } },
    shows: ({ message }) => String(message).split('\n')[1],
    expected: { first: 'One', second: 'Two', removed: 'Three' },
    inputs: [['message'], ['message']],
  },
  {
    id: 'start',
    says: {
      first: { window: 'start: 2098-07-01T02:00, for: 1h' },
      second: { window: 'start: 2098-07-01T02:30+00:00, for: 1h' },
      removed: { window: 'start: 2098-12-01T02:00, for: 1h' },
    },
    shows: recurrence,
    expected: {
      first: ['2098-07-01T00:00:00+00:00', '2098-07-01T01:00:00+00:00'],
      second: ['2098-07-01T02:30:00+00:00', '2098-07-01T03:30:00+00:00'],
      removed: ['2098-12-01T01:00:00+00:00', '2098-12-01T02:00:00+00:00'],
    },
    inputs: [['oneTimeSchedule'], ['oneTimeSchedule']],
  },
  {
    id: 'repeat',
    says: {
      first: { window: `${once}, repeat: daily` },
      second: { window: `${once}, repeat: monthly` },
      removed: { window: once },
    },
    shows: recurrence,
    expected: {
      first: ['2098-11-01T02:00:00', '2h', 'FREQ=DAILY;INTERVAL=1'],
      second: ['2098-11-01T02:00:00', '2h', 'FREQ=MONTHLY;INTERVAL=1;BYMONTHDAY=1'],
      removed: ['2098-11-01T01:00:00+00:00', '2098-11-01T03:00:00+00:00'],
    },
    inputs: [['recurringSchedule'], both],
  },
  {
    id: 'until',
    says: {
      first: { window: `${once}, repeat: weekly, until: 2099-01-31` },
      second: { window: `${once}, repeat: weekly, until: 2099-07-31` },
      removed: { window: `${once}, repeat: weekly` },
    },
    shows: recurrence,
    expected: {
      first: ['2098-11-01T02:00:00', '2h', 'FREQ=WEEKLY;INTERVAL=1;BYDAY=SA;UNTIL=20990131T225959Z'],
      second: ['2098-11-01T02:00:00', '2h', 'FREQ=WEEKLY;INTERVAL=1;BYDAY=SA;UNTIL=20990731T215959Z'],
      removed: ['2098-11-01T02:00:00', '2h', 'FREQ=WEEKLY;INTERVAL=1;BYDAY=SA'],
    },
    inputs: [['recurringSchedule'], ['recurringSchedule']],
  },
  {
    id: 'for',
    says: {
      first: { window: 'start: 2098-11-01T02:00, for: 90m, repeat: weekly' },
      second: { window: 'start: 2098-11-01T02:00, for: 120m, repeat: weekly' },
      removed: { window: 'start: 2098-11-01T02:00, for: 1d, repeat: weekly' },
    },
    shows: recurrence,
    expected: {
      first: ['2098-11-01T02:00:00', '90m', 'FREQ=WEEKLY;INTERVAL=1;BYDAY=SA'],
      second: ['2098-11-01T02:00:00', '2h', 'FREQ=WEEKLY;INTERVAL=1;BYDAY=SA'],
      removed: ['2098-11-01T02:00:00', '1d', 'FREQ=WEEKLY;INTERVAL=1;BYDAY=SA'],
    },
    inputs: [['recurringSchedule'], ['recurringSchedule']],
  },
  {
    id: 'group',
    says: {
      first: { when: 'squad: payments, group: { host: db-1 }' },
      second: { when: 'squad: payments, group: { host: [db-1, "db 2"] }' },
      removed: { when: 'squad: payments' },
    },
    shows: ({ scope }) => scope,
    expected: { first: 'host:db-1', second: 'host:(db-1 OR "db 2")', removed: '*' },
    inputs: [['scope'], ['scope']],
  },
  {
    id: 'when',
    says: {
      first: { when: 'squad: payments, category: backlog' },
      second: { when: 'squad: payments, tag: { kind: batch }' },
      removed: { when: 'squad: payments' },
    },
    shows: tags,
    expected: {
      first: ['category:backlog', 'team:payments'],
      second: ['kind:batch', 'team:payments'],
      removed: ['team:payments'],
    },
    inputs: [['monitorIdentifier'], ['monitorIdentifier']],
  },
];

function document({ id, says }: Row, stage: Stage): string {
  const { when = 'squad: payments', window = once, reason = 'The database is moved' } = says[stage];
  return `apiVersion: alerts/v1
kind: Downtime
id: ${id}
when: { ${when} }
window: { ${window} }
reason: ${reason}
`;
}

/** An application with an alert in groups, of a category and with a tag. */
const hosts = `apiVersion: alerts/v1
kind: Application
id: hosts
tier: 2
types: [worker]
alerts:
  queue-long:
    description: The queue is long
    impact: Orders wait.
    priority: P4
    category: backlog
    tags: { kind: batch }
    source: { datadog: { metric: { queries: { n: 'max:shop.queue{env:production}' } } } }
    groups: { by: [host] }
    condition: { is: above, critical: 5, over: 10m, noData: ok }
    runbook: { trigger: The queue grows., resolution: [Scale the workers.] }
`;

async function plan(world: World, ...more: string[]): Promise<Operation[]> {
  const { code, stdout, stderr } = await world.run(['plan', '--live', '--format', 'json', ...more]);
  expect(code, stderr).toBe(0);
  const { units } = JSON.parse(stdout) as { units: { operations: Operation[] }[] };
  return units.flatMap(({ operations }) => operations);
}

/** Field to the inputs that a plan changes. */
function changesByField(operations: readonly Operation[]): Record<string, readonly string[]> {
  const tops = ({ id }: Row): string[] => {
    const changes = operations.find(({ identity }) => identity === `production/-/downtime/${id}`)?.changes ?? [];
    return [...new Set(changes.map(({ path }) => /^[^.[]*/.exec(path)?.[0] ?? path))].sort();
  };
  return Object.fromEntries(rows.map((row) => [row.id, tops(row)]));
}

describe.sequential('every field of a downtime', () => {
  let world: World;
  beforeAll(async () => {
    const files = smallOrganisation({ alerts: { 'too-slow': 5 } }) as Record<string, string>;
    world = await startWorld(files);
    world.write('alerts/payments/hosts.yaml', hosts);
    // Lint asks for an end of what repeats; here it is removed.
    const project = String(files['alerts/project.yaml']);
    world.write('alerts/project.yaml', project.replace('rules: {}', 'rules: { life/mute-has-end: off }'));
  });
  afterAll(() => world.close());

  const shown = ({ id, shows }: Row): unknown => {
    const marker = `alerts_identity:production/-/downtime/${id}`;
    const one = [...world.datadog.downtimes.values()].filter(({ attributes: { message } }) =>
      String(message).endsWith(marker),
    );
    expect(one, id).toHaveLength(1);
    return one[0] && shows(one[0].attributes);
  };

  const lay = (stage: Stage): void =>
    world.write('alerts/payments/downtimes.yaml', rows.map((row) => document(row, stage)).join('---\n'));

  const applyAndReadBack = async (stage: Stage): Promise<void> => {
    const applied = await world.run(['apply', '--yes']);
    expect(applied, applied.stderr).toMatchObject({ code: 0 });
    expect(rows.map((row) => [row.id, shown(row)])).toEqual(rows.map(({ id, expected }) => [id, expected[stage]]));
    const again = await plan(world, '--all');
    expect(again.filter(({ op }) => op !== 'same')).toEqual([]);
  };

  const changed = (step: 0 | 1): Record<string, readonly string[]> =>
    Object.fromEntries(rows.map(({ id, inputs }) => [id, inputs[step]]));

  test('is applied, and read back there is nothing to do', async () => {
    lay('first');
    await applyAndReadBack('first');
  });

  test('changes alone when it is changed', async () => {
    lay('second');
    expect(changesByField(await plan(world))).toEqual(changed(0));
    await applyAndReadBack('second');
  });

  test('is really gone when it is removed', async () => {
    lay('removed');
    expect(changesByField(await plan(world))).toEqual(changed(1));
    await applyAndReadBack('removed');
  });
});
