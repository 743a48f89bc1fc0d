import { exemptionDocument } from '../../../lint/support/exemption.ts';
import { daysBetween } from '../../../definitions/values/calendar.ts';
import { defineCheck } from '../../check.ts';
import { type ReadinessView } from '../../view.ts';

export default defineCheck({
  id: 'exemption/length',
  code: 'RD-052',
  summary: 'No exemption lasts longer than the tier allows.',
  why: 'A year is not an exemption but a decision, and belongs into the tier.',
  level: 'bronze',
  maturity: { stage: 'enforce' },
  effort: 1,
  applies: (view) => view.exemptions.length > 0 || 'nothing exempts it',
  evaluate: (view) =>
    view.exemptions
      .filter(({ until }) => daysBetween(view.today, until) > mostDays(view))
      .map(({ id, at }) => ({
        message: `The exemption ${id} lasts longer than ${mostDays(view)} days, the most for tier ${view.tier ?? 1}.`,
        at,
        help: `Shorten "until"; the project's "readiness.maxExemption" says how long is allowed.`,
      })),
  examples: {
    bad: [{ files: { 'payments/exemption.yaml': exemptionDocument({ check: 'tests/fires', until: '2027-11-01' }) } }],
    good: [{ files: { 'payments/exemption.yaml': exemptionDocument({ check: 'tests/fires' }) } }],
  },
});

function mostDays({ policy, tier = 1 }: ReadinessView): number {
  return policy.maxExemption[tier] ?? 180;
}
