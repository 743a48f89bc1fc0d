import { observe, type Track as QueueTrack } from '../../queue-monitor/track.ts';
import type { Observation } from '../../queue-monitor/measures.ts';
import { matchesPattern } from '../../queue-monitor/pattern.ts';
import { rulesOf, type Rules } from '../../queue-monitor/rules.ts';
import { groupKey, Selection, targetOf } from '../../queue-monitor/selection.ts';
import { Refusal, type Clock, type Evaluation, type QueueSamples, type Subject, type Track } from '../model.ts';
import { sampleAt } from '../series.ts';

/**
 * An alert that `alerts watch` evaluates, by the same code: each sample of the case is an observation. What a series begins with has been so
 * for as long as the condition can look back.
 * @throws Refusal when no queue matches, or the measure is missing
 */
export function evaluateWatched(subject: Subject, samples: readonly QueueSamples[], clock: Clock): Track[] {
  const { alert } = subject;
  const rules = rulesOf(alert, clock.step);
  if (!rules) throw new Refusal('the condition is no threshold', 'alert', ['condition']);
  const target = targetOf(alert, {});
  const measures = target.measure === 'memory-ratio' ? ['used', 'limit'] : [target.measure];
  refuseGaps(subject, samples, measures);
  const selection = new Selection(target);
  const tracks = new Map<
    string,
    { track: QueueTrack | undefined; readonly shown: Track & { evaluations: Evaluation[] } }
  >();
  const length = Math.max(
    0,
    ...samples.flatMap(({ measures: all }) => [...all.values()].map(({ values }) => values.length)),
  );
  for (let index = -lookBack(rules); index < length && index * clock.step < clock.end; index++) {
    const at = index * clock.step + clock.phase;
    const values = selection.valuesIn(observationAt(samples, target, index));
    for (const { group, value } of values) {
      const key = groupKey(group);
      let known = tracks.get(key);
      if (!known) tracks.set(key, (known = { track: undefined, shown: { group, evaluations: [] } }));
      const { track, value: compared, kept } = observe(known.track, rules, at, value);
      known.track = track;
      if (index < 0) continue;
      const state = track?.missing ? 'no-data' : (track?.level ?? 'ok');
      const more = { ...(compared === undefined ? {} : { value: compared }), ...(kept === undefined ? {} : { kept }) };
      known.shown.evaluations.push({ at, state, ...more });
    }
  }
  return [...tracks.values()].map(({ shown }) => shown);
}

/** Observations before the case begins, so that what has always been so counts as that. */
function lookBack({ over, delay, hold, newGroupDelay, step }: Rules): number {
  return Math.ceil((over + delay + hold + newGroupDelay) / step) + 1;
}

function refuseGaps({ alert }: Subject, samples: readonly QueueSamples[], measures: readonly string[]): void {
  const pattern = String(alert.source.fields['name'] ?? '*');
  const mine = samples.filter(({ name }) => name === '' || matchesPattern(pattern, name));
  if (mine.length === 0) throw new Refusal(`no queue of the case matches "${pattern}"`, 'case', ['input', 'queues']);
  for (const measure of measures)
    if (mine.some(({ measures: all }) => !all.has(measure)))
      throw new Refusal(`there are no samples of "${measure}"`, 'case', ['input', 'queues']);
}

function observationAt(
  samples: readonly QueueSamples[],
  { kind, vhost, pattern, measure }: ReturnType<typeof targetOf>,
  index: number,
): Observation {
  const all = samples.map(({ name, measures }) => {
    const value = (of: string): number => {
      const series = measures.get(of);
      return series ? sampleAt(series, index) : Number.NaN;
    };
    const found = measure === 'memory-ratio' ? value('used') / value('limit') : value(measure);
    return {
      vhost,
      name: name === '' ? pattern : name,
      values: { [measure]: Number.isNaN(found) ? undefined : found },
    };
  });
  return kind === 'node' ? { queues: [], nodes: all } : { queues: all, nodes: [] };
}
