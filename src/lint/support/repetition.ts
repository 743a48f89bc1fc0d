import type { Document, ResolvedAlert } from '../../definitions/types.ts';
import { connectionsOf } from './written-data.ts';

/** Vendors that tell again by themselves, and whether they count how often. */
const counting: Readonly<Record<string, boolean>> = { datadog: true, slo: true, graylog: false, redash: false };

/**
 * Whether `renotify` does anything for an alert: elsewhere the escalation of the on-call backend calls on, and events that Graylog sends there by
 * requests are one alert while it is open.
 */
export function repeatsItself(alert: ResolvedAlert, project: Document<'Project'>): boolean {
  const { vendor } = alert.source;
  if (vendor === 'rabbitmq') return connectionsOf(project).some(([, { via }]) => via === 'datadog');
  if (vendor !== 'graylog') return vendor in counting;
  return alert.notify.critical.some((target) => target !== 'on-call') || !asksByRequest(project);
}

/** Whether repetitions of an alert can have an end (`renotify.max`). */
export function countsRepetitions({ source: { vendor } }: ResolvedAlert): boolean {
  return counting[vendor] ?? true;
}

function asksByRequest(project: Document<'Project'>): boolean {
  const servers = connectionsOf(project).filter(([, { vendor }]) => vendor === 'graylog');
  return servers.length > 0 && servers.every(([, { onCallKey }]) => onCallKey !== undefined);
}
