import type { SourceFile } from './source-file.ts';

/**
 * YAML data with positions: all that later layers know of a file. It keeps no comments and no syntax tree of the parser,
 * which costs ten times the memory. Offsets are UTF-16 offsets into `file.text`.
 */
export type YamlNode = ScalarNode | ListNode | MapNode;

interface NodeBase {
  readonly file: SourceFile;
  readonly start: number;
  readonly end: number;
}

/** A string, number, boolean or null. Numbers beyond double precision and other types are refused by the loader. */
export interface ScalarNode extends NodeBase {
  readonly kind: 'scalar';
  readonly value: string | number | boolean | null;
}

/** A sequence. */
export interface ListNode extends NodeBase {
  readonly kind: 'list';
  readonly items: readonly YamlNode[];
}

/** A mapping; keys are strings, unique, and never `__proto__`. */
export interface MapNode extends NodeBase {
  readonly kind: 'map';
  readonly entries: ReadonlyMap<string, MapEntry>;
}

/** A key of a mapping with the position of the key itself. */
export interface MapEntry {
  readonly keyStart: number;
  readonly keyEnd: number;
  readonly value: YamlNode;
}

/** Keys and indexes that lead from a document's root to a node. */
export type Path = readonly (string | number)[];

/** The node at `path`, or undefined when a step is missing. */
export function nodeAt(root: YamlNode | undefined, path: Path): YamlNode | undefined {
  let node = root;
  for (const step of path) {
    if (node?.kind === 'map') node = node.entries.get(String(step))?.value;
    else if (node?.kind === 'list') node = node.items[Number(step)];
    else return undefined;
  }
  return node;
}

/** The entry (key and value) of `path`'s last step when its parent is a mapping. */
export function entryAt(root: YamlNode | undefined, path: Path): MapEntry | undefined {
  const parent = nodeAt(root, path.slice(0, -1));
  const key = path.at(-1);
  return parent?.kind === 'map' && key !== undefined ? parent.entries.get(String(key)) : undefined;
}

/** The deepest node on the way to `path` that exists: where a finding about a missing value is shown. */
export function nearestNode(root: YamlNode, path: Path): YamlNode {
  for (let length = path.length; length > 0; length--) {
    const node = nodeAt(root, path.slice(0, length));
    if (node) return node;
  }
  return root;
}

/** The value of `key` in a mapping. */
export function child(node: YamlNode | undefined, key: string): YamlNode | undefined {
  return node?.kind === 'map' ? node.entries.get(key)?.value : undefined;
}

/** The text of a string scalar, else undefined. */
export function textOf(node: YamlNode | undefined): string | undefined {
  return node?.kind === 'scalar' && typeof node.value === 'string' ? node.value : undefined;
}

/** Plain JavaScript data; mappings become objects without a prototype. */
export function toData(node: YamlNode): unknown {
  if (node.kind === 'scalar') return node.value;
  if (node.kind === 'list') return node.items.map(toData);
  const data: Record<string, unknown> = Object.create(null);
  for (const [key, entry] of node.entries) data[key] = toData(entry.value);
  return data;
}
