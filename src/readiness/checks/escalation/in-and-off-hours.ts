import { nearestNode } from '../../../definitions/source/node.ts';
import { defineCheck } from '../../check.ts';
import { allOf, forTiers, withPages } from '../../support.ts';

export default defineCheck({
  id: 'escalation/in-and-off-hours',
  code: 'RD-003',
  summary: 'What is called in working hours differs from what is called at night.',
  why: 'By day whoever is at work should take it; at night the way must be shorter and end further up.',
  level: 'silver',
  maturity: { stage: 'enforce' },
  effort: 1,
  applies: (view) => allOf(forTiers(view, 1), withPages(view)),
  evaluate: ({ onCallSquad, squad }) => {
    const rules = onCallSquad.routing.rules.filter(({ to }) => to.kind !== 'none');
    const targets = new Set(rules.map(({ to }) => JSON.stringify(to)));
    if (targets.size > 1 && rules.some(({ hours }) => hours !== undefined)) return [];
    return [
      {
        message: `Squad ${squad.id} calls the same people in the same order by day and at night.`,
        at: nearestNode(squad.root, ['routing']),
        subject: `squad ${squad.id}`,
        help: 'Route "hours: business" to an escalation of its own.',
      },
    ];
  },
  examples: {
    bad: [{ squad: 'routing: [{ to: { escalation: off-hours } }]' }],
    good: [{}],
  },
});
