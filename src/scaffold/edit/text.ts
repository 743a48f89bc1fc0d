import type { MapEntry, MapNode, YamlNode } from '../../definitions/source/node.ts';

/** A replacement of `[start, end)` by `text`; an empty range inserts. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Applies edits that do not overlap; of several insertions at one place the first given comes first. */
export function applyAll(text: string, edits: readonly Edit[]): string {
  const sorted = edits
    .map((edit, index) => ({ ...edit, index }))
    .sort((a, b) => b.start - a.start || b.index - a.index);
  return sorted.reduce((result, edit) => result.slice(0, edit.start) + edit.text + result.slice(edit.end), text);
}

/** The line break of a text. */
export function lineBreakOf(text: string): '\n' | '\r\n' {
  return text.includes('\r\n') ? '\r\n' : '\n';
}

/** Start of the line that holds an offset. */
export function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

/** Start of the line after the one that holds an offset; the end of the text when there is none. */
export function nextLine(text: string, offset: number): number {
  const at = text.indexOf('\n', offset);
  return at < 0 ? text.length : at + 1;
}

/** Spaces before what stands at an offset, when nothing else does. */
export function indentAt(text: string, offset: number): number {
  return offset - lineStart(text, offset);
}

/** Whether a mapping or list is written in braces or brackets. */
export function isFlow(node: YamlNode): boolean {
  return node.kind !== 'scalar' && /[[{]/.test(node.file.text.charAt(node.start));
}

/** Whether a value starts on a later line than its key: a block. */
export function isBelowKey(entry: MapEntry): boolean {
  const { text } = entry.value.file;
  return entry.value.kind !== 'scalar' && !isFlow(entry.value) && lineStart(text, entry.value.start) > entry.keyStart;
}

/** Where a node ends; the nodes of the parser leave out the closing bracket. An alias ends where it stands, not where its anchor does. */
export function endOf(node: YamlNode): number {
  if (node.kind === 'scalar') return node.end;
  let end = node.start + (isFlow(node) ? 1 : 0);
  if (node.kind === 'list') for (const item of node.items) end = Math.max(end, endOf(item));
  else for (const { keyEnd, value } of node.entries.values()) end = Math.max(end, keyEnd, endOf(value));
  if (!isFlow(node)) return end;
  const behind = /^(?:[\s,]|#[^\n]*)*[\]}]/.exec(node.file.text.slice(end));
  return end + (behind?.[0].length ?? 0);
}

/** End of a node without the blank lines and comments behind it: the end of its last line, after the line break. */
export function endOfLastLine(node: YamlNode): number {
  const { text } = node.file;
  let end = endOf(node);
  while (end > node.start && /\s/.test(text.charAt(end - 1))) end--;
  return nextLine(text, end);
}

/**
 * The lines of an entry of a block mapping: comments directly above it, key and value. Comments behind it that are indented deeper
 * than the key belong to it.
 */
export function entryLines(map: MapNode, key: string): { readonly start: number; readonly end: number } | undefined {
  const entry = map.entries.get(key);
  if (!entry || isFlow(map)) return undefined;
  const { text } = map.file;
  const indent = indentAt(text, entry.keyStart);
  let start = lineStart(text, entry.keyStart);
  while (start > 0) {
    const above = lineStart(text, start - 1);
    const line = text.slice(above, start);
    if (!/^\s*#/.test(line) || line.length - line.trimStart().length !== indent) break;
    start = above;
  }
  let end = nextLine(text, entry.keyEnd);
  end = Math.max(end, endOfLastLine(entry.value));
  for (let next = end; next < text.length; next = nextLine(text, next)) {
    const line = text.slice(next, nextLine(text, next));
    const isComment = /^\s*#/.test(line) && line.length - line.trimStart().length > indent;
    if (!isComment && line.trim() !== '') break;
    if (isComment) end = nextLine(text, next);
  }
  return { start, end };
}

/** A block of lines moved to another indentation; its first line that is not blank decides where it stood. */
export function reindent(block: string, indent: number): string {
  const lines = block.split('\n');
  const first = lines.find((line) => line.trim() !== '') ?? '';
  const shift = indent - (first.length - first.trimStart().length);
  return lines
    .map((line) => {
      if (line.trim() === '') return line;
      if (shift >= 0) return ' '.repeat(shift) + line;
      const spaces = line.length - line.trimStart().length;
      return line.slice(Math.min(-shift, spaces));
    })
    .join('\n');
}
