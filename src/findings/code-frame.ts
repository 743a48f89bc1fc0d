import stringWidth from 'string-width';
import { printableLine } from './printable.ts';

/** A source line as a terminal shows it, and under it a line with carets; both without trailing spaces and without colour. */
export interface CodeFrame {
  readonly source: string;
  readonly marker: string;
}

/** A part of a line: UTF-16 columns from 1, the end exclusive; an `endColumn` of undefined reaches to the end of the line. */
export interface ColumnRange {
  readonly column: number;
  readonly endColumn: number | undefined;
}

interface Cell {
  readonly start: number;
  readonly text: string;
  readonly width: number;
}

const tabWidth = 4;
const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });

/**
 * Shows `line` with carets under `range`, in at most `width` terminal cells (never less than 20). Longer lines are cut around the first caret, with `…`
 * where something is missing. An empty range has one caret. Tabs become spaces; control and bidirectional characters become visible escapes.
 */
export function codeFrame(line: string, range: ColumnRange, width: number): CodeFrame {
  const room = Math.max(20, width);
  const from = clamp(range.column - 1, 0, line.length);
  const to = clamp((range.endColumn ?? line.length + 1) - 1, from, line.length);
  const cells = cellsOf(line, from, room);
  const before = cells.filter((cell) => cell.start < from && cell.start + 1 <= from);
  const caret = sum(before);
  const carets = Math.max(1, sum(cells.filter((cell) => cell.start >= from && cell.start < to)));
  return cut(cells, caret, carets, room, cells.at(0)?.start !== 0 && cells.length > 0, endOf(cells) < line.length);
}
