import { describe, expect, it } from 'vitest';
import { columnsOfSql } from '../../../src/lint/support/sql.ts';

describe('columns that a query returns', () => {
  const told: readonly (readonly [string, readonly string[]])[] = [
    ['select count(*) as n from signatures', ['n']],
    ['select count(*) from signatures', ['count']],
    ['select a, s.b, "C d" from s', ['a', 'b', 'c d']],
    ['select a x, b as "Y", sum(c, d) total from s', ['x', 'y', 'total']],
    ['select distinct shop from s', ['shop']],
    ['select extract(epoch from now() - at) as age, 1 as one', ['age', 'one']],
    ['with x as (select 1 as hidden) select n from x', ['n']],
    ["select 'from, x' as text -- , y\n from s", ['text']],
    ['select case when a then b end as n from s', ['n']],
    ['select (select max(id) from x) as n, b from s union select c, d from t', ['n', 'b']],
  ];
  it.each(told)('%s', (sql, columns) => {
    expect([...(columnsOfSql(sql) ?? [])]).toEqual(columns);
  });

  it.each([
    'select * from s',
    'select s.* from s',
    'select a + b from s',
    'select case when a then b end from s',
    'call x()',
    '',
  ])('cannot be told from "%s"', (sql) => {
    expect(columnsOfSql(sql)).toBeUndefined();
  });
});
