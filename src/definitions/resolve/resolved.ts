import { nodeAt, type MapNode, type Path } from '../source/node.ts';
import type { Origin, ResolvedAlert } from '../types.ts';
import { originAt } from './merge.ts';

/** The values of a resolved alert, and where each was written. */
export type ResolvedValues = Omit<ResolvedAlert, 'origin' | 'has'>;

/** Gives resolved values their origins. */
export function withOrigins(values: ResolvedValues & { readonly root: MapNode }, fallbackLayer: string): ResolvedAlert {
  return Object.assign(Object.create(prototype) as ResolvedAlert, values, { fallbackLayer });
}

const prototype = {
  origin(this: ResolvedAlert & { fallbackLayer: string }, path: Path): Origin {
    return originAt(this.root, path, this.fallbackLayer);
  },
  has(this: ResolvedAlert, path: Path): boolean {
    return nodeAt(this.root, path) !== undefined;
  },
};
