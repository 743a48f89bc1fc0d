import { readinessPolicy } from '../../readiness/policy.ts';
import { connectionsHeldBack } from './connections.ts';
import { exemptionsHeldBack } from './exemptions.ts';
import { together, type Bench, type HeldBack } from './held-back.ts';
import { lintHeldBack } from './lint.ts';
import { peopleHeldBack } from './people.ts';
import { ignoreHeldBack, pagingHeldBack } from './project.ts';
import { readinessHeldBack } from './readiness.ts';
import type { Side } from './side.ts';
import { suppressionsHeldBack } from './suppressions.ts';

/** Every change of policy between two versions that softens it. A head whose project cannot be read is an error of its own. */
export function heldBackOf(base: Side, head: Side, bench: Bench): HeldBack {
  const [before, after] = [base.project, head.project];
  const groups = [before, after].map((project) => readinessPolicy(project?.data ?? {}).approvers);
  return together([
    ...(before && after
      ? [
          lintHeldBack(before, after, head, bench),
          readinessHeldBack(before, after, bench),
          ignoreHeldBack(before, after, bench),
          pagingHeldBack(before, after, bench),
          connectionsHeldBack(before, after, bench),
        ]
      : []),
    suppressionsHeldBack(base, head, bench),
    exemptionsHeldBack(base, head, bench),
    peopleHeldBack(base, head, [...new Set(groups)], bench),
  ]);
}
