import { defineRule } from '../../rule.ts';
import { redash, warehouse } from '../../support/examples.ts';
import { isSource, sourcePath, sourceText } from '../../support/queries.ts';

const few = { is: 'below', critical: 120 };

export default defineRule({
  id: 'redash/no-parameters',
  summary: 'The query of an alert has no parameters.',
  why: 'Redash runs a query with parameters only when a person fills them in. The schedule skips it, and the alert stays UNKNOWN for ever.',
  presets: { recommended: 'error', strict: 'error', import: 'error' },
  messages: {
    parameter: 'Redash never runs a query with the parameter {parameter} by itself: write the value into the query.',
  },
  examples: {
    bad: [
      {
        alert: redash("select count(*) as n from signatures where day = '{{ day }}'", 'every: 10m', few),
        project: warehouse,
      },
    ],
    good: [
      {
        alert: redash('select count(*) as n from signatures where day = current_date', 'every: 10m', few),
        project: warehouse,
      },
    ],
  },
  visit: {
    alert(alert, context) {
      const sql = isSource(alert, 'redash', 'query') ? sourceText(alert, 'sql') : undefined;
      const parameter = /\{\{[^}]*\}\}/.exec(sql ?? '')?.[0];
      if (parameter) context.report({ message: 'parameter', at: sourcePath(alert, 'sql'), data: { parameter } });
    },
  },
});
