import { markerOf, markerText, type Marked } from '../marker.ts';
import type { CompileContext } from '../provider.ts';

/** Parts of an alert's identity. */
export const queryPart = 'query';
const subscriptionSuffix = '-subscription';

/** The identity of an alert's query. */
export function queryOf(alert: string): string {
  return `${alert}#${queryPart}`;
}

/** The identity of the alert that a query is for. */
export function alertOf(query: string): string {
  return query.replace(new RegExp(`#${queryPart}$`), '');
}

/** The part that subscribes an alert to the destination of a part. */
export function subscriptionPart(destination: string): string {
  return `${destination}${subscriptionSuffix}`;
}

/** The identity of the subscription to a destination. */
export function subscriptionOf(destination: string): string {
  return `${destination}${subscriptionSuffix}`;
}

/** Letters of a name: redash/models/__init__.py, db.String(255). */
export const longestName = 255;

/** Destinations have a name alone, which ends with the marker and is unique by it. Its beginning is cut where it would be too long. */
export function markedName(name: string, one: Marked, project: CompileContext['project']): string {
  const marker = ` ${markerText(markerOf(one, project))}`;
  return `${name.slice(0, Math.max(0, longestName - marker.length))}${marker}`;
}
