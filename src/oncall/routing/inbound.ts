import type { Integration, OnCallSquad } from '../model.ts';
import type { AlertFacts } from './alert-facts.ts';
import { maintenanceOf, type PolicyVerdict, type PolicyView } from './apply-policies.ts';
import { selectorText, whyNot } from './why-not.ts';

/** An alert on its way through the squad's integration of the vendor that brings it. */
export interface Inbound {
  readonly alert: AlertFacts;
  readonly verdicts: readonly PolicyVerdict[];
  /** Why it goes no further. */
  readonly dropped?: string;
}

/**
 * What a squad's integration makes of an alert: off for a maintenance it brings nothing; of its actions the first that matches decides, and
 * only `create` lets the alert through; what none matches is dropped. A squad may have several integrations of a vendor: as long as one
 * brings the alert, it arrives.
 */
export function bringIn(alert: AlertFacts, squad: OnCallSquad, view: PolicyView): Inbound {
  const integrations = [...squad.integrations.values()].filter(
    ({ type }) => type.toLowerCase() === alert.vendor.toLowerCase(),
  );
  const all = integrations.map((integration) => throughOne(alert, integration, squad, view));
  return all.find(({ dropped }) => dropped === undefined) ?? all[0] ?? { alert, verdicts: [] };
}

function throughOne(alert: AlertFacts, integration: Integration, squad: OnCallSquad, view: PolicyView): Inbound {
  const { id, actions } = integration;
  const off = maintenanceOf(squad, 'integrations', id, view);
  if (off !== undefined) return { alert, verdicts: [], dropped: `integration ${id} is off for the maintenance ${off}` };
  if (actions.length === 0) return { alert, verdicts: [] };
  const verdicts: PolicyVerdict[] = [];
  for (const action of actions) {
    const against = whyNot(action, alert, { moment: view.moment, zone: view.model.zone, times: view.times });
    const verdict = { kind: 'action', id: `${id}/${action.id}`, applies: against === undefined } as const;
    verdicts.push({
      ...verdict,
      reason: against ?? selectorText(action),
      changes: against === undefined ? [action.do] : [],
    });
    if (against !== undefined) continue;
    if (action.do !== 'create')
      return { alert, verdicts, dropped: `action ${action.id} of integration ${id} says ${action.do}` };
    const { priority = alert.priority, tags, title } = action.set;
    const changed = { ...alert, priority, tags: { ...alert.tags, ...tags } };
    return { alert: { ...changed, title: title?.replaceAll('${title}', alert.title) ?? alert.title }, verdicts };
  }
  return { alert, verdicts, dropped: `no action of integration ${id} matches` };
}
