import type { ResolvedAlert } from '../../../definitions/types.ts';
import { defineCheck } from '../../check.ts';
import { gapIn, newAlert, withCategory } from '../../support.ts';
import { ofCategory } from '../../view.ts';

/** StatusCake tells of a certificate three times: as written, and again shortly before its end. */
function hasTwo({ condition, source }: ResolvedAlert): boolean {
  if (source.vendor === 'statuscake') return true;
  return condition.kind === 'measurement' && condition.warning !== undefined;
}

function horizonOf({ condition }: ResolvedAlert): number {
  if (condition.kind === 'certificate') return condition.expiresWithin;
  return condition.kind === 'measurement' ? (condition.critical ?? 0) : 0;
}

export default defineCheck({
  id: 'certificate/two-horizons',
  code: 'RD-016',
  summary: 'A certificate is announced twice: early as work, late as a call.',
  why: 'One alert thirty days ahead is put off; one a day ahead comes on a Sunday.',
  level: 'silver',
  maturity: { stage: 'enforce' },
  effort: 1,
  applies: (view) => withCategory(view, 'certificate'),
  evaluate: (view) => {
    const alerts = ofCategory(view, 'certificate');
    if (alerts.some(hasTwo) || new Set(alerts.map(horizonOf)).size > 1) return [];
    return alerts.slice(0, 1).map((alert) =>
      gapIn(view, alert, ['condition'], `The certificates of ${view.id} are announced at one time only.`, {
        help: 'Add a warning further ahead, or a second alert nearer to the end.',
        command: newAlert(view, 'certificate-soon', 'certificate'),
      }),
    );
  },
  examples: {
    bad: [{ application: 'alerts: { certificate: { condition: { warning: null } } }' }],
    good: [{}],
  },
});
