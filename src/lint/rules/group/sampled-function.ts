import type { ResolvedAlert } from '../../../definitions/types.ts';
import { defineRule } from '../../rule.ts';
import { gauge } from '../../support/examples.ts';
import { metricQueries, sourcePath, sourceText, type QueryText } from '../../support/queries.ts';

const sampling = /\b(top|bottom|top_offset|topk|bottomk|limitk|limit_ratio)\s*(?:by\s*\([^)]*\)\s*)?\(/i;

export default defineRule({
  id: 'group/sampled-function',
  summary: 'An alert does not select the largest groups of the moment.',
  why: 'What top(10) returns changes with every evaluation. A group that drops to rank eleven disappears while it is still broken: its alert closes, reopens, or reports missing data.',
  presets: { recommended: 'error', strict: 'error', import: 'warning' },
  messages: {
    sampled:
      '"{name}" picks other groups at every evaluation, so alerts open and close by themselves: remove it and use "limit", or a narrower filter.',
  },
  examples: {
    bad: [
      {
        alert: gauge(
          { critical: '90%', recovery: '80%' },
          '',
          "top(max:payments.pool.used{env:${dd}}, 10, 'mean', 'desc')",
        ),
      },
    ],
    good: [{ alert: gauge({ critical: '90%', recovery: '80%' }) }],
  },
  visit: {
    alert(alert, context) {
      for (const { text, path } of textsOf(alert)) {
        const name = sampling.exec(text)?.[1];
        if (name) context.report({ message: 'sampled', at: path, data: { name } });
      }
    },
  },
});

/** Everything that may hold a function: named queries, the formula, raw queries and PromQL. */
function textsOf(alert: ResolvedAlert): Pick<QueryText, 'text' | 'path'>[] {
  const fields = ['formula', 'query', 'expr'].filter((field) => alert.source.vendor !== 'redash' || field !== 'query');
  const others = fields.flatMap((field) => {
    const text = sourceText(alert, field);
    const queried =
      alert.source.vendor === 'prometheus' || alert.source.type === 'raw' || alert.source.type === 'metric';
    return text !== undefined && queried ? [{ text, path: sourcePath(alert, field) }] : [];
  });
  return [...metricQueries(alert), ...others];
}
