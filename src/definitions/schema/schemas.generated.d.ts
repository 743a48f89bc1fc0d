import type { Schema } from './parts.ts';

/** The schema of each kind without what only people read, and the parts that they share by name. */
export const kinds: Readonly<Record<string, Schema>>;
export const shared: Readonly<Record<string, Schema>>;
