import type { Hours, OnCallModel, TimedSelector } from '../model.ts';
import { filledTitle, reachedSquad, type AlertFacts } from './alert-facts.ts';
import { reachableSquads } from './reachable-squads.ts';
import { whyKeyNot } from './why-not.ts';

/** Alerts that are routed alike at any time, by one of them. */
export interface AlertClass {
  readonly facts: AlertFacts;
  readonly identities: readonly string[];
}

/**
 * Alerts in classes that are routed alike: equal in the squad that they reach, in priority and hours, and in what every selector on their way
 * says of them. An alert whose squad a group decides stands in the class of each squad with a routing that its group may name.
 */
export function alertClasses(model: OnCallModel, alerts: readonly AlertFacts[]): AlertClass[] {
  const questions = new Map<string, Questions>();
  const classes = new Map<string, { facts: AlertFacts; identities: string[] }>();
  for (const alert of alerts.flatMap((one) => variantsOf(one, model))) {
    const { squad } = reachedSquad(alert, model.squads);
    let asked = questions.get(squad);
    if (!asked) questions.set(squad, (asked = questionsOf(squad, model)));
    const { silence, active, priority, vendor } = alert;
    const key = JSON.stringify([squad, priority, vendor, silence, active && hoursKey(active), answersOf(alert, asked)]);
    const known = classes.get(key);
    if (!known) classes.set(key, { facts: alert, identities: [alert.identity] });
    else if (!known.identities.includes(alert.identity)) known.identities.push(alert.identity);
  }
  return [...classes.values()];
}

function variantsOf(alert: AlertFacts, { squads }: OnCallModel): AlertFacts[] {
  const { reaches } = alert;
  if ('squad' in reaches || alert.groups[reaches.fromGroup] !== undefined) return [alert];
  const named = [...squads.values()].filter(({ routing }) => routing.rules.length > 0);
  return [alert, ...named.map(({ id }) => ({ ...alert, groups: { ...alert.groups, [reaches.fromGroup]: id } }))];
}

function hoursKey({ label, spans, negated, holidays }: Hours): unknown {
  return [label, spans, negated, [...holidays.days.keys()], [...holidays.yearly]];
}

/** What the selectors on an alert's way ask about it. */
interface Questions {
  /** Keys whose answer nothing on the way changes. */
  readonly fixed: readonly (readonly [key: string, wanted: unknown])[];
  /** Facts that policies change: equal alerts have equal values. */
  readonly values: readonly ('title' | 'tags')[];
}

function questionsOf(squad: string, model: OnCallModel): Questions {
  const squads = reachableSquads(model, squad);
  const own = model.squads.get(squad);
  const actions = own ? [...own.integrations.values()].flatMap((integration) => integration.actions) : [];
  const changing = own ? [...own.policies.values(), ...actions] : [];
  const selectors: TimedSelector[] = [
    ...changing,
    ...(own?.notifications.values() ?? []),
    ...squads.flatMap(({ routing }) => routing.rules),
  ];
  const asked = selectors.flatMap(({ when }) => Object.entries(when ?? {}));
  const isSet = (key: string): boolean =>
    (key === 'title' && changing.some(({ set }) => set.title !== undefined)) ||
    (key === 'tag' && changing.some(({ set }) => set.tags !== undefined));
  const keys = new Set(asked.map(([key]) => key));
  return {
    fixed: asked.filter(([key]) => key !== 'priority' && !isSet(key)),
    values: [
      ...(keys.has('title') && isSet('title') ? (['title'] as const) : []),
      ...(keys.has('tag') && isSet('tag') ? (['tags'] as const) : []),
    ],
  };
}

function answersOf(given: AlertFacts, { fixed, values }: Questions): unknown {
  const alert = { ...given, title: filledTitle(given.title, given.groups) };
  return [fixed.map(([key, wanted]) => whyKeyNot(key, wanted, alert) === undefined), values.map((key) => alert[key])];
}
