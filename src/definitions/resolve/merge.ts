import type { MapEntry, MapNode, Path, YamlNode } from '../source/node.ts';
import type { Origin } from '../types.ts';

/** An entry of a merged mapping, with the layer that wrote it. */
interface LayeredEntry extends MapEntry {
  readonly layer?: string;
}

/** A mapping whose entries all come from one layer. */
export function layered(node: MapNode, layer: string): MapNode {
  const entries = new Map<string, LayeredEntry>();
  for (const [key, entry] of node.entries) entries.set(key, { ...entry, layer });
  return { ...node, entries };
}

/** Lays `patch` over `base`: mappings merge, lists and scalars replace, null removes. */
export function merge(base: MapNode, patch: MapNode, layer: string): MapNode {
  const entries = new Map<string, LayeredEntry>(base.entries);
  for (const [key, entry] of patch.entries) {
    const old = entries.get(key);
    if (entry.value.kind === 'scalar' && entry.value.value === null) entries.delete(key);
    else if (entry.value.kind === 'map' && old?.value.kind === 'map') {
      const inherited = old.layer === undefined ? old.value : layered(old.value, old.layer);
      entries.set(key, { ...entry, value: merge(inherited, entry.value, layer) });
    } else entries.set(key, { ...entry, value: withoutNulls(entry.value), layer });
  }
  return { kind: 'map', file: patch.file, start: patch.start, end: patch.end, entries };
}

/** A null inside a new mapping removes nothing and means absent. */
function withoutNulls(node: YamlNode): YamlNode {
  if (node.kind !== 'map') return node;
  let changed: Map<string, MapEntry> | undefined;
  for (const [key, entry] of node.entries) {
    const isNull = entry.value.kind === 'scalar' && entry.value.value === null;
    const value = isNull ? entry.value : withoutNulls(entry.value);
    if (!isNull && value === entry.value) continue;
    changed ??= new Map(node.entries);
    if (isNull) changed.delete(key);
    else changed.set(key, { ...entry, value });
  }
  return changed ? { ...node, entries: changed } : node;
}

/** Where the value at a path of a merged tree was written: its own origin, or that of the nearest ancestor. */
export function originAt(root: YamlNode, path: Path, fallback: string): Origin {
  let node = root;
  let layer = fallback;
  for (const step of path) {
    if (node.kind === 'map') {
      const entry: LayeredEntry | undefined = node.entries.get(String(step));
      if (!entry) break;
      layer = entry.layer ?? layer;
      node = entry.value;
    } else if (node.kind === 'list') {
      const item = node.items[Number(step)];
      if (!item) break;
      node = item;
    } else break;
  }
  return { node, layer };
}
