import { exemptionDocument } from '../../../lint/support/exemption.ts';
import { defineCheck } from '../../check.ts';

export default defineCheck({
  id: 'exemption/unexpired',
  code: 'RD-052',
  summary: 'No exemption has ended.',
  why: 'An exemption without an end is a rule that nobody follows.',
  level: 'bronze',
  maturity: { stage: 'enforce' },
  effort: 1,
  applies: (view) => view.exemptions.length > 0 || 'nothing exempts it',
  evaluate: (view) =>
    view.exemptions
      .filter(({ until }) => until < view.today)
      .map(({ id, until, at }) => ({
        message: `The exemption ${id} ended on ${until}.`,
        at,
        help: 'Mend what it stood for and remove it, or have it approved anew.',
      })),
  examples: {
    bad: [{ files: { 'payments/exemption.yaml': exemptionDocument({ check: 'tests/fires', until: '2026-10-31' }) } }],
    good: [{ files: { 'payments/exemption.yaml': exemptionDocument({ check: 'tests/fires' }) } }],
  },
});
