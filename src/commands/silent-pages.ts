import type { Host } from '../cli/command.ts';
import type { Plan } from '../graph/plan.ts';
import { onCallUnit, unitNameOf } from '../graph/unit-name.ts';
import { pagesReachingNobody, type SilentPage } from '../oncall/routing/reaches-nobody.ts';
import type { Run } from '../pipeline/run.ts';
import { pagingAlerts } from './route-sweep.ts';
import { onCallOf } from './routed-alert.ts';

/** A quarter: every weekly pattern, and the holidays and changes of clocks that people may still do something about in time. */
const ahead = 13 * 7 * 86_400_000;

/**
 * Alerts whose page would reach nobody at some hour of the next quarter: those of units in which a plan changes something, all of them when it
 * changes who is on call. Nothing where the project names no on-call backend.
 */
export function silentPages(result: Run, plan: Plan, host: Host): readonly SilentPage[] {
  const changed = plan.units.filter(({ operations }) => operations.some(({ op }) => op !== 'same'));
  const units = new Set(changed.map(({ unit }) => unit));
  if (units.size === 0 || result.index.project?.facts.facts['onCall'] === undefined) return [];
  const onCall = onCallOf(result);
  const alerts = pagingAlerts(result, { dir: '' }, onCall).filter(
    (alert) => units.has(onCallUnit) || units.has(unitNameOf(alert)),
  );
  const from = host.now().getTime();
  return pagesReachingNobody(onCall.model, alerts, { from, until: from + ahead });
}
