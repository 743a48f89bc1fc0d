import type { Document } from '../../definitions/types.ts';

/** A mapping of a document. */
export type Fields = Readonly<Record<string, unknown>>;

/** A mapping as it stands in a document; an empty one for whatever else stands there. */
export function mapOf(value: unknown): Fields {
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as Fields) : {};
}

/** The connections of a project, by name. */
export function connectionsOf({ data }: Document): [string, Fields][] {
  return Object.entries(mapOf(data['connections'])).map(([name, connection]) => [name, mapOf(connection)]);
}
