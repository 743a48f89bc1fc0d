import { defineRule } from '../../rule.ts';
import { measured } from '../../support/examples.ts';
import { isSource, sourcePath, sourceText } from '../../support/queries.ts';

const raw = (critical: number): string =>
  measured(
    `datadog: { raw: { type: query alert, query: "avg(last_5m):avg:payments.pool.used{env:\${dd}} > 90", options: { thresholds: { critical: ${critical} } } } }`,
    {},
    'groups: null\nmessage: The pool is full',
  );

export default defineRule({
  id: 'threshold/query-mismatch',
  summary: 'The threshold at the end of a raw query equals the one in its options.',
  why: 'Datadog refuses a monitor whose two thresholds differ. Everywhere else the threshold is written once; in a raw query somebody tunes one of the two.',
  presets: { recommended: 'error', strict: 'error', import: 'error' },
  messages: {
    differs:
      'The query compares with {query}, but "options.thresholds.critical" is {option}: write the same number in both.',
  },
  examples: {
    bad: [{ alert: raw(95) }],
    good: [{ alert: raw(90) }],
  },
  visit: {
    alert(alert, context) {
      if (!isSource(alert, 'datadog', 'raw')) return;
      const options = alert.source.fields['options'] as { thresholds?: { critical?: unknown } } | undefined;
      const query = /(?:>=|<=|==|!=|>|<)\s*(-?\d+(?:\.\d+)?(?:e[+-]?\d+)?)\s*$/i.exec(
        sourceText(alert, 'query') ?? '',
      )?.[1];
      const option = options?.thresholds?.critical;
      if (query === undefined || option === undefined || Number(query) === Number(option)) return;
      const at = sourcePath(alert, 'options', 'thresholds', 'critical');
      context.report({ message: 'differs', at, data: { query, option: String(option) } });
    },
  },
});
