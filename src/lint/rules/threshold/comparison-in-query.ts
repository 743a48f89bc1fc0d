import type { ResolvedAlert } from '../../../definitions/types.ts';
import { defineRule } from '../../rule.ts';
import { gauge } from '../../support/examples.ts';
import { metricQueries, sourcePath, sourceText, type QueryText } from '../../support/queries.ts';

export default defineRule({
  id: 'threshold/comparison-in-query',
  summary: 'The comparison stands in the condition, not in the query.',
  why: 'A comparison inside the query is a second threshold that nobody sees: in PromQL it removes every healthy value, so the alert knows no recovery and treats health as missing data.',
  presets: { recommended: 'error', strict: 'error', import: 'warning' },
  messages: {
    compared:
      'The query compares by itself ("{comparison}"): remove that and let the condition say when the alert fires.',
    evaluated:
      'The query already has a window ("{window}"): remove it, the condition says over which time it is evaluated.',
  },
  examples: {
    bad: [
      { alert: gauge({ critical: '90%' }, '', 'max:payments.pool.used{env:${dd}} > 0.9') },
      { alert: gauge({ critical: '90%' }, '', 'avg(last_5m):max:payments.pool.used{env:${dd}}') },
    ],
    good: [{ alert: gauge({ critical: '90%' }) }],
  },
  visit: {
    alert(alert, context) {
      for (const { text, path } of queriesOf(alert)) {
        const window = /\b\w+\(last_\w+\)/.exec(text)?.[0];
        const comparison = /(>=|<=|==|>|<)\s*-?\d+(\.\d+)?\s*$/.exec(text)?.[0];
        if (window) context.report({ message: 'evaluated', at: path, data: { window } });
        else if (comparison) context.report({ message: 'compared', at: path, data: { comparison } });
      }
    },
  },
});

function queriesOf(alert: ResolvedAlert): readonly Pick<QueryText, 'text' | 'path'>[] {
  const expression = alert.source.vendor === 'prometheus' ? sourceText(alert, 'expr') : undefined;
  return expression === undefined ? metricQueries(alert) : [{ text: expression, path: sourcePath(alert, 'expr') }];
}
