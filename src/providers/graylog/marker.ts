import type { Value } from '../../graph/types.ts';
import type { Marker } from '../live.ts';
import type { CompileContext } from '../provider.ts';

/** What a marker says, before it is written. */
interface Marked {
  readonly identity: string;
  readonly environment: string;
  readonly squad: string;
}

/** A description that ends with the marker: titles need not be unique, and tags are younger than most servers. */
export function markedDescription(text: string, one: Marked, project: CompileContext['project']): string {
  return `${text}\n\n[alerts ${project.uid} ${one.environment}.${one.squad} ${one.identity}]`.trim();
}

/** The marker at the end of a description. */
export function markerIn(description: Value | undefined): Marker | undefined {
  const [, project, unit, identity] = /\[alerts (\S+) (\S+) (\S+)\]$/.exec(String(description)) ?? [];
  return project === undefined || unit === undefined || identity === undefined
    ? undefined
    : { project, unit, identity };
}
