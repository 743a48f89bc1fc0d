import { nearestNode } from '../../../definitions/source/node.ts';
import type { AlertFacts } from '../../../oncall/routing/alert-facts.ts';
import { sweepAll } from '../../../oncall/routing/sweep-all.ts';
import { localText } from '../../../oncall/routing/local-text.ts';
import { defineCheck } from '../../check.ts';
import { allOf, forTiers } from '../../support.ts';
import { type ReadinessView } from '../../view.ts';

const halfAnHour = 1800;

function urgent({ pages }: ReadinessView): AlertFacts[] {
  return pages.filter(({ priority }) => priority === 'P1' || priority === 'P2');
}

export default defineCheck({
  id: 'routing/urgent-within-half-an-hour',
  code: 'RD-035',
  summary: 'An urgent page reaches a person within half an hour, day and night.',
  why: 'The budget of a month at 99.9% is 43 minutes; whoever is called after them can only write the report.',
  level: 'silver',
  maturity: { stage: 'enforce' },
  effort: 2,
  applies: (view) => allOf(forTiers(view, 1, 2), urgent(view).length > 0 || 'it has no urgent page'),
  evaluate: (view) =>
    sweepAll(view.onCall, urgent(view), view.ahead, halfAnHour).flatMap(({ identities, spans }) => {
      const [first] = spans.filter(({ onPurpose }) => !onPurpose);
      if (!first) return [];
      const alerts = identities.map((one) => one.split('/').at(-1) ?? '');
      const from = localText(view.onCall.zone, first.from);
      return [
        {
          message: `Urgent pages of ${view.id} (${alerts.join(', ')}) reach nobody within 30 minutes from ${from} on: ${first.unreached.reason}.`,
          at: nearestNode(view.squad.root, ['routing']),
          alerts,
          help: 'Let a step of the escalation that is called then fire earlier, or fill the schedule.',
        },
      ];
    }),
  examples: {
    bad: [
      {
        squad:
          'escalations: { off-hours: [{ after: 45m, notify: [{ schedule: oncall }] }, { after: 60m, notify: [{ squad: payments, take: everyone }] }] }',
      },
    ],
    good: [{}],
  },
});
