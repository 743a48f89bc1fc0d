import type { ListNode, MapNode, YamlNode } from '../../definitions/source/node.ts';
import { EditError } from './alerts-map.ts';
import { endOf, endOfLastLine, indentAt, isFlow, lineBreakOf, lineStart, type Edit } from './text.ts';

/** Fields of a mapping with values as YAML writes them on one line. */
export type WrittenFields = readonly (readonly [key: string, value: string])[];

/**
 * Adds a mapping to the end of a list field of a document, written as the item before it is: in braces or as a block. A missing field is
 * added at the end of the document.
 * @throws EditError when the document itself is written in braces
 */
export function appendMapping(root: YamlNode, key: string, fields: WrittenFields): Edit {
  if (root.kind !== 'map' || isFlow(root)) throw new EditError('The definition is written in braces.');
  const list = root.entries.get(key)?.value;
  if (list?.kind !== 'list' || list.items.length === 0) return newList(root, key, fields);
  const last = list.items.at(-1) as YamlNode;
  if (isFlow(list)) return { start: endOf(last), end: endOf(last), text: `, ${inBraces(fields)}` };
  const { text } = list.file;
  const dash = text.slice(lineStart(text, last.start), last.start).replace(/[^ -].*$/, '');
  const indent = ' '.repeat(Math.max(0, dash.lastIndexOf('-')));
  return lineEdit(last, isFlow(last) ? [`${indent}- ${inBraces(fields)}`] : block(fields, indent));
}

function newList(root: MapNode, key: string, fields: WrittenFields): Edit {
  const entry = root.entries.get(key);
  if (!entry) return lineEdit(root, [`${key}:`, ...block(fields, '  ')]);
  const { text } = root.file;
  const start = text.indexOf(':', entry.keyEnd) + 1;
  const end = Math.max(start, endOf(entry.value as ListNode));
  const lines = block(fields, ' '.repeat(indentAt(text, entry.keyStart) + 2));
  return { start, end, text: lines.map((line) => `${lineBreakOf(text)}${line}`).join('') };
}

/** Lines behind the last line of a node. */
function lineEdit(node: YamlNode, lines: readonly string[]): Edit {
  const { text } = node.file;
  const newline = lineBreakOf(text);
  const at = endOfLastLine(node);
  const before = at > 0 && text.charAt(at - 1) !== '\n' ? newline : '';
  return { start: at, end: at, text: before + lines.map((line) => line + newline).join('') };
}

function block(fields: WrittenFields, indent: string): string[] {
  return fields.map(([key, value], index) => `${indent}${index === 0 ? '- ' : '  '}${key}: ${value}`);
}

function inBraces(fields: WrittenFields): string {
  return `{ ${fields.map(([key, value]) => `${key}: ${value}`).join(', ')} }`;
}
