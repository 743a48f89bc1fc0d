import { defineRule } from '../../rule.ts';
import { redash, warehouse } from '../../support/examples.ts';
import { isSource, sourcePath, sourceText } from '../../support/queries.ts';
import { shapeOfSql } from '../../support/sql.ts';

const few = { is: 'below', critical: 120 };
const perShop = 'select shop, count(*) as n from signatures group by shop';

export default defineRule({
  id: 'redash/first-row-order',
  summary: 'An alert on the first row decides which row that is.',
  why: 'Without ORDER BY the database returns rows in any order. The alert looks at one shop today and at another one tomorrow.',
  presets: { recommended: 'error', strict: 'error', import: 'warning' },
  messages: {
    any: 'The alert looks at the first row, and nothing says which one that is: add ORDER BY, or use "selector: min" or "max".',
  },
  examples: {
    bad: [{ alert: redash(perShop, 'every: 10m, selector: first', few), project: warehouse }],
    good: [
      { alert: redash(`${perShop} order by n`, 'every: 10m, selector: first', few), project: warehouse },
      { alert: redash(perShop, 'every: 10m, selector: min', few), project: warehouse },
      {
        because: 'there is one row',
        alert: redash('select count(*) as n from signatures', 'every: 10m', few),
        project: warehouse,
      },
    ],
  },
  visit: {
    alert(alert, context) {
      const sql = isSource(alert, 'redash', 'query') ? sourceText(alert, 'sql') : undefined;
      if (sql === undefined || (sourceText(alert, 'selector') ?? 'first') !== 'first') return;
      const { oneRow, ordered } = shapeOfSql(sql);
      if (!oneRow && !ordered) context.report({ message: 'any', at: sourcePath(alert, 'sql') });
    },
  },
});
