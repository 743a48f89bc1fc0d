import { defineRule } from '../../rule.ts';
import { redash, warehouse } from '../../support/examples.ts';
import { isSource, sourcePath, sourceText } from '../../support/queries.ts';
import { shapeOfSql } from '../../support/sql.ts';

const few = { is: 'below', critical: 120 };

export default defineRule({
  id: 'redash/always-one-row',
  summary: 'The query of an alert always returns a row.',
  why: 'Without a row Redash does not know the value: the state becomes UNKNOWN, which is no alarm. The table is empty, the import has stopped, and the alert is silent.',
  presets: { recommended: 'error', strict: 'error', import: 'warning' },
  messages: {
    none: 'This query can return no row at all, and then the alert does not fire: aggregate without GROUP BY, for example `select coalesce(max(n), 0) as n from (…)`.',
  },
  examples: {
    bad: [
      {
        alert: redash(
          'select n from signatures_per_hour where hour = current_hour()',
          'every: 10m, selector: max',
          few,
        ),
        project: warehouse,
      },
      {
        alert: redash('select shop, count(*) as n from signatures group by shop', 'every: 10m, selector: min', few),
        project: warehouse,
      },
    ],
    good: [
      { alert: redash('select count(*) as n from signatures', 'every: 10m', few), project: warehouse },
      {
        alert: redash('select coalesce(sum(x.n), 0) as n from (select n from hours group by n) x', 'every: 10m', few),
        project: warehouse,
      },
      {
        alert: redash('select (select count(*) from a) - (select count(*) from b) as n', 'every: 10m', few),
        project: warehouse,
      },
    ],
  },
  visit: {
    alert(alert, context) {
      const sql = isSource(alert, 'redash', 'query') ? sourceText(alert, 'sql') : undefined;
      if (sql !== undefined && !shapeOfSql(sql).oneRow)
        context.report({ message: 'none', at: sourcePath(alert, 'sql') });
    },
  },
});
