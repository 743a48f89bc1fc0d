import { existsSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { runCase, type Verdict } from '../../../src/alert-tests/run-case.ts';
import { SqlTrials, type SqlTrial } from '../../../src/alert-tests/sql/trial.ts';
import { runSql, usualLimits } from '../../../src/commands/sql/run-sql.ts';
import { standardSquad } from '../../../src/lint/examples/standard-tree.ts';
import { openTest } from './tree-support.ts';

const patient = { timeout: 180_000 };

const alert = (sql: string, more = 'selector: first', column = 'n'): string => `
source: { redash: { query: { dataSource: Warehouse, sql: "${sql}", column: ${column}, every: 10m, ${more} } } }
condition: { is: below, critical: 120, noData: notify }
notify: { critical: { channel: mail } }`;

const signatures = 'columns: { completed_at: timestamptz, shop: text, amount: "numeric(10, 2)" }';
const lately = "select count(*) as n from signatures where completed_at > now() - interval '30 minutes'";

/** An alert, a case, and what goes wrong with it. */
interface Written {
  readonly alert: string;
  readonly cases: string;
  readonly failures?: readonly unknown[];
}

const onTable = (rows: string, expected: string): string =>
  `- { name: a, input: { tables: { signatures: { ${signatures}, rows: [${rows}] } } }, ${expected} }`;
const atOnce = (state: string): string => `expect: [{ at: 0m, state: ${state} }]`;
const amounts = '{ values: { shop: a, amount: 100.5 } }, { values: { shop: b, amount: null } }';

const written: Readonly<Record<string, Written>> = {
  'signatures stop, and come again: the clock of the case is that of the query': {
    alert: alert(lately),
    cases: onTable(
      '{ from: -1h, to: 1h, every: 10s, time: completed_at }, { from: 3h, to: 4h, every: 10s, time: completed_at }',
      'expect: [{ from: 0m, to: 69m, state: ok }, { at: 70m, state: alert, notifies: [channel:mail] }, { from: 70m, to: 190m, state: alert }, { at: 200m, state: ok }]',
    ),
  },
  'rows are not there before they come, nor after they have gone': {
    alert: alert('select count(*) as n from signatures'),
    cases: onTable(
      '{ at: 20m, until: 40m, count: 130 }',
      'expect: [{ at: 10m, state: alert }, { from: 20m, to: 39m, state: ok }, { at: 40m, state: alert }]',
    ),
  },
  'a query that returns no row never fires': {
    alert: alert('select shop, count(*) as n from signatures group by shop', 'selector: min'),
    cases: onTable('', 'expect: [{ from: 0m, to: 30m, state: no-data }], never: [alert]'),
  },
  'an aggregate of nothing fires': {
    alert: alert('select count(*) as n from signatures'),
    cases: onTable('', atOnce('alert')),
  },
  'the smallest of several rows counts': {
    alert: alert('select shop, count(*) as n from signatures group by shop', 'selector: min'),
    cases: onTable('{ count: 200, values: { shop: a } }, { count: 100, values: { shop: b } }', atOnce('alert')),
  },
  'numerics are numbers': {
    alert: alert('select sum(amount) as n from signatures'),
    cases: onTable(amounts, atOnce('alert')),
  },
  'null is no value': {
    alert: alert("select sum(amount) as n from signatures where shop = 'b'"),
    cases: onTable(amounts, atOnce('no-data')),
  },
  'large integers are numbers': {
    alert: alert('select 9000000000000000000::bigint as n from signatures'),
    cases: onTable(amounts, atOnce('ok')),
  },
  'a column that is missing is no value': {
    alert: alert('select count(*) as m from signatures'),
    cases: onTable(amounts, atOnce('no-data')),
  },
  'a query that PostgreSQL refuses is refused in its words': {
    alert: alert('select count(*) as n from signaturs'),
    cases: onTable('', atOnce('ok')),
    failures: ['Cannot be evaluated: the query fails: relation "signaturs" does not exist.'],
  },
  'a query changes nothing': {
    alert: alert('delete from signatures'),
    cases: onTable('', atOnce('ok')),
    failures: [expect.stringContaining('in a read-only transaction')],
  },
  'a column that the table has not': {
    alert: alert(lately),
    cases: onTable('{ values: { shp: a } }', atOnce('ok')),
    failures: ['Cannot be evaluated: the table has no column "shp": it has completed_at, shop, amount.'],
  },
  'a type that PostgreSQL does not know': {
    alert: alert(lately),
    cases: `- { name: b, input: { tables: { signatures: { columns: { n: nunber } } } }, ${atOnce('ok')} }`,
    failures: [expect.stringContaining('type "nunber" does not exist')],
  },
};

describe('the SQL of a Redash alert, run on tables', patient, () => {
  const verdicts = new Map<string, readonly Verdict[]>();

  // Starting PostgreSQL takes seconds: all are asked together.
  beforeAll(async () => {
    const sql = new SqlTrials();
    const files = {
      'payments/squad.yaml': standardSquad.replace('channels: {', 'channels: { mail: { email: sql@acme.example },'),
    };
    const opened = await Promise.all(
      Object.entries(written).map(async ([name, one]) => ({
        name,
        ...(await openTest({ ...one, sql, files, step: '10m' })),
      })),
    );
    const run = (): void => {
      for (const { name, test: about, subject } of opened)
        verdicts.set(
          name,
          about.cases.map((one) => runCase(about, one, subject)),
        );
    };
    await sql.settle(run, (asked) => runSql(asked));
  }, patient.timeout);

  it.each(Object.entries(written))('%s', (name, { failures = [] }) => {
    const [verdict] = verdicts.get(name) ?? [];
    expect(verdict?.failures.map(({ message }) => message)).toEqual(failures);
    if (failures.length === 0) expect(verdict?.fidelity).toBe('approximate');
  });
});

describe('SQL that means harm', patient, () => {
  const trial = (sql: string): SqlTrial => ({ sql, tables: [], start: 1_767_600_000, times: [0] });

  it('ends with its thread, and those after it are answered', async () => {
    const asked = [
      'select 1 as n',
      'with recursive x(n) as (select 1 union all select n + 1 from x) select max(n) as n from x',
      "select length(string_agg(repeat('x', 1000000), '')) as n from generate_series(1, 2000)",
      'select n from generate_series(1, 20001) n',
      "copy (select 1) to '/tmp/alerts-sql-was-here'",
      "select pg_read_file('/etc/hostname') as n",
      'commit',
      'select current_date::text as n',
    ];
    const answers = await runSql(asked.map(trial), { ...usualLimits, execution: 4000 });
    expect(answers[0]).toEqual({ results: [{ rows: [{ n: 1 }] }] });
    expect(answers[1]).toEqual({ error: 'it took longer than 4 s' });
    for (const answer of [answers[2], answers[3], answers[5]]) expect(JSON.stringify(answer)).toMatch(/"error":/);
    // Its files are memory.
    expect(existsSync('/tmp/alerts-sql-was-here')).toBe(false);
    expect(answers.at(-1)).toEqual({ results: [{ rows: [{ n: '2026-01-05' }] }] });
  });
});
