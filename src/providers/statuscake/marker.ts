import type { Value } from '../../graph/types.ts';
import type { Marker } from '../live.ts';
import type { CompileContext } from '../provider.ts';

/** What a marker says, before it is written. */
export interface Marked {
  readonly identity: string;
  readonly environment: string;
  readonly squad: string;
}

/** Uptime and heartbeat checks have tags: three of them say whose a check is. */
export function markerTags(one: Marked, project: CompileContext['project']): string[] {
  return [`alerts_project:${project.uid}`, `alerts_unit:${unitOf(one)}`, identityTag(one.identity)];
}

/** The tag that only one check has. */
export function identityTag(identity: string): string {
  return `alerts_identity:${identity}`;
}

/** Contact groups and maintenance windows have a name alone, which ends with the marker. */
export function markedName(name: string, one: Marked, project: CompileContext['project']): string {
  return `${name} [alerts ${project.uid} ${unitOf(one)} ${one.identity}]`;
}

/** The marker among tags. */
export function markerInTags(tags: Value | undefined): Marker | undefined {
  const values = new Map<string, string>();
  for (const tag of Array.isArray(tags) ? tags : []) {
    const [, key, value] = /^alerts_(project|unit|identity):(.+)$/.exec(String(tag)) ?? [];
    if (key !== undefined && value !== undefined) values.set(key, value);
  }
  return markerOf(values.get('project'), values.get('unit'), values.get('identity'));
}

/** The marker at the end of a name. */
export function markerInName(name: Value | undefined): Marker | undefined {
  const [, project, unit, identity] = /\[alerts (\S+) (\S+) (\S+)\]$/.exec(String(name)) ?? [];
  return markerOf(project, unit, identity);
}

/** What the identity of an alert's contact group ends with. */
export const contactsPart = 'contacts';

/** The identity of the check that a contact group belongs to. */
export function checkOf(contacts: string): string {
  return contacts.replace(new RegExp(`#${contactsPart}$`), '');
}

function unitOf({ environment, squad }: Marked): string {
  return `${environment}.${squad}`;
}

function markerOf(project?: string, unit?: string, identity?: string): Marker | undefined {
  return project === undefined || unit === undefined || identity === undefined
    ? undefined
    : { project, unit, identity };
}
