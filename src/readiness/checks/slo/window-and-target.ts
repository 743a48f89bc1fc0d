import { sloDocument } from '../../../lint/support/examples.ts';
import { defineCheck } from '../../check.ts';

export default defineCheck({
  id: 'slo/window-and-target',
  code: 'RD-026',
  summary: 'An objective says its target and its window.',
  why: '99.9% of what, over how long? A burn rate cannot be computed without both.',
  level: 'silver',
  maturity: { stage: 'enforce' },
  effort: 1,
  applies: (view) => view.slos.length > 0 || 'it has no objective',
  evaluate: (view) =>
    view.slos
      .filter(({ data }) => data['kind'] === 'SLO' && !isComplete(data['spec'] as Spec | undefined))
      .map(({ id, root }) => ({
        message: `The objective ${id} lacks a target or a window.`,
        at: root,
        subject: view.id,
        help: 'Write "timeWindow" with one duration and "objectives" with a target below 1.',
      })),
  examples: {
    bad: [{ files: { 'payments/slo.yaml': sloDocument(1) } }],
    good: [{}],
  },
});

interface Spec {
  readonly timeWindow?: readonly { readonly duration?: string }[];
  readonly objectives?: readonly { readonly target?: number; readonly targetPercent?: number }[];
}

/** A target of 1 leaves no budget, so nothing could ever burn. */
function isComplete(spec: Spec | undefined): boolean {
  const targets = (spec?.objectives ?? []).map(({ target, targetPercent }) => target ?? (targetPercent ?? 0) / 100);
  return spec?.timeWindow?.[0]?.duration !== undefined && targets.some((target) => target > 0 && target < 1);
}
