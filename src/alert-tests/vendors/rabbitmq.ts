import { globMatches } from '../../definitions/values/glob.ts';
import { Refusal, type GroupSeries, type GroupValues, type QueueSamples, type Subject } from '../model.ts';
import { sampleAt, type Series } from '../series.ts';

/**
 * The measures of queues or nodes as the queries that they compile to: one worst series over all that the pattern names, or one for each
 * when the alert is grouped by queue (or node).
 * @throws Refusal when no queue matches, or a measure is missing
 */
export function queueQueries(subject: Subject, samples: readonly QueueSamples[]): Map<string, readonly GroupSeries[]> {
  const { alert } = subject;
  const pattern = String(alert.source.fields['name'] ?? '*');
  const mine = samples.filter(({ name }) => name === '' || globMatches(pattern, name));
  if (mine.length === 0) throw new Refusal(`no queue of the case matches "${pattern}"`, 'case', ['input', 'queues']);
  const measures = measuresOf(subject);
  return new Map(measures.map(({ name, measure }) => [name, seriesOf(subject, mine, measure)]));
}

/** Names in the compiled formula, and the measure that each stands for. */
function measuresOf({ alert }: Subject): { readonly name: string; readonly measure: string }[] {
  const measure = String(alert.source.fields['measure']);
  if (measure !== 'memory-ratio') return [{ name: measure.replaceAll('-', '_'), measure }];
  return [
    { name: 'used', measure: 'used' },
    { name: 'limit', measure: 'limit' },
  ];
}

function seriesOf(subject: Subject, samples: readonly QueueSamples[], measure: string): GroupSeries[] {
  const found = samples.map(({ name, measures }) => {
    const series = measures.get(measure);
    if (!series) throw new Refusal(`there are no samples of "${measure}"`, 'case', ['input', 'queues']);
    return { group: groupOf(subject, name), series };
  });
  if (subject.alert.groups) return found;
  return [
    {
      group: {},
      series: worst(
        found.map(({ series }) => series),
        firesHigh(subject) ? Math.max : Math.min,
      ),
    },
  ];
}

const facets: Readonly<Record<string, readonly string[]>> = {
  queue: ['rabbitmq_queue', 'queue'],
  node: ['rabbitmq_node', 'node', 'host'],
};

function groupOf({ alert }: Subject, name: string): GroupValues {
  const known = facets[alert.source.type] ?? [];
  return Object.fromEntries(
    (alert.groups?.by ?? []).map(({ alias, facet }) => {
      if (!known.includes(facet))
        throw new Refusal(`samples of queues say nothing of the group "${facet}"`, 'alert', ['groups', 'by']);
      return [alias, name];
    }),
  );
}

function firesHigh({ alert }: Subject): boolean {
  return !('is' in alert.condition) || alert.condition.is === 'above' || alert.condition.is === 'at-least';
}

/** The worst sample of all at every instant; missing only where all are. */
function worst(all: readonly Series[], pick: (...values: number[]) => number): Series {
  const [only] = all;
  if (all.length === 1 && only) return only;
  const at = (index: number): number => {
    const present = all.map((series) => sampleAt(series, index)).filter((value) => !Number.isNaN(value));
    return present.length === 0 ? Number.NaN : pick(...present);
  };
  const length = Math.max(...all.map(({ values }) => values.length));
  return { values: Float64Array.from({ length }, (_, index) => at(index)), before: at(-1) };
}
