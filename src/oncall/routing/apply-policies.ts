import { interpolate } from '../../definitions/values/interpolate.ts';
import type { OnCallModel, OnCallSquad, Policy, Quieting, TimedSelector } from '../model.ts';
import type { AlertFacts } from './alert-facts.ts';
import type { Moment, OnCallTimes } from './moment.ts';
import { selectorText, whyNot } from './why-not.ts';

/** What one policy did to an alert, or why it did nothing. */
export interface PolicyVerdict {
  readonly kind: 'policy' | 'notification' | 'action';
  readonly id: string;
  readonly applies: boolean;
  readonly reason: string;
  /** What changed, in words: `priority P2 → P3`. */
  readonly changes: readonly string[];
}

/** How notifications are held back, each effect with the policy that has it. */
export interface Held {
  readonly delay?: { readonly by: string; readonly value: NonNullable<Quieting['delay']> };
  readonly deduplicate?: { readonly by: string; readonly value: NonNullable<Quieting['deduplicate']> };
  readonly autoRestart?: { readonly by: string; readonly value: NonNullable<Quieting['autoRestart']> };
  readonly autoClose?: { readonly by: string; readonly value: number };
  readonly suppress?: { readonly by: string; readonly value: boolean };
}

/** An alert after its squad's policies. */
export interface Reclassified {
  readonly alert: AlertFacts;
  readonly verdicts: readonly PolicyVerdict[];
  readonly held: Held;
}

/** What reading policies needs. */
export interface PolicyView {
  readonly model: OnCallModel;
  readonly moment: Moment;
  readonly times: OnCallTimes;
}

/**
 * A squad's policies in the file's order: the first that matches, and those after it only as long as the matching one says so, each seeing
 * what the one before made of the alert. Then its notification policies: of each effect the first match counts. Both read hours in the
 * project's zone.
 */
export function applyPolicies(given: AlertFacts, squad: OnCallSquad, view: PolicyView): Reclassified {
  let alert = given;
  let held: Held = {};
  let ended: string | undefined;
  const verdicts: PolicyVerdict[] = [];
  for (const policy of squad.policies.values()) {
    const against = ended === undefined ? whyNotNow(policy, alert, squad, view) : `${ended} matched before it`;
    const changes = against === undefined ? changesOf(policy, alert) : undefined;
    verdicts.push(verdictOf('policy', policy, against, [...(changes?.texts ?? []), ...heldTexts(policy)]));
    if (!changes) continue;
    alert = changes.alert;
    held = { ...heldBy(policy), ...held };
    if (!policy.continue) ended = policy.id;
  }
  for (const policy of squad.notifications.values()) {
    const against = whyNotNow(policy, alert, squad, view);
    verdicts.push(verdictOf('notification', policy, against, heldTexts(policy)));
    if (against === undefined) held = { ...heldBy(policy), ...held };
  }
  return { alert, verdicts, held };
}

/** The maintenance that switches something of a squad off at a time. */
export function maintenanceOf(
  squad: OnCallSquad,
  kind: 'integrations' | 'policies',
  id: string,
  { times, moment }: Pick<PolicyView, 'times' | 'moment'>,
): string | undefined {
  return [...squad.maintenance.values()].find((one) => one[kind].includes(id) && times.during(one, moment))?.id;
}

function whyNotNow(
  policy: TimedSelector & { readonly id: string },
  alert: AlertFacts,
  squad: OnCallSquad,
  view: PolicyView,
): string | undefined {
  const off = maintenanceOf(squad, 'policies', policy.id, view);
  if (off !== undefined) return `it is off for the maintenance ${off}`;
  return whyNot(policy, alert, { moment: view.moment, zone: view.model.zone, times: view.times });
}

function verdictOf(
  kind: PolicyVerdict['kind'],
  policy: TimedSelector & { readonly id: string },
  against: string | undefined,
  changes: readonly string[],
): PolicyVerdict {
  const applies = against === undefined;
  return { kind, id: policy.id, applies, reason: against ?? selectorText(policy), changes: applies ? changes : [] };
}

function changesOf({ set }: Policy, alert: AlertFacts): { readonly alert: AlertFacts; readonly texts: string[] } {
  const bindings = new Map(
    Object.entries({
      title: alert.title,
      application: alert.application,
      squad: alert.squad,
      description: alert.description,
      environment: alert.environment,
    }),
  );
  const fill = (text: string): string => String(interpolate(text, bindings).value);
  const title = set.title === undefined ? alert.title : fill(set.title);
  const priority = set.priority ?? alert.priority;
  const tags = { ...alert.tags, ...set.tags };
  const texts = [
    ...(title === alert.title ? [] : [`title "${title}"`]),
    ...(priority === alert.priority ? [] : [`priority ${alert.priority} → ${priority}`]),
    ...Object.entries(set.tags ?? {}).map(([key, value]) => `tag ${key}: ${value}`),
    ...(set.description === undefined ? [] : ['description']),
  ];
  const description = set.description === undefined ? alert.description : fill(set.description);
  return { alert: { ...alert, title, priority, tags, description }, texts };
}

function heldBy(policy: Quieting & { readonly id: string }): Held {
  const effects = ['delay', 'deduplicate', 'autoRestart', 'autoClose', 'suppress'] as const;
  const own = effects.filter((effect) => policy[effect] !== undefined);
  return Object.fromEntries(own.map((effect) => [effect, { by: policy.id, value: policy[effect] }]));
}

function heldTexts(policy: Quieting): string[] {
  return [
    ...(policy.delay ? ['delays'] : []),
    ...(policy.deduplicate ? ['deduplicates'] : []),
    ...(policy.autoRestart ? ['restarts'] : []),
    ...(policy.autoClose === undefined ? [] : ['closes']),
    ...(policy.suppress ? ['suppresses'] : []),
  ];
}
