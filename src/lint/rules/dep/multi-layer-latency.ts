import { defineRule, type AlertSummary, type CatalogView } from '../../rule.ts';
import { alertsByApplication } from '../../support/catalog.ts';
import { dependents } from '../../support/dependencies.ts';

const slow = (service: string, priority: string): string =>
  `description: Answers are slow, priority: ${priority}, category: latency, source: { datadog: { apm: { service: ${service}, operation: http.request, measure: p95 } } }, condition: { is: above, critical: 2s, recovery: 1s, over: 10m, noData: keep }`;
const ledger = (priority: string): Record<string, string> => ({
  'payments/ledger.yaml': `apiVersion: alerts/v1
kind: Application
id: ledger
tier: 1
types: [http-service]
alerts: { slow: { ${slow('ledger', priority)} } }
`,
});
const application = `dependencies: [ledger]\nalerts: { slow: { ${slow('checkout-api', 'P2')} } }`;

export default defineRule({
  id: 'dep/multi-layer-latency',
  summary: 'Along one call path latency pages once, at the top.',
  why: 'When a service at the bottom is slow, everything above it is slow. With a latency page on every layer five squads get up for one cause, and four of them can do nothing.',
  presets: { recommended: 'warning', strict: 'warning', import: 'info' },
  messages: {
    below:
      'Latency pages here and in {top}, which calls this application: page where users feel it ({top}), and send this one to the channel.',
  },
  examples: {
    bad: [{ application, files: ledger('P2') }],
    good: [{ because: 'only the top of the path pages', application, files: ledger('P4') }],
  },
  visit: {
    catalog(catalog, report) {
      for (const environment of catalog.environments) {
        const paging = latencyPages(catalog, environment);
        for (const [application, alert] of paging) {
          const top = dependents(catalog, application).find((one) => paging.has(one));
          const above = top === undefined ? undefined : paging.get(top);
          if (top === undefined || !above) continue;
          const related = [{ message: `Latency pages here, too`, location: above.location }];
          report({
            message: 'below',
            location: alert.location,
            subject: `${application}/${alert.id}`,
            data: { top },
            related,
          });
        }
      }
    },
  },
});

// What a browser measures contains the customer's device, and a database's lag or locks are no answer that a caller waits for.
const waited = new Set(['http-service']);

/** The first latency page of every application whose callers wait for its answer. */
function latencyPages(catalog: CatalogView, environment: string): Map<string, AlertSummary> {
  const pages = new Map<string, AlertSummary>();
  const types = new Map(
    catalog.documents.filter(({ kind }) => kind === 'Application').map(({ id, facts }) => [id, facts['types']]),
  );
  for (const [application, alerts] of alertsByApplication(catalog, environment)) {
    const kinds = types.get(application);
    const alert = alerts.find(({ category, pages: paging }) => category === 'latency' && paging);
    if (alert && Array.isArray(kinds) && kinds.some((kind) => waited.has(String(kind)))) pages.set(application, alert);
  }
  return pages;
}
