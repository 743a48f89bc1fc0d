import type { Column } from './columns.ts';

/** A horizontal line through a chart. */
export interface Level {
  readonly name: string;
  readonly value: number;
}

/** Characters of a drawing: blocks and lines, or what every terminal has. */
export interface Pen {
  readonly bar: string;
  readonly parts: readonly string[];
  readonly line: string;
  readonly side: string;
}

export const finePen: Pen = { bar: '█', parts: ['▁', '▂', '▃', '▄', '▅', '▆', '▇'], line: '╌', side: '│' };
export const plainPen: Pen = { bar: '#', parts: [], line: '-', side: '|' };

/** One line of a chart: what stands left of it, and its cells. */
export interface ChartRow {
  readonly label: string;
  readonly cells: readonly string[];
  readonly level?: Level;
}

/** Values as bars, with levels as lines through the empty cells; `height` rows, from the top. */
export function chartRows(columns: readonly Column[], levels: readonly Level[], height: number, pen: Pen): ChartRow[] {
  const values = columns.flatMap(({ value }) => (value === undefined ? [] : [value]));
  const all = [...values, ...levels.map(({ value }) => value), 0];
  const [low, high] = [Math.min(...all), Math.max(...all)];
  const unit = (high - low || 1) / height;
  const rowOf = (value: number): number => Math.min(height - 1, Math.floor((value - low) / unit));
  return Array.from({ length: height }, (_, fromTop): ChartRow => {
    const row = height - 1 - fromTop;
    const level = levels.find(({ value }) => rowOf(value) === row);
    const cells = columns.map(({ value }) => cell(value, low + row * unit, unit, pen) ?? (level ? pen.line : ' '));
    const edge = fromTop === 0 ? high : row === 0 ? low : undefined;
    const label = level ? `${level.name} ${short(level.value)}` : edge === undefined ? '' : short(edge);
    return { label, cells, ...(level ? { level } : {}) };
  });
}

/** A full cell, a part of one, or undefined for an empty one. */
function cell(value: number | undefined, bottom: number, unit: number, pen: Pen): string | undefined {
  if (value === undefined || value <= bottom) return undefined;
  const share = (value - bottom) / unit;
  if (share >= 1) return pen.bar;
  if (pen.parts.length === 0) return share >= 0.5 ? pen.bar : undefined;
  return pen.parts[Math.min(pen.parts.length - 1, Math.floor(share * (pen.parts.length + 1)))];
}

/** A number in at most seven characters or so. */
export function short(value: number): string {
  return String(Number(value.toPrecision(3)));
}
