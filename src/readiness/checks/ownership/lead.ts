import { defineCheck } from '../../check.ts';
import { gapInSquad } from '../../support.ts';

export default defineCheck({
  id: 'ownership/lead',
  code: 'RD-061',
  summary: 'The squad has a lead.',
  why: 'The last step of an escalation and every exemption need somebody who decides.',
  level: 'silver',
  maturity: { stage: 'enforce' },
  effort: 1,
  applies: () => true,
  evaluate: (view) =>
    view.onCallSquad.lead === undefined
      ? [gapInSquad(view, ['members'], `Squad ${view.squad.id} has no lead.`, 'Write "lead" with one of its members.')]
      : [],
  examples: {
    bad: [{ squad: 'lead: null' }],
    good: [{}],
  },
});
