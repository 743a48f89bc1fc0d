import { defineRule } from '../../rule.ts';
import { redash, warehouse } from '../../support/examples.ts';
import { isSource, sourcePath, sourceText } from '../../support/queries.ts';
import { columnsOfSql } from '../../support/sql.ts';

const few = { is: 'below', critical: 120 };

export default defineRule({
  id: 'redash/column-selected',
  summary: 'The column that an alert compares is one that its query returns.',
  why: 'Redash checks nothing of an alert when it is saved. Without its column the state is UNKNOWN for ever; made by hand without any column, it even ends the evaluation of every other alert on its query.',
  presets: { recommended: 'error', strict: 'error', import: 'warning' },
  messages: {
    missing: 'The query returns {columns}, but no column "{column}": the alert never fires.',
  },
  examples: {
    bad: [
      { alert: redash('select count(*) as total from signatures', 'every: 10m', few), project: warehouse },
      { alert: redash('select count(*) from signatures', 'every: 10m', few), project: warehouse },
      {
        alert: redash('with s as (select 1 as n) select extract(epoch from max(s.n)) as m from s', 'every: 10m', few),
        project: warehouse,
      },
    ],
    good: [
      { alert: redash('select count(*) as n from signatures', 'every: 10m', few), project: warehouse },
      {
        alert: redash('select s.N from (select count(*) as n from signatures) s', 'every: 10m, selector: max', few),
        project: warehouse,
      },
      {
        because: 'nothing can be told from the text',
        alert: redash('select * from signatures_per_hour order by hour', 'every: 10m', few),
        project: warehouse,
      },
    ],
  },
  visit: {
    alert(alert, context) {
      const sql = isSource(alert, 'redash', 'query') ? sourceText(alert, 'sql') : undefined;
      const column = sourceText(alert, 'column');
      const columns = sql === undefined || column === undefined ? undefined : columnsOfSql(sql);
      if (!columns || columns.has(String(column).toLowerCase())) return;
      const names = [...columns].map((name) => `"${name}"`).join(', ');
      context.report({
        message: 'missing',
        at: sourcePath(alert, 'column'),
        data: { columns: names, column: String(column) },
      });
    },
  },
});
