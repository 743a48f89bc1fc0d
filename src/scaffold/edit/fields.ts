import { child, textOf, type MapEntry, type MapNode, type YamlNode } from '../../definitions/source/node.ts';
import { quoted } from '../yaml-text.ts';
import {
  endOf,
  endOfLastLine,
  indentAt,
  isBelowKey,
  isFlow,
  lineBreakOf,
  lineStart,
  nextLine,
  type Edit,
} from './text.ts';

/** Replaces a scalar and keeps its quotes. */
export function replaceScalar(node: YamlNode, value: string): Edit {
  const quote = node.file.text.charAt(node.start);
  const text = quote === "'" || quote === '"' ? `${quote}${value}${quote}` : quoted(value);
  return { start: node.start, end: node.end, text };
}

/** Gives a field of a mapping another value on one line, or adds the field: after the field `after`, else at the top. */
export function setField(map: MapNode, key: string, value: string, after?: string): Edit {
  const entry = map.entries.get(key);
  if (entry) return replaceValue(entry, value);
  const { text } = map.file;
  if (isFlow(map)) {
    return { start: map.start + 1, end: map.start + 1, text: ` ${key}: ${value}${map.entries.size > 0 ? ',' : ' '}` };
  }
  const before = after === undefined ? undefined : map.entries.get(after);
  const line = `${' '.repeat(indentOf(map))}${key}: ${value}${lineBreakOf(text)}`;
  const at = before ? endOfEntry(before) : topOf(map);
  const needsBreak = at === text.length && at > 0 && !text.endsWith('\n');
  return { start: at, end: at, text: needsBreak ? lineBreakOf(text) + line : line };
}

/** Adds texts to a list field (created at the top when missing) and drops others from it. Undefined when nothing changes. */
export function editList(map: MapNode, key: string, change: ListChange, after?: string): Edit | undefined {
  const list = child(map, key);
  const old = list?.kind === 'list' ? list.items.map((item) => textOf(item) ?? '') : [];
  const kept = old.map((one) => change.replace?.(one) ?? one).filter((one) => !change.drop?.includes(one));
  const wanted = [...new Set([...kept, ...(change.add ?? [])])];
  if (wanted.length === old.length && wanted.every((one, index) => one === old[index])) return undefined;
  const entry = map.entries.get(key);
  if (entry && wanted.length === 0) return removeEntry(entry);
  const onlyAdds = old.every((one, index) => one === wanted[index]);
  if (list?.kind === 'list' && onlyAdds && old.length > 0) return append(list, wanted.slice(old.length));
  return setField(map, key, `[${wanted.map(quoted).join(', ')}]`, after);
}

/** What becomes of the texts of a list. */
export interface ListChange {
  readonly add?: readonly string[];
  readonly drop?: readonly string[];
  readonly replace?: (text: string) => string;
}

function replaceValue(entry: MapEntry, value: string): Edit {
  const { text } = entry.value.file;
  const { start } = entry.value;
  if (!isBelowKey(entry) && endOf(entry.value) > start && start > entry.keyEnd)
    return { start, end: endOf(entry.value), text: value };
  const colon = text.indexOf(':', entry.keyEnd) + 1;
  if (!isBelowKey(entry)) return { start: colon, end: colon, text: ` ${value}` };
  const end = endOfLastLine(entry.value);
  return { start: colon, end, text: ` ${value}${text.charAt(end - 1) === '\n' ? lineBreakOf(text) : ''}` };
}

function removeEntry(entry: MapEntry): Edit {
  return { start: lineStart(entry.value.file.text, entry.keyStart), end: endOfEntry(entry), text: '' };
}

function append(list: YamlNode & { readonly kind: 'list' }, texts: readonly string[]): Edit {
  const { text } = list.file;
  const last = list.items.at(-1) ?? list;
  if (isFlow(list))
    return { start: endOf(last), end: endOf(last), text: texts.map((one) => `, ${quoted(one)}`).join('') };
  const at = endOfLastLine(last);
  const dash = text.slice(lineStart(text, list.start), list.start);
  const newline = lineBreakOf(text);
  const lines = texts.map((one) => `${dash}- ${quoted(one)}${newline}`).join('');
  return { start: at, end: at, text: text.charAt(at - 1) === '\n' ? lines : newline + lines };
}

function endOfEntry(entry: MapEntry): number {
  return Math.max(nextLine(entry.value.file.text, entry.keyEnd), endOfLastLine(entry.value));
}

function indentOf(map: MapNode): number {
  const [first] = map.entries.values();
  return first ? indentAt(map.file.text, first.keyStart) : 0;
}

/** Directly above the first key, and above the comments that stand over it. */
function topOf(map: MapNode): number {
  const { text } = map.file;
  const [first] = map.entries.values();
  let at = lineStart(text, first?.keyStart ?? map.start);
  while (at > 0) {
    const above = lineStart(text, at - 1);
    if (!/^\s*#/.test(text.slice(above, at))) break;
    at = above;
  }
  return at;
}
