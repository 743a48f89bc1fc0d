import type { ResolvedAlert } from '../../../definitions/types.ts';
import { defineRule } from '../../rule.ts';
import { gauge } from '../../support/examples.ts';
import { sourcePath } from '../../support/queries.ts';

const full = { critical: '90%', recovery: '80%' };

export default defineRule({
  id: 'datadog/same-in-all-environments',
  summary: 'The query of an alert differs between environments.',
  why: 'A query without a filter for the environment sees all of them: a load test in staging wakes somebody as production, and the staging alert repeats every production alarm.',
  presets: { recommended: 'warning', strict: 'error', import: 'info' },
  messages: {
    same: 'The query is the same in {environments}, so each of these alerts sees the data of all: filter by the environment, for example with `env:${dd}`, or name its "environments".',
  },
  examples: {
    bad: [{ alert: gauge(full, '', 'max:payments.pool.used{service:checkout-api}') }],
    good: [
      { alert: gauge(full) },
      {
        because: 'it exists in one only',
        alert: gauge(full, 'environments: [production]', 'max:payments.pool.used{service:checkout-api}'),
      },
    ],
  },
  visit: {
    application(application, context) {
      const byId = new Map<string, ResolvedAlert[]>();
      for (const alert of application.alerts.filter(isFiltered))
        byId.set(alert.id, [...(byId.get(alert.id) ?? []), alert]);
      for (const [first, ...others] of byId.values()) {
        const twin = others.find((other) => first && JSON.stringify(other.source) === JSON.stringify(first.source));
        if (!first || !twin) continue;
        const data = { environments: `${first.environment} and ${twin.environment}` };
        context.report({ message: 'same', at: first.origin(sourcePath(first)).node, data });
      }
    },
  },
});

const filtered = new Set(['metric', 'logs', 'check', 'event', 'raw']);

/** Sources in which the environment is a filter that somebody writes. */
function isFiltered(alert: ResolvedAlert): boolean {
  return alert.source.vendor === 'datadog' && filtered.has(alert.source.type);
}
