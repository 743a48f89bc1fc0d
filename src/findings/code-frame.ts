import stringWidth from 'string-width';
import { printableLine } from './printable.ts';

/** A source line as a terminal shows it, and under it a line with carets; neither has colour. */
export interface CodeFrame {
  readonly source: string;
  readonly marker: string;
}

/** A part of a line: UTF-16 columns from 1, the end exclusive; an `endColumn` of undefined reaches to the end of the line. */
export interface ColumnRange {
  readonly column: number;
  readonly endColumn: number | undefined;
}

/** A grapheme: where it stands in the line, and how it is shown. */
interface Cell {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly width: number;
}

const leastWidth = 20;
const tabWidth = 4;
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/**
 * Shows `line` with carets under `range` in at most `width` terminal cells (20 if less). A longer line is cut around the first caret, with `…` where
 * something is missing. An empty range gets one caret. Tabs become spaces; control and bidirectional characters become visible escapes.
 */
export function codeFrame(line: string, range: ColumnRange, width: number): CodeFrame {
  const room = Math.max(leastWidth, width);
  const from = clamp(range.column - 1, 0, line.length);
  const to = clamp((range.endColumn ?? line.length + 1) - 1, from, line.length);
  const cells = cellsAround(line, from, room);
  const left = leftEdge(cells, from, room);
  const cutLeft = left > 0 || (cells[0]?.start ?? 0) > 0;
  const { shown, cutRight } = fit(cells.slice(left), room - (cutLeft ? 1 : 0), line.length);
  const indent = (cutLeft ? 1 : 0) + widthOf(shown.filter((cell) => cell.end <= from));
  const carets = widthOf(shown.filter((cell) => cell.end > from && cell.start < to));
  const source = `${cutLeft ? '…' : ''}${shown.map((cell) => cell.text).join('')}${cutRight ? '…' : ''}`;
  return { source, marker: ' '.repeat(indent) + '^'.repeat(Math.max(1, carets)) };
}

/** Twice the room on either side is more than can be shown; the rest of a line of megabytes is never looked at. */
function cellsAround(line: string, from: number, room: number): Cell[] {
  const start = wholeCharacter(line, Math.max(0, from - 2 * room));
  const end = wholeCharacter(line, Math.min(line.length, from + 2 * room));
  const cells: Cell[] = [];
  let at = 0;
  for (const { segment, index } of graphemes.segment(line.slice(start, end))) {
    const offset = start + index;
    const text = segment === '\t' ? ' '.repeat(tabWidth - (at % tabWidth)) : shownAs(segment, line, offset);
    const cell = { start: offset, end: offset + segment.length, text, width: cellWidth(text) };
    cells.push(cell);
    at += cell.width;
  }
  return cells;
}

/** `printable` works on whole texts; a bracket alone does not show that it completes a command of a CI system. */
function shownAs(segment: string, line: string, offset: number): string {
  const isCommand = segment === '[' && /##\w*$/.test(line.slice(Math.max(0, offset - 32), offset));
  return isCommand ? '\\[' : printableLine(segment);
}

/** Index of the first cell to show: everything if it fits, else a third of the room stays before the caret. */
function leftEdge(cells: readonly Cell[], from: number, room: number): number {
  const start = cells[0]?.start ?? 0;
  if (start === 0 && widthOf(cells) < room) return 0;
  let left = cells.findIndex((cell) => cell.end > from);
  if (left < 0) left = cells.length;
  for (let kept = 0; left > 0; left--) {
    kept += cells[left - 1]?.width ?? 0;
    if (kept > room / 3) break;
  }
  return left;
}

function fit(cells: readonly Cell[], room: number, lineLength: number): { shown: readonly Cell[]; cutRight: boolean } {
  const complete = cells.length === 0 || cells.at(-1)?.end === lineLength;
  if (complete && widthOf(cells) <= room) return { shown: cells, cutRight: false };
  let used = 0;
  const end = cells.findIndex((cell) => (used += cell.width) > room - 1);
  return { shown: end < 0 ? cells : cells.slice(0, end), cutRight: true };
}

function widthOf(cells: readonly Cell[]): number {
  return cells.reduce((sum, cell) => sum + cell.width, 0);
}

function cellWidth(text: string): number {
  return /^[\x20-\x7e]*$/.test(text) ? text.length : stringWidth(text);
}

/** Moves an offset out of the middle of a surrogate pair. */
function wholeCharacter(line: string, offset: number): number {
  const code = line.charCodeAt(offset);
  return offset > 0 && code >= 0xdc00 && code <= 0xdfff ? offset - 1 : offset;
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}
