import type { Value } from '../graph/types.ts';
import type { Marker } from './live.ts';
import type { CompileContext } from './provider.ts';

/** A definition whose object carries a marker. */
export interface Marked {
  readonly identity: string;
  readonly environment: string;
  readonly squad: string;
}

/** What says whose the object of a definition is. */
export function markerOf(
  { identity, environment, squad }: Marked,
  { uid }: Pick<CompileContext['project'], 'uid'>,
): Marker {
  return { project: uid, unit: `${environment}.${squad}`, identity };
}

/** A marker at the end of a name or description, for objects that have no tags. */
export function markerText({ project, unit, identity }: Marker): string {
  return `[alerts ${project} ${unit} ${identity}]`;
}

/** The marker that a text ends with. */
export function markerInText(text: Value | undefined): Marker | undefined {
  const [, project, unit, identity] = /\[alerts (\S+) (\S+) (\S+)\]$/.exec(String(text)) ?? [];
  return whole(project, unit, identity);
}

/** A marker as three tags. */
export function markerTags({ project, unit, identity }: Marker): string[] {
  return [`alerts_project:${project}`, `alerts_unit:${unit}`, identityTag(identity)];
}

/** The tag that only one object has. */
export function identityTag(identity: string): string {
  return `alerts_identity:${identity}`;
}

/** The marker among tags. */
export function markerInTags(tags: Value | undefined): Marker | undefined {
  const values = new Map<string, string>();
  for (const tag of Array.isArray(tags) ? tags : []) {
    const [, key, value] = /^alerts_(project|unit|identity):(.+)$/.exec(String(tag)) ?? [];
    if (key !== undefined && value !== undefined) values.set(key, value);
  }
  return whole(values.get('project'), values.get('unit'), values.get('identity'));
}

function whole(project?: string, unit?: string, identity?: string): Marker | undefined {
  return project === undefined || unit === undefined || identity === undefined
    ? undefined
    : { project, unit, identity };
}
