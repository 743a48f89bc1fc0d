import type { Seconds } from '../../definitions/values/duration.ts';
import type { OnCallModel, Span } from '../model.ts';
import { alertClasses } from './alert-classes.ts';
import type { AlertFacts } from './alert-facts.ts';
import { sweepAlert, timesOf, type SilentSpan } from './sweep.ts';

/** Alerts that would call nobody in time at the same times for the same reasons. */
export interface Silent {
  readonly identities: readonly string[];
  /** One of them. */
  readonly facts: AlertFacts;
  readonly spans: readonly SilentSpan[];
}

/** Sweeps over many alerts, once for all that are routed alike; those of which somebody is always called are left out. */
export function sweepAll(model: OnCallModel, alerts: readonly AlertFacts[], range: Span, within: Seconds): Silent[] {
  const times = timesOf(model, range, within);
  return alertClasses(model, alerts).flatMap(({ facts, identities }) => {
    const spans = sweepAlert(facts, { model, range, within, times });
    return spans.length > 0 ? [{ facts, identities, spans }] : [];
  });
}
