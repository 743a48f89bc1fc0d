import { defineRule } from '../../rule.ts';
import { measured } from '../../support/examples.ts';
import { isSource, sourcePath, sourceText } from '../../support/queries.ts';

const raw = (query: string): string =>
  measured(`datadog: { raw: { type: query alert, query: "${query}" } }`, {}, 'groups: null\nmessage: The pool is full');
const compared = /(>=|<=|==|!=|>|<)\s*-?\d+(\.\d+)?(e[+-]?\d+)?\s*$/i;

export default defineRule({
  id: 'threshold/comparison-present',
  summary: 'A raw query compares its value with a number.',
  why: 'Everywhere else the format demands a threshold. In a raw query a forgotten comparison is refused by the vendor in the middle of an apply, or makes an alert that always fires.',
  presets: { recommended: 'error', strict: 'error', import: 'error' },
  messages: {
    missing: 'The raw query ends without a comparison such as "> 5", so nothing says when the alert fires: add it.',
  },
  examples: {
    bad: [{ alert: raw('avg(last_5m):avg:payments.pool.used{env:${dd}}') }],
    good: [{ alert: raw('avg(last_5m):avg:payments.pool.used{env:${dd}} > 90') }],
  },
  visit: {
    alert(alert, context) {
      if (!isSource(alert, 'datadog', 'raw')) return;
      const query = sourceText(alert, 'query');
      // Checks are counted and composites combine states: neither compares a value.
      if (query === undefined || /check|composite|synthetics/.test(String(alert.source.fields['type']))) return;
      if (!compared.test(query)) context.report({ message: 'missing', at: sourcePath(alert, 'query') });
    },
  },
});
