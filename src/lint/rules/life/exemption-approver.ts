import { defineRule } from '../../rule.ts';
import { exemptionDocument } from '../../support/exemption.ts';

export default defineRule({
  id: 'life/exemption-approver',
  summary: 'An exemption is approved by somebody else than its owner.',
  why: 'Who wants to ship cannot judge whether it is safe to: an exemption that one grants oneself is no check at all.',
  presets: { recommended: 'error', strict: 'error', import: 'warning' },
  messages: {
    missing: 'Nobody approved this exemption. Add "approvedBy" with somebody who did, and is not {owner}.',
    self: '{owner} owns this exemption and approved it. Let somebody else approve it.',
  },
  examples: {
    bad: [
      { files: { 'exemption.yaml': exemptionDocument({ approvedBy: 'ana' }) } },
      { files: { 'exemption.yaml': exemptionDocument({ approvedBy: undefined }) } },
    ],
    good: [{ files: { 'exemption.yaml': exemptionDocument({ approvedBy: 'bo' }) } }],
  },
  visit: {
    document(document, context) {
      if (document.kind !== 'Exemption') return;
      const owner = String(document.data['owner']);
      const { approvedBy } = document.data;
      if (approvedBy === undefined) context.report({ message: 'missing', at: ['owner'], data: { owner } });
      else if (approvedBy === owner) context.report({ message: 'self', at: ['approvedBy'], data: { owner } });
    },
  },
});
