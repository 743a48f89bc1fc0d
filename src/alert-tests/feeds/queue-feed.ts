import type { MeasurementCondition } from '../../definitions/types.ts';
import { globMatches } from '../../definitions/values/glob.ts';
import { readQueryMonitor } from '../datadog/monitor.ts';
import type { QueueSamples, Subject } from '../model.ts';
import { seriesOf } from '../series.ts';
import { cannotFeed, type Feed, type Marks, type Pace } from './feed.ts';
import { paceOf, typicalOf, withValues } from './query-feed.ts';
import { isHealthy, targetsOf } from './targets.ts';

/** Feeds measures of queues and nodes, which are what is compared; a share of memory as what is used of one unit. */
export function queueFeed(subject: Subject, condition: MeasurementCondition): Feed {
  const measure = String(subject.alert.source.fields['measure']);
  const targets = targetsOf(condition);
  if (!targets) throw cannotFeed('the condition has no critical threshold');
  return {
    pace: paceOfQueue(subject, condition),
    marks: withTypical(targets, typicalOf(subject)[measure] ?? Number.NaN, condition),
    numeric: true,
    lacks: {},
    input: (measured) => ({
      kind: 'queues',
      queues: measured.map(({ group, parts }): QueueSamples => {
        const series = seriesOf(parts);
        const name = nameOf(subject, Object.values(group)[0]);
        if (measure !== 'memory-ratio') return { name, measures: new Map([[measure, series]]) };
        return {
          name,
          measures: new Map([
            ['used', series],
            ['limit', seriesOf(withValues(parts, () => 1))],
          ]),
        };
      }),
    }),
  };
}

/** A queue that the alert's pattern matches; the pattern with something in the place of its stars where none is named. */
function nameOf({ alert }: Subject, group: string | undefined): string {
  const pattern = String(alert.source.fields['name'] ?? '*');
  if (group === undefined) return '';
  return globMatches(pattern, group) ? group : pattern.replaceAll(/[*?]/g, group);
}

function withTypical(targets: Marks, usual: number, condition: MeasurementCondition): Marks {
  return isHealthy(usual, condition) ? { ...targets, healthy: usual } : targets;
}

function paceOfQueue({ monitors }: Subject, { over, for: lasting }: MeasurementCondition): Pace {
  const monitor = readQueryMonitor(monitors.get('measure') ?? monitors.get('') ?? {});
  if (monitor) return paceOf(monitor);
  return { window: (lasting ?? over ?? 300) / 60, delay: 0, every: 1, closes: 0 };
}
