import type { Document, ResolvedAlert } from '../../definitions/types.ts';
import { parseDuration, type Seconds } from '../../definitions/values/duration.ts';
import { stepOf } from '../../providers/rabbitmq/watch-step.ts';
import { sourceText } from './queries.ts';
import { connectionsOf, type Fields } from './written-data.ts';

/** The connections whose brokers `alerts watch` looks at, by name. */
export function watchedConnections(project: Document<'Project'>): [string, Fields][] {
  return connectionsOf(project).filter(([, { vendor, via }]) => vendor === 'rabbitmq' && via === 'watch');
}

/** Seconds between two evaluations of an alert whose author chose them: by `every` of its source, or of the broker that `alerts watch` looks at. */
export function evaluationInterval(alert: ResolvedAlert, project: Document<'Project'>): Seconds | undefined {
  if (alert.source.vendor !== 'rabbitmq') return parseDuration(sourceText(alert, 'every'));
  const name = sourceText(alert, 'connection');
  const [, watched] = watchedConnections(project).find(([one]) => one === name) ?? [];
  return watched && stepOf(watched);
}
