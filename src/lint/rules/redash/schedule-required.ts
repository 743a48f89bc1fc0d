import { defineRule } from '../../rule.ts';
import { redash, warehouse } from '../../support/examples.ts';
import { isSource, sourcePath } from '../../support/queries.ts';

const few = { is: 'below', critical: 120 };

export default defineRule({
  id: 'redash/schedule-required',
  summary: 'The query of an alert runs by itself.',
  why: 'Redash judges an alert only after its query has run. Without a schedule that happens when somebody happens to open the query.',
  presets: { recommended: 'error', strict: 'error', import: 'error' },
  messages: {
    missing: 'Nothing runs this query, so the alert is never judged: add "every", for example 10m.',
  },
  examples: {
    bad: [{ alert: redash('select count(*) as n from signatures', 'selector: first', few), project: warehouse }],
    good: [{ alert: redash('select count(*) as n from signatures', 'every: 10m', few), project: warehouse }],
  },
  visit: {
    alert(alert, context) {
      if (isSource(alert, 'redash', 'query') && alert.source.fields['every'] === undefined)
        context.report({ message: 'missing', at: sourcePath(alert, 'every') });
    },
  },
});
