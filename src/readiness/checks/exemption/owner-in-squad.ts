import { exemptionDocument } from '../../../lint/support/exemption.ts';
import { defineCheck } from '../../check.ts';

export default defineCheck({
  id: 'exemption/owner-in-squad',
  code: 'RD-052',
  summary: 'Whoever answers for an exemption is in the squad.',
  why: 'Who has left the squad does not mend it any more.',
  level: 'bronze',
  maturity: { stage: 'enforce' },
  effort: 1,
  applies: (view) => view.exemptions.length > 0 || 'nothing exempts it',
  evaluate: (view) =>
    view.exemptions
      .filter(({ owner }) => !view.onCallSquad.members.includes(owner))
      .map(({ id, owner, at }) => ({
        message: `The exemption ${id} is owned by ${owner}, who is not in squad ${view.squad.id}.`,
        at,
        help: 'Name a member of the squad as "owner".',
      })),
  examples: {
    bad: [{ files: { 'payments/exemption.yaml': exemptionDocument({ check: 'tests/fires', owner: 'zoe' }) } }],
    good: [{ files: { 'payments/exemption.yaml': exemptionDocument({ check: 'tests/fires' }) } }],
  },
});
