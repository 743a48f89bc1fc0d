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
    failures: [expect.stringContaining('it is no query, which only reads')],
  },
  'a column that the table has not': {
    alert: alert(lately),
    cases: onTable('{ values: { shp: a } }', atOnce('ok')),
    failures: ['Cannot be evaluated: the table has no column "shp": it has completed_at, shop, amount.'],
  },
  'rows that are short to write and long to send': {
    alert: alert(lately),
    cases: onTable(`{ count: 20000, values: { shop: ${'x'.repeat(600)} } }`, atOnce('ok')),
    failures: ['Cannot be evaluated: the rows have more than 10000000 characters.'],
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
  const trial = (sql: string, times = [0]): SqlTrial => ({ sql, tables: [], start: 1_767_600_000, times });

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
    const answers = await runSql(
      asked.map((sql) => trial(sql)),
      { ...usualLimits, execution: 4000 },
    );
    expect(answers[0]).toEqual({ results: [{ rows: [{ n: 1 }] }] });
    expect(answers[1]).toEqual({ error: 'it took longer than 4 s' });
    for (const answer of [answers[2], answers[3], answers[5]]) expect(JSON.stringify(answer)).toMatch(/"error":/);
    // Its files are memory.
    expect(existsSync('/tmp/alerts-sql-was-here')).toBe(false);
    expect(answers.at(-1)).toEqual({ results: [{ rows: [{ n: '2026-01-05' }] }] });
  });

  // Each of these was run, in a transaction that only reads, and reached the tests of others.
  const reaching = {
    'files of the database': [
      `do $$ declare path text; begin for path in select pg_relation_filepath(oid) from pg_class where relkind in ('r', 'i') loop
         begin execute format('copy (select 1) to %L', '/pglite/data/' || path); exception when others then null; end; end loop; end $$`,
      "copy (select 1) to '/pglite/data/global/pg_control'",
    ],
    'what a session keeps': [
      'prepare kept as select 1',
      "set session timezone = 'Asia/Tokyo'",
      'commit',
      'listen kept',
    ],
    'several statements': ['select 1; commit', 'commit; create table kept (n int)'],
    nothing: ['', '; select 1', '-- select 1'],
  };
  const next = (): SqlTrial => ({
    ...trial('select count(*) as n, extract(timezone from now())::int as zone from sales.orders'),
    tables: [{ name: 'sales.orders', columns: { n: 'int' }, rows: [{ values: { n: '1' } }] }],
  });

  it('reaches no test but its own', async () => {
    const hostile = Object.values(reaching).flat();
    const asked = [...hostile, 'execute kept'].flatMap((sql) => [trial(sql), next()]);
    const answers = await runSql(asked, { ...usualLimits, execution: 4000 });
    answers.forEach((answer, index) => {
      const isHostile = index % 2 === 0;
      if (isHostile) expect(answer, asked[index]?.sql).toEqual({ results: [{ error: expect.any(String) }] });
      else expect(answer, asked[index - 1]?.sql).toEqual({ results: [{ rows: [{ n: 1, zone: 0 }] }] });
    });
  });

  it('leaves no schema behind when a table cannot be made', async () => {
    const broken = { name: 'other', columns: { n: 'nunber' }, rows: [] };
    const [first, second] = await runSql([{ ...next(), tables: [...next().tables, broken] }, next()]);
    expect(first).toEqual({ error: expect.stringContaining('"nunber"') });
    expect(second).toEqual({ results: [{ rows: [{ n: 1, zone: 0 }] }] });
  });

  it('draws the same chance each time', async () => {
    const [first, second] = await runSql([
      trial('select random() as n, setseed(0.7)'),
      trial('select random() as n, 1'),
    ]);
    const numberOf = (answer: unknown): unknown => /"n":([0-9.e-]+)/.exec(JSON.stringify(answer))?.[1];
    expect(numberOf(first)).toBeDefined();
    expect(numberOf(second)).toBe(numberOf(first));
  });

  it('takes no more time than a case, and all of them together, may', async () => {
    const slow = trial(
      'select pg_sleep(0.4)',
      Array.from({ length: 2000 }, (_, index) => index),
    );
    const forever = trial('select count(*) from generate_series(1, 1000000000000) as n');
    const [one] = await runSql([slow], { ...usualLimits, trial: 2000 });
    expect(one).toEqual({ error: 'it took longer than 2 s' });
    const all = await runSql([forever, forever], { ...usualLimits, execution: 1000, all: 1000 });
    expect(all).toEqual([
      { error: 'it took longer than 1 s' },
      { error: 'the SQL of all tests together took longer than 1 s' },
    ]);
  });

  it('is asked in portions, each question once', async () => {
    const questions = new SqlTrials(100);
    const portions: number[] = [];
    const read = (): unknown[] => ['a', 'b', 'b', 'c'].map((sql) => questions.answerOf(trial(sql.repeat(60))));
    await questions.settle(read, async (asked) => {
      portions.push(asked.length);
      return asked.map(({ sql }) => ({ error: sql }));
    });
    expect(portions).toEqual([1, 1, 1]);
    expect(read()).toEqual(['a', 'b', 'b', 'c'].map((sql) => ({ error: sql.repeat(60) })));
  });

  it('takes no more memory of the process than results may have', async () => {
    const long = trial("select repeat('x', 1000) as n", [0, 1, 2]);
    const limits = { ...usualLimits, text: 1100, allText: 3000 };
    expect(await runSql([trial("select repeat('x', 2000) as n"), long, long], limits)).toEqual([
      { results: [{ error: 'It returns more than 1100 characters.' }] },
      { results: Array.from({ length: 3 }, () => ({ rows: [{ n: 'x'.repeat(1000) }] })) },
      { error: 'the results of all tests together have more than 3000 characters' },
    ]);
  });
});
