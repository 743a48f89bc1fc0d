import { createHash } from 'node:crypto';
import type { YamlNode } from '../definitions/source/node.ts';
import type { ResolvedAlert } from '../definitions/types.ts';

/** Layer to a short digest of all that it contributed to an alert; tells later which layer caused a change. */
export function layerDigests(alert: ResolvedAlert): Record<string, string> {
  const contributions = new Map<string, string[]>();
  collect(alert.root, 'alert', '', contributions);
  return Object.fromEntries(
    [...contributions]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([layer, values]) => [layer, createHash('sha256').update(values.join('\n')).digest('hex').slice(0, 16)]),
  );
}

function collect(node: YamlNode, layer: string, path: string, into: Map<string, string[]>): void {
  if (node.kind === 'map') {
    for (const [key, entry] of node.entries) {
      const own = (entry as { layer?: string }).layer ?? layer;
      collect(entry.value, own, `${path}.${key}`, into);
    }
    return;
  }
  if (node.kind === 'list') {
    node.items.forEach((item, index) => collect(item, layer, `${path}.${index}`, into));
    return;
  }
  const values = into.get(layer);
  const line = `${path}=${JSON.stringify(node.value)}`;
  if (values) values.push(line);
  else into.set(layer, [line]);
}

/** Input path to the layers whose values went into it. */
export function originsOf(
  alert: ResolvedAlert,
  derivedFrom: Readonly<Record<string, readonly string[]>>,
): Record<string, readonly string[]> {
  return Object.fromEntries(
    Object.entries(derivedFrom).map(([input, paths]) => {
      const layers = paths
        .map((path) => path.split('.'))
        .filter((path) => alert.has(path))
        .flatMap((path) => layersBelow(alert, path));
      return [input, [...new Set(layers)].sort()];
    }),
  );
}

function layersBelow(alert: ResolvedAlert, path: readonly string[]): string[] {
  const { node, layer } = alert.origin(path);
  const found = new Set<string>();
  const visit = (current: YamlNode, inherited: string): void => {
    if (current.kind !== 'map' || current.entries.size === 0) found.add(inherited);
    else
      for (const entry of current.entries.values())
        visit(entry.value, (entry as { layer?: string }).layer ?? inherited);
  };
  visit(node, layer);
  return [...found];
}
