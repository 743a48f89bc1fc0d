import type { Value } from '../../graph/types.ts';
import type { Marker } from '../live.ts';
import type { CompileContext } from '../provider.ts';

/** What a marker says, before it is written. */
interface Marked {
  readonly identity: string;
  readonly environment: string;
  readonly squad: string;
}

/** Parts of an alert's identity. */
export const queryPart = 'query';
const subscriptionSuffix = '-subscription';

/** Queries have tags: three of them say whose the alert on the query is. */
export function markerTags(one: Marked, project: CompileContext['project']): string[] {
  return [`alerts_project:${project.uid}`, `alerts_unit:${unitOf(one)}`, `alerts_identity:${one.identity}`];
}

/** The marker among the tags of a query, which is that of its alert. */
export function alertMarkerIn(tags: Value | undefined): Marker | undefined {
  const values = new Map<string, string>();
  for (const tag of Array.isArray(tags) ? tags : []) {
    const [, key, value] = /^alerts_(project|unit|identity):(.+)$/.exec(String(tag)) ?? [];
    if (key !== undefined && value !== undefined) values.set(key, value);
  }
  return markerOf(values.get('project'), values.get('unit'), values.get('identity'));
}

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
  const marker = ` [alerts ${project.uid} ${unitOf(one)} ${one.identity}]`;
  return `${name.slice(0, Math.max(0, longestName - marker.length))}${marker}`;
}

/** The marker at the end of a name. */
export function markerInName(name: Value | undefined): Marker | undefined {
  const [, project, unit, identity] = /\[alerts (\S+) (\S+) (\S+)\]$/.exec(String(name)) ?? [];
  return markerOf(project, unit, identity);
}

function unitOf({ environment, squad }: Marked): string {
  return `${environment}.${squad}`;
}

function markerOf(project?: string, unit?: string, identity?: string): Marker | undefined {
  return project === undefined || unit === undefined || identity === undefined
    ? undefined
    : { project, unit, identity };
}
