import { nearestNode } from '../../../definitions/source/node.ts';
import { pagesReachingNobody } from '../../../oncall/routing/reaches-nobody.ts';
import { defineCheck } from '../../check.ts';
import { withPages } from '../../support.ts';

export default defineCheck({
  id: 'routing/reaches-somebody',
  code: 'RD-035',
  summary: 'Every page reaches a person at every hour of the next two weeks.',
  why: 'A page that is routed to nobody looks like a page that was sent.',
  level: 'bronze',
  maturity: { stage: 'enforce' },
  effort: 2,
  applies: (view) => withPages(view),
  evaluate: (view) =>
    pagesReachingNobody(view.onCall, view.pages, view.ahead).map(({ identities, why }) => ({
      message: `Pages of ${view.id} (${identities.map((one) => one.split('/').at(-1)).join(', ')}) reach nobody: ${why}.`,
      at: nearestNode(view.squad.root, ['routing']),
      alerts: identities.map((one) => one.split('/').at(-1) ?? ''),
      help: `Ask "alerts route --sweep --app ${view.id} --all" for all such hours.`,
    })),
  examples: {
    bad: [
      {
        squad: `schedules: { run: { rotations: { weekly: { participants: [none] } } } }
escalations: { working-hours: [{ after: 0m, notify: [{ schedule: run }] }] }`,
      },
    ],
    good: [{}],
  },
});
