import { structuredPatch } from 'diff';
import { printable, printableLine } from '../findings/printable.ts';
import type { FieldChange } from '../graph/plan.ts';
import type { Value } from '../graph/types.ts';
import { formatValue, isText, plainText } from './format-value.ts';

/** One line of a change, without indentation or marks. `head` names the input; `gap` stands for lines that are left out. */
export interface ChangeLine {
  readonly kind: 'head' | 'old' | 'new' | 'context' | 'gap';
  readonly text: string;
}

/** How changes become lines. */
export interface ChangeLineOptions {
  /** Old and new stand in the head when both fit into this many characters; 0 puts them below always. */
  readonly inline: number;
  /** Longest list of lines per change; the rest is a gap. */
  readonly limit: number;
}

const contextLines = 2;

/** A change as lines that are safe to print: short values as `path: old → new`, lists by element, long texts as line diffs. */
export function changeLines(change: FieldChange, options: ChangeLineOptions): ChangeLine[] {
  const path = printableLine(change.path);
  const because = change.because.length > 0 ? `  (${printableLine(change.because.join(', '))})` : '';
  const remark = `${change.replaces ? '  must be re-created' : ''}${because}`;
  const inline = inlineValues(change, options.inline);
  if (inline !== undefined) return [{ kind: 'head', text: `${path}: ${inline}${remark}` }];
  const body = bodyLines(change);
  const kept = body.slice(0, options.limit);
  const gap: ChangeLine[] =
    kept.length < body.length ? [{ kind: 'gap', text: `… ${body.length - kept.length} more lines` }] : [];
  return [{ kind: 'head', text: `${path}:${remark}` }, ...kept, ...gap];
}

function inlineValues(change: FieldChange, limit: number): string | undefined {
  if (limit === 0 || isList(change.old) || isList(change.new)) return undefined;
  const sides = [change.old, change.new].filter((side) => side !== undefined);
  if (sides.some((side) => isText(side) && plainText(side).includes('\n'))) return undefined;
  const text =
    change.old === undefined
      ? formatValue(change.new)
      : `${formatValue(change.old)} → ${change.new === undefined ? '(removed)' : formatValue(change.new)}`;
  return text.length <= limit ? printableLine(text) : undefined;
}

function bodyLines({ old, new: updated }: FieldChange): ChangeLine[] {
  if (isList(old) || isList(updated)) return listLines(old, updated);
  if (isText(old) && isText(updated)) return textLines(plainText(old as Value), plainText(updated as Value));
  return [...linesOf('old', old), ...linesOf('new', updated)];
}

function isList(value: Value | undefined): value is readonly Value[] {
  return Array.isArray(value);
}

/** Elements that go and come; when only the order differs, both lists. */
function listLines(old: Value | undefined, updated: Value | undefined): ChangeLine[] {
  if (!isList(old ?? []) || !isList(updated ?? [])) return [...linesOf('old', old), ...linesOf('new', updated)];
  const before = ((old ?? []) as readonly Value[]).map(formatValue);
  const after = ((updated ?? []) as readonly Value[]).map(formatValue);
  const gone = before.filter((element) => !after.includes(element));
  const come = after.filter((element) => !before.includes(element));
  if (gone.length + come.length === 0) return [...linesOf('old', old), ...linesOf('new', updated)];
  return [
    ...gone.map((text): ChangeLine => ({ kind: 'old', text: printableLine(text) })),
    ...come.map((text): ChangeLine => ({ kind: 'new', text: printableLine(text) })),
  ];
}

function textLines(old: string, updated: string): ChangeLine[] {
  const [before, after] = [printable(old), printable(updated)];
  // Longer edit scripts cost quadratic time and read worse than both texts.
  const patch = structuredPatch('', '', before, after, '', '', { context: contextLines, maxEditLength: 1000 });
  if (!patch || patch.hunks.length === 0) return [...linesOf('old', old), ...linesOf('new', updated)];
  return patch.hunks.flatMap((hunk, index) => {
    const gap: ChangeLine[] = index > 0 || hunk.oldStart > 1 ? [{ kind: 'gap', text: '…' }] : [];
    const lines = hunk.lines.filter((line) => !line.startsWith('\\'));
    return [...gap, ...lines.map(patchLine)];
  });
}

function patchLine(line: string): ChangeLine {
  const kind = line.startsWith('-') ? 'old' : line.startsWith('+') ? 'new' : 'context';
  return { kind, text: line.slice(1) };
}

function linesOf(kind: 'old' | 'new', value: Value | undefined): ChangeLine[] {
  if (value === undefined) return [];
  const text = isText(value) ? plainText(value) : formatValue(value);
  return printable(text)
    .split('\n')
    .map((line) => ({ kind, text: line }));
}
