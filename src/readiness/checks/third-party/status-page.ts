import type { ResolvedAlert } from '../../../definitions/types.ts';
import { defineCheck } from '../../check.ts';
import { forTypes, newAlert } from '../../support.ts';
import { ofCategory, placeIn } from '../../view.ts';

export default defineCheck({
  id: 'third-party/status-page',
  code: 'RD-019',
  summary: "An alert on a supplier leads to the supplier's status page.",
  why: 'Whoever is called has to know within a minute whether the supplier knows already; searching the address costs more.',
  level: 'silver',
  maturity: { stage: 'enforce' },
  effort: 1,
  applies: (view) => forTypes(view, 'third-party'),
  evaluate: (view) =>
    view.alerts.some(leadsToStatus)
      ? []
      : [
          {
            message: `No alert of ${view.id} leads to the status page of the supplier.`,
            at: placeIn(view, ['types']),
            help: 'Add it to "links" of the alert on failed calls.',
            ...(ofCategory(view, 'errors').length > 0 ? {} : { command: newAlert(view, 'provider-errors', 'errors') }),
          },
        ],
  examples: {
    bad: [
      {
        application: `types: [third-party]
`,
      },
    ],
    good: [
      {
        application: `types: [third-party]
alerts: { card-errors: { links: [{ title: Status of the acquirer, url: https://status.acquirer.example }] } }`,
      },
    ],
  },
});

function leadsToStatus({ links, runbook }: ResolvedAlert): boolean {
  return (
    links.some(({ title, url }) => /status/i.test(`${title} ${url}`)) ||
    (runbook?.resolution ?? []).some((step) => /https?:\/\/\S*status/i.test(step))
  );
}
