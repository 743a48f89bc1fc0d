import { isWithin } from './field-changes.ts';
import type { ResourceNode } from './types.ts';

type Explained = Pick<ResourceNode, 'layers' | 'origins'>;

/** Layers of one definition alone: named in a change, but never a cause of the whole plan. */
const ownLayers = new Set(['alert', 'override']);

/** Whether a layer reaches more than one definition. */
export function isShared(layer: string): boolean {
  return !ownLayers.has(layer);
}

/** Layers whose contribution to a node differs, or that came or went; sorted. */
export function changedLayers(old: Explained, updated: Explained): string[] {
  const layers = new Set([...Object.keys(old.layers), ...Object.keys(updated.layers)]);
  return [...layers].filter((layer) => old.layers[layer] !== updated.layers[layer]).sort();
}

/** The changed layers that went into the input at `path`, before or after. */
export function causesOf(path: string, old: Explained, updated: Explained, changed: readonly string[]): string[] {
  const layers = new Set([...originsAt(path, old.origins), ...originsAt(path, updated.origins)]);
  return changed.filter((layer) => layers.has(layer));
}

/** The origins of the nearest path at or above; where there is none, of those below. */
function originsAt(path: string, origins: ResourceNode['origins']): readonly string[] {
  const paths = Object.keys(origins);
  const above = paths.filter((origin) => isWithin(path, origin)).sort((a, b) => b.length - a.length)[0];
  const relevant = above === undefined ? paths.filter((origin) => isWithin(origin, path)) : [above];
  return relevant.flatMap((origin) => origins[origin] ?? []);
}
