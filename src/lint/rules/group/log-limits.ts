import { defineRule } from '../../rule.ts';
import { logs } from '../../support/examples.ts';
import { isSource } from '../../support/queries.ts';

/** Values that Datadog keeps per dimension, by the number of dimensions. */
const kept = [0, 1000, 30, 10, 5];

export default defineRule({
  id: 'group/log-limits',
  summary: 'A grouped log alert stays within the groups that Datadog keeps.',
  why: 'Grouped by one facet Datadog watches the 1000 most frequent values, by two 30 of each, by three 10, by four 5. The others are dropped without a word, and their errors with them.',
  presets: { recommended: 'warning', strict: 'warning', import: 'info' },
  messages: {
    dropped:
      'Grouped by {count} facets, Datadog keeps the {values} most frequent values of each and drops the others silently: group by fewer, or set "limit" to at most {total} to say that you know.',
    tooMany: 'Datadog groups logs by four facets at most, not by {count}: remove some.',
  },
  examples: {
    bad: [
      { alert: logs({ critical: 20 }, 'groups: { by: [acquirer, region, scheme], notify: null, limit: null }') },
      { alert: logs({ critical: 20 }, 'groups: { by: [acquirer, region], notify: null, limit: 2000 }') },
    ],
    good: [
      { alert: logs({ critical: 20 }, 'groups: { by: [acquirer], notify: null, limit: 20 }') },
      { alert: logs({ critical: 20 }, 'groups: { by: [acquirer, region, scheme], notify: null, limit: 100 }') },
    ],
  },
  visit: {
    alert(alert, context) {
      const { groups } = alert;
      if (!groups || !isSource(alert, 'datadog', 'logs')) return;
      const count = groups.by.length;
      const values = kept[count];
      if (values === undefined) return context.report({ message: 'tooMany', at: ['groups', 'by'], data: { count } });
      const total = values ** count;
      if (groups.limit === undefined ? count >= 3 : groups.limit > total)
        context.report({
          message: 'dropped',
          at: groups.limit === undefined ? ['groups', 'by'] : ['groups', 'limit'],
          data: { count, values, total },
        });
    },
  },
});
