import { weekTimeText } from './local-text.ts';
import type { AlertFacts } from './alert-facts.ts';
import type { Moment, OnCallTimes } from './moment.ts';

/** Why an alert calls nobody before its squad is asked: switched off, on trial, sent to channels only, or outside of its hours. */
export function whySilent(
  { silence, active, environment }: AlertFacts,
  zone: string,
  moment: Moment,
  times: OnCallTimes,
): { readonly kind: 'silenced' | 'inactive'; readonly reason: string } | undefined {
  if (silence?.kind === 'environment') return { kind: 'silenced', reason: `${environment} never pages` };
  if (silence?.kind === 'notify') return { kind: 'silenced', reason: 'it does not notify on-call' };
  if (silence?.kind === 'shadow') return { kind: 'silenced', reason: `it is on trial until ${silence.until}` };
  if (silence?.kind === 'disabled') {
    const until = silence.until === undefined ? '' : ` until ${silence.until}`;
    return { kind: 'silenced', reason: `it is disabled${until}: ${silence.reason}` };
  }
  if (!active || times.within(active, zone, moment)) return undefined;
  return {
    kind: 'inactive',
    reason: `it is active in hours ${active.label} only, and it is ${weekTimeText(zone, moment.at)} in ${zone}`,
  };
}
