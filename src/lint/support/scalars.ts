import type { Path, ScalarNode, YamlNode } from '../../definitions/source/node.ts';

/** Calls `visit` for every text below `node`, with its path. */
export function eachText(node: YamlNode, visit: (text: string, node: ScalarNode, path: Path) => void): void {
  walk(node, [], visit);
}

function walk(node: YamlNode, path: Path, visit: (text: string, node: ScalarNode, path: Path) => void): void {
  if (node.kind === 'scalar') {
    if (typeof node.value === 'string') visit(node.value, node, path);
  } else if (node.kind === 'list') node.items.forEach((item, index) => walk(item, [...path, index], visit));
  else for (const [key, entry] of node.entries) walk(entry.value, [...path, key], visit);
}
