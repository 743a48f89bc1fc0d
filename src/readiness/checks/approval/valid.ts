import { partsInWords } from '../../../approvals/digest.ts';
import { givenBy } from '../../../approvals/list.ts';
import type { Approval } from '../../../approvals/record.ts';
import type { ResolvedAlert } from '../../../definitions/types.ts';
import { defineCheck, type Gap } from '../../check.ts';
import { gapIn } from '../../support.ts';
import { paging, type ReadinessView } from '../../view.ts';

const approval: Approval = {
  alert: 'card-errors',
  approver: 'ana',
  account: 'ana-moreau',
  pullRequest: 7,
  review: 'https://forge.example/pull/7#review',
  commit: '7f3c9a52e17f3c9a52e17f3c9a52e17f3c9a52e1',
  at: '2026-11-20T10:00:00Z',
  digest: '',
  parts: { definition: '', template: '', route: '', test: '', runbook: '' },
};

export default defineCheck({
  id: 'approval/valid',
  code: 'RD-050',
  summary: 'The approval of every page is valid for what it is now.',
  why: 'An approval of last month says nothing about what was changed since.',
  level: 'gold',
  maturity: { stage: 'enforce' },
  effort: 1,
  applies: (view) => view.approvals !== undefined || 'approvals are not asked for',
  evaluate(view) {
    const gaps = paging(view).flatMap((alert) => gapOf(view, alert));
    return gaps.length > 0 && view.reviewsUnknown !== undefined ? { unknown: view.reviewsUnknown } : gaps;
  },
  examples: {
    bad: [
      {
        because: 'somebody changed a page since',
        given: { approvals: new Map([['card-errors', { state: 'void', by: [approval], changed: ['route'] }]]) },
      },
      { because: 'nobody has approved any of them', given: { approvals: new Map() } },
    ],
    good: [
      {
        given: {
          approvals: new Map([
            ['card-errors', { state: 'valid', by: [approval] }],
            ['burn-fast', { state: 'valid', by: [approval] }],
          ]),
        },
      },
    ],
  },
});

function gapOf(view: ReadinessView, alert: ResolvedAlert): Gap[] {
  const approval = view.approvals?.get(alert.id) ?? { state: 'missing' };
  if (approval.state === 'valid') return [];
  const key = `${view.id}/${alert.id}`;
  const message =
    approval.state === 'missing'
      ? `Nobody has approved ${key}.`
      : `The approval of ${key} by ${approval.by.map(givenBy).join(', ')} is void: its ${partsInWords(approval.changed)} changed since.`;
  const help = `Ask somebody of the group ${view.policy.approvers}, who pushed nothing to it, for an approving review of the pull request that ${approval.state === 'missing' ? 'changes it; a new "reviewed" date is a change' : 'changed it, or of the next one'}.`;
  return [gapIn(view, alert, [], message, { help })];
}
