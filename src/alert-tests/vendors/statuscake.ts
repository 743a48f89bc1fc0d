import { parseDuration, type Seconds } from '../../definitions/values/duration.ts';
import { Refusal, type Clock, type Evaluation, type ProbeRuns, type Subject, type Track } from '../model.ts';
import { breaches } from '../datadog/thresholds.ts';
import { sampleAt, type Series } from '../series.ts';

const usualConfirmations = 2;

/**
 * An uptime probe: down when one location and as many others as have to confirm it see it down, and that for long enough. A probe that
 * is not confirmed ends it. https://developers.statuscake.com/api/#tag/uptime, `confirmation` and `trigger_rate`
 */
export function evaluateProbe({ alert }: Subject, locations: readonly ProbeRuns[], clock: Clock): Track[] {
  if (alert.condition.kind !== 'probe')
    throw new Refusal('the condition is not one of a probe', 'alert', ['condition']);
  const { downFor = 0, confirmations = usualConfirmations } = alert.condition;
  const every = parseDuration(alert.source.fields['every']) ?? clock.step;
  const needed = Math.min(confirmations + 1, locations.length);
  const evaluations: Evaluation[] = [];
  let downSince: Seconds | undefined;
  for (let at = 0; at <= clock.end; at += every) {
    const index = Math.floor(at / clock.step);
    const outcomes = locations.map((location) => location.outcomes[index]);
    if (outcomes.every((outcome) => outcome === undefined)) continue;
    const down = outcomes.filter((outcome) => outcome === 'down').length;
    downSince = down >= needed ? (downSince ?? at) : undefined;
    evaluations.push({ at, state: downSince !== undefined && at - downSince >= downFor ? 'alert' : 'ok' });
  }
  return [{ group: {}, evaluations }];
}

/** A heartbeat that stays out for longer than allowed. https://developers.statuscake.com/api/#tag/heartbeat */
export function evaluateHeartbeat({ alert }: Subject, pings: readonly Seconds[], clock: Clock): Track[] {
  if (alert.condition.kind !== 'heartbeat')
    throw new Refusal('the condition is not one of a heartbeat', 'alert', ['condition']);
  const { missingFor } = alert.condition;
  const sorted = [...pings].sort((a, b) => a - b);
  const evaluations: Evaluation[] = [];
  // Before the first ping of the case it was in time.
  let last = 0;
  let next = 0;
  for (let at = clock.phase; at <= clock.end; at += 60) {
    for (let ping = sorted[next]; ping !== undefined && ping <= at; ping = sorted[++next]) last = ping;
    evaluations.push({ at, state: at - last > missingFor ? 'alert' : 'ok', value: at - last });
  }
  return [{ group: {}, evaluations }];
}

/** A certificate whose days run out. https://developers.statuscake.com/api/#tag/ssl, `alert_at` */
export function evaluateCertificate({ alert }: Subject, daysLeft: Series, clock: Clock): Track[] {
  if (alert.condition.kind !== 'certificate')
    throw new Refusal('the condition is not one of a certificate', 'alert', ['condition']);
  const limit = alert.condition.expiresWithin / 86_400;
  const evaluations: Evaluation[] = [];
  for (let at = 0, index = 0; at < clock.end; at += clock.step, index++) {
    const left = sampleAt(daysLeft, index);
    if (!Number.isNaN(left)) evaluations.push({ at, state: left <= limit ? 'alert' : 'ok', value: left });
  }
  return [{ group: {}, evaluations }];
}

/** Seconds between two loads of a page. */
export function loadInterval({ source }: Subject['alert']): Seconds {
  return parseDuration(source.fields['every']) ?? 1800;
}

/** A page at each of its loads; one that fails measures nothing, and nobody is told. https://developers.statuscake.com/api/#tag/pagespeed */
export function evaluateLoads({ alert }: Subject, loads: Series, clock: Clock): Track[] {
  const { condition } = alert;
  if (condition.kind !== 'measurement' || condition.critical === undefined)
    throw new Refusal('the condition has no critical threshold', 'alert', ['condition']);
  const { is, critical } = condition;
  const every = loadInterval(alert);
  const evaluations: Evaluation[] = [];
  for (let at = 0; at < clock.end; at += every) {
    const value = sampleAt(loads, Math.floor(at / clock.step));
    if (!Number.isNaN(value)) evaluations.push({ at, state: breaches(is, value, critical) ? 'alert' : 'ok', value });
  }
  return [{ group: {}, evaluations }];
}
