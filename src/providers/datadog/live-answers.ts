import type { Json } from '../../graph/types.ts';
import type { Marker } from '../live.ts';

export type Fields = { readonly [key: string]: Json };

/** The marker among tags, or among the words of a text. */
export function markerIn(tags: readonly string[]): Marker | undefined {
  const valueOf = (key: string): string | undefined =>
    tags.find((tag) => tag.startsWith(`${key}:`))?.slice(key.length + 1);
  const [project, unit, identity] = ['alerts_project', 'alerts_unit', 'alerts_identity'].map(valueOf);
  return project && unit && identity ? { project, unit, identity } : undefined;
}

/** What to say of an answer that is none. */
export function unexpected(method: string, path: string, status: number, body: Json | undefined): Error {
  const errors = (body as { errors?: unknown } | undefined)?.errors;
  const reason = Array.isArray(errors) ? errors.join('; ') : 'no reason was given';
  return new Error(`Datadog answered ${status} to ${method} ${path}: ${reason}.`);
}
