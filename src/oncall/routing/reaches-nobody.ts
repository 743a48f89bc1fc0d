import type { OnCallModel, Span } from '../model.ts';
import { reachedSquad, type AlertFacts } from './alert-facts.ts';
import { localText } from './local-text.ts';
import { sweepAll } from './sweep-all.ts';

/** An alert whose page would reach nobody at some hour, and those that are routed alike. */
export interface SilentPage {
  readonly identities: readonly string[];
  /** From when, until when, and why: one sentence without its end. */
  readonly why: string;
}

/** A day: what nobody has heard of after that long reaches nobody. */
const longest = 86_400;

/**
 * Alerts whose page would reach nobody at some hour of a range, although the definitions do not want it so (`to: none` below P2, `active` hours).
 * A squad without any routing is left out: who is called there is decided elsewhere.
 */
export function pagesReachingNobody(model: OnCallModel, alerts: readonly AlertFacts[], range: Span): SilentPage[] {
  const routed = alerts.filter((alert) => {
    const squad = model.squads.get(reachedSquad(alert, model.squads).squad);
    return !alert.silence && squad !== undefined && squad.routing.rules.length > 0;
  });
  return sweepAll(model, routed, range, longest).flatMap(({ identities, spans }) => {
    const wrong = spans.filter(({ onPurpose }) => !onPurpose);
    const [first] = wrong;
    if (!first) return [];
    const more =
      wrong.length > 1 ? `, and ${wrong.length - 1} more times until ${localText(model.zone, range.until)}` : '';
    const when = `${localText(model.zone, first.from)} to ${localText(model.zone, first.until)} in ${model.zone}${more}`;
    return [{ identities, why: `${when}: ${first.unreached.reason}` }];
  });
}
