import { defineRule, type AlertSummary } from '../../rule.ts';
import { alertsByApplication, documentsOf, textsOf } from '../../support/catalog.ts';

const unavailable = (id: string, dependency: string): string => `apiVersion: alerts/v1
kind: Application
id: ${id}
tier: 1
types: [http-service]
dependencies: [${dependency}]
alerts:
  down:
    description: Does not answer
    priority: P1
    category: availability
    source: { datadog: { check: { name: http.can_connect, over: ["instance:${id}", "env:\${dd}"] } } }
    condition: { failures: 5, recoveries: 3, noData: notify }
`;
const wall = {
  'payments/gateway.yaml': unavailable('gateway', 'ledger'),
  'payments/ledger.yaml': unavailable('ledger', 'bank'),
};
const pagesHere =
  'dependencies: [gateway]\nalerts: { down: { description: Does not answer, priority: P1, category: availability, source: { datadog: { check: { name: http.can_connect, over: ["env:${dd}"] } } }, condition: { failures: 5, recoveries: 3, noData: notify } } }';

export default defineRule({
  id: 'dep/cascade',
  summary: 'One outage does not page along a chain of three applications.',
  why: 'When the application at the bottom is down, so is everything above it: three pages of the highest priority for one cause, and the person who can mend it waits for the other two to hang up.',
  presets: { recommended: 'info', strict: 'info', import: 'off' },
  messages: {
    chain:
      'When {bottom} is down, {chain} all page as unavailable: let the ones above page on what only they can mend, or join them in a composite with the state of {bottom}.',
  },
  examples: {
    bad: [{ application: pagesHere, files: wall }],
    good: [
      {
        because: 'the middle one tells its channel',
        application: pagesHere,
        files: { ...wall, 'payments/gateway.yaml': unavailable('gateway', 'ledger').replace('P1', 'P4') },
      },
    ],
  },
  visit: {
    catalog(catalog, report) {
      const applications = documentsOf(catalog, 'Application');
      const needs = new Map(applications.map((one) => [one.id, textsOf(one, 'dependencies')]));
      for (const environment of catalog.environments) {
        const alerts = alertsByApplication(catalog, environment);
        const page = (id: string): AlertSummary | undefined =>
          alerts
            .get(id)
            ?.find(({ pages, category, priority }) => pages && category === 'availability' && priority === 'P1');
        for (const top of alerts.keys()) {
          const alert = page(top);
          const middle =
            alert &&
            needs.get(top)?.find((one) => page(one) && needs.get(one)?.some((other) => other !== top && page(other)));
          const bottom = middle === undefined ? undefined : needs.get(middle)?.find((one) => one !== top && page(one));
          if (!alert || middle === undefined || bottom === undefined) continue;
          const data = { bottom, chain: `${middle} and ${top}` };
          report({ message: 'chain', location: alert.location, subject: `${top}/${alert.id}`, data });
        }
      }
    },
  },
});
