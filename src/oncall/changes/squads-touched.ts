import { compareText } from '../../findings/finding.ts';
import type { Instant, OnCallModel, Span } from '../model.ts';
import { alertClasses } from '../routing/alert-classes.ts';
import type { AlertFacts } from '../routing/alert-facts.ts';
import { timesOf } from '../routing/sweep.ts';
import type { TrackedTimes } from '../routing/tracked-times.ts';
import { dutyChanges, type DutyChange } from './duty-changes.ts';
import { happening, horizon, mayDiffer, pairsOf, withSchedulesOf, type ChangeSide } from './route-changes.ts';

/** Why members of a squad are called otherwise than before. */
export type Touch =
  | { readonly kind: 'duty'; readonly change: DutyChange }
  /** Alerts of which they hear at other times, in another order or with another priority; or only before, or only now. */
  | {
      readonly kind: 'rerouted' | 'no-longer' | 'newly';
      readonly identities: readonly string[];
      /** The first instant of the range at which an alert that opens shows it. */
      readonly at: Instant;
    };

/** A squad whose paging changes. */
export interface TouchedSquad {
  readonly squad: string;
  readonly touches: readonly Touch[];
}

/**
 * Every squad that is called otherwise than before at some instant of a range: by its duties, or since alerts come, go or are routed in another
 * way, its own and others'. A squad is called when a member is. Sorted; squads that exist on one side only are among them.
 */
export function squadsTouched(before: ChangeSide, after: ChangeSide, range: Span): TouchedSquad[] {
  const touches = new Map<string, Touch[]>();
  const add = (squad: string, touch: Touch): void => void touches.set(squad, [...(touches.get(squad) ?? []), touch]);
  const seen = new Set<string>();
  for (const change of dutyChanges(before.model, after.model, range).duties) {
    const key = `${change.squad} ${change.schedule}`;
    if (!seen.has(key)) add(change.squad, { kind: 'duty', change });
    seen.add(key);
  }
  for (const { squad, touch } of routeTouches(before, after, range)) add(squad, touch);
  return [...touches].map(([squad, list]) => ({ squad, touches: list })).sort((a, b) => compareText(a.squad, b.squad));
}

interface Asked {
  readonly model: OnCallModel;
  readonly times: TrackedTimes;
  readonly squadsOf: ReadonlyMap<string, readonly string[]>;
}

type Found = { readonly squad: string; readonly touch: Touch };

/** Both sides are asked with the schedules of the second, so that a swapped duty alone reroutes nothing. */
function routeTouches(before: ChangeSide, after: ChangeSide, range: Span): Found[] {
  const old = withSchedulesOf(before.model, after.model);
  const asked = (model: OnCallModel): Asked => ({
    model,
    times: timesOf(model, range, horizon),
    squadsOf: squadsByPerson(model),
  });
  const [was, is] = [asked(old), asked(after.model)] as const;
  const known = new Set(before.alerts.map(({ identity }) => identity));
  const present = new Set(after.alerts.map(({ identity }) => identity));
  const only = (side: ChangeSide, others: ReadonlySet<string>): ReturnType<typeof alertClasses> =>
    alertClasses(side.model, side.alerts.filter(({ identity }) => !others.has(identity))); // prettier-ignore
  return [
    ...pairsOf(before, after)
      .filter((pair) => mayDiffer(pair, old, after.model))
      .flatMap((pair) => touched(pair.identities, [was, pair.before], [is, pair.after], range)),
    ...only(before, present).flatMap(({ facts, identities }) => touched(identities, [was, facts], undefined, range)),
    ...only(after, known).flatMap(({ facts, identities }) => touched(identities, undefined, [is, facts], range)),
  ];
}

type OneSide = readonly [asked: Asked, facts: AlertFacts];

function touched(
  identities: readonly string[],
  before: OneSide | undefined,
  after: OneSide | undefined,
  range: Span,
): Found[] {
  const sides = [before, after].filter((side) => side !== undefined);
  const first = new Map<string, { at: Instant; was: boolean; is: boolean }>();
  for (let at = range.from; at < range.until;) {
    for (const [{ times }] of sides) times.forget();
    const [old, now] = [before, after].map((side) => side && calledSquads(side, at));
    for (const squad of new Set([...(old?.keys() ?? []), ...(now?.keys() ?? [])])) {
      const [was, is] = [old?.get(squad), now?.get(squad)];
      if (was === is) continue;
      const known = first.get(squad) ?? { at, was: false, is: false };
      first.set(squad, { at: known.at, was: known.was || was !== undefined, is: known.is || is !== undefined });
    }
    at = Math.min(range.until, at + Math.min(...sides.map(([{ times }]) => times.slack)));
  }
  return [...first].map(([squad, { at, was, is }]) => ({
    squad,
    touch: { kind: was && is ? 'rerouted' : is ? 'newly' : 'no-longer', identities: [...identities].sort(), at },
  }));
}

/** Squad to what its members hear, as a text. */
function calledSquads([{ model, times, squadsOf }, facts]: OneSide, at: Instant): Map<string, string> {
  const { priority, notices } = happening(model, facts, at, times);
  const heard = new Map<string, unknown[]>();
  for (const { when, people } of notices)
    for (const [person, ways] of people)
      for (const squad of squadsOf.get(person) ?? [])
        heard.set(squad, [...(heard.get(squad) ?? []), [when, person, ways]]);
  return new Map([...heard].map(([squad, list]) => [squad, JSON.stringify([priority, list])]));
}

function squadsByPerson({ squads }: OnCallModel): Map<string, string[]> {
  const of = new Map<string, string[]>();
  for (const { id, members } of squads.values())
    for (const person of members) of.set(person, [...(of.get(person) ?? []), id]);
  return of;
}
