import { exemptionDocument } from '../../../lint/support/exemption.ts';
import { defineCheck } from '../../check.ts';
import { type ReadinessView } from '../../view.ts';

export default defineCheck({
  id: 'exemption/approved',
  code: 'RD-052',
  summary: 'Somebody of the approving group, other than the owner, has allowed each exemption.',
  why: 'Who exempts oneself has no gate.',
  level: 'bronze',
  maturity: { stage: 'enforce' },
  effort: 1,
  applies: (view) => view.exemptions.length > 0 || 'nothing exempts it',
  evaluate: (view) =>
    view.exemptions
      .filter(({ owner, approvedBy }) => !mayApprove(view, owner, approvedBy))
      .map(({ id, approvedBy, at }) => ({
        message: `The exemption ${id} is ${approvedBy === undefined ? 'not approved' : `approved by ${approvedBy}, who may not`}.`,
        at,
        help: 'Have somebody of the approving group, who is not the owner, write "approvedBy".',
      })),
  examples: {
    bad: [
      { files: { 'payments/exemption.yaml': exemptionDocument({ check: 'tests/fires', approvedBy: 'ana' }) } },
      { files: { 'payments/exemption.yaml': exemptionDocument({ check: 'tests/fires', approvedBy: undefined }) } },
    ],
    good: [{ files: { 'payments/exemption.yaml': exemptionDocument({ check: 'tests/fires' }) } }],
  },
});

function mayApprove({ onCall, policy }: ReadinessView, owner: string, approver: string | undefined): boolean {
  return (
    approver !== undefined &&
    approver !== owner &&
    onCall.people.get(approver)?.groups.includes(policy.approvers) === true
  );
}
