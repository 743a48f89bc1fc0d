import { decode } from '../../src/definitions/source/decode.ts';
import { child, textOf, type MapNode, type YamlNode } from '../../src/definitions/source/node.ts';
import { parseYaml } from '../../src/definitions/source/parse-yaml.ts';

/** A definition file of the tree, parsed, to be edited as text. */
export interface Page {
  readonly path: string;
  readonly text: string;
  readonly documents: readonly MapNode[];
}

/** Parses a file of the clean tree. */
export function toPage(path: string, text: string): Page {
  const documents = parseYaml(decode(path, Buffer.from(text)).file).documents;
  return { path, text, documents: documents.filter((node): node is MapNode => node.kind === 'map') };
}

/** The kind of a document. */
export function kindOf(document: MapNode): string | undefined {
  return textOf(child(document, 'kind'));
}

/** Replaces the text of a node. */
export function replace(page: Page, node: YamlNode, text: string): string {
  return page.text.slice(0, node.start) + text + page.text.slice(node.end);
}

/** Renames a key of a mapping. */
export function renameKey(page: Page, map: MapNode, key: string, to: string): string {
  const entry = map.entries.get(key);
  return entry ? page.text.slice(0, entry.keyStart) + to + page.text.slice(entry.keyEnd) : page.text;
}

/** Removes an entry: whole lines in block style, up to the comma in flow style. */
export function removeEntry(page: Page, map: MapNode, key: string): string {
  const entry = map.entries.get(key);
  if (!entry) return page.text;
  const { text } = page;
  const lineStart = text.lastIndexOf('\n', entry.keyStart - 1) + 1;
  const own = text.slice(lineStart, entry.keyStart).trim() === '';
  const indent = entry.keyStart - lineStart;
  if (own) {
    let end = text.indexOf('\n', entry.keyStart) + 1 || text.length;
    while (end < text.length && (text.slice(end).match(/^( *)(\S|$)/)?.[1]?.length ?? 0) > indent)
      end = text.indexOf('\n', end) + 1 || text.length;
    return text.slice(0, lineStart) + text.slice(end);
  }
  const after = /^\s*,\s*/.exec(text.slice(entry.value.end));
  if (after) return text.slice(0, entry.keyStart) + text.slice(entry.value.end + after[0].length);
  const before = /,\s*$/.exec(text.slice(0, entry.keyStart));
  return text.slice(0, entry.keyStart - (before?.[0].length ?? 0)) + text.slice(entry.value.end);
}

/** Adds an entry as the first of a mapping, in the style of the mapping. */
export function addEntry(page: Page, map: MapNode, line: string): string {
  const { text } = page;
  const first = [...map.entries.values()][0];
  if (!first) return text;
  const lineStart = text.lastIndexOf('\n', first.keyStart - 1) + 1;
  const lead = text.slice(lineStart, first.keyStart);
  const isBlock = /^[ -]*$/.test(lead);
  return isBlock
    ? `${text.slice(0, first.keyStart)}${line}\n${' '.repeat(lead.length)}${text.slice(first.keyStart)}`
    : `${text.slice(0, first.keyStart)}${line}, ${text.slice(first.keyStart)}`;
}

/** Sets a field: replaces its value, or adds it. */
export function setField(page: Page, map: MapNode, key: string, value: string): string {
  const entry = map.entries.get(key);
  return entry ? replace(page, entry.value, value) : addEntry(page, map, `${key}: ${value}`);
}

/** A name with one slip of the finger: two neighbouring letters swapped. */
export function misspell(name: string): string {
  const at = Math.max(1, Math.floor(name.length / 2));
  const swapped = name.slice(0, at - 1) + name.charAt(at) + name.charAt(at - 1) + name.slice(at + 1);
  return swapped === name ? `${name}x` : swapped;
}
