import type { ChalkInstance } from 'chalk';
import { printableLine } from '../../findings/printable.ts';
import { formatDuration, type Seconds } from '../../definitions/values/duration.ts';
import type { ResolvedAlert } from '../../definitions/types.ts';
import { groupText } from '../groups.ts';
import type { State, Track } from '../model.ts';
import type { CaseResult } from '../report/case-result.ts';
import { chartRows, finePen, plainPen, type Level, type Pen } from './chart.ts';
import { columnAt, columnsOf, type Axis, type Column } from './columns.ts';

/** How a case is drawn: colours bring finer characters with them. */
export interface DrawContext {
  readonly chalk: ChalkInstance;
  readonly columns: number;
}

const rows = 6;
const mostGroups = 3;

/** Draws a failed case: the compared value with its thresholds, the states, the window and evaluation at which it broke. */
export function drawCase({ seen, failures }: CaseResult, context: DrawContext): string {
  if (!seen) return '';
  const { simulation, clock, subject: alert } = seen;
  const broke = failures.find(({ at }) => at !== undefined)?.at;
  const label = Math.max(8, ...levelsOf(alert).map(({ name, value }) => `${name} ${value}`.length));
  const axis: Axis = { end: clock.end, width: Math.max(10, Math.min(context.columns, 160) - label - 8) };
  const tracks = concerned(simulation.tracks, broke);
  const drawn = tracks.slice(0, mostGroups).map((track) => drawTrack(track, alert, axis, label, broke, context));
  const more = tracks.length - mostGroups;
  return [...drawn, ...(more > 0 ? [`      and ${more} more groups\n`] : [])].join('\n');
}

/** Groups that were in trouble come first. */
function concerned(tracks: readonly Track[], broke: Seconds | undefined): readonly Track[] {
  const gravity = (track: Track): number =>
    track.evaluations.some(({ at, state }) => state !== 'ok' && (broke === undefined || at <= broke)) ? 0 : 1;
  return [...tracks].sort((a, b) => gravity(a) - gravity(b));
}

function drawTrack(
  track: Track,
  alert: ResolvedAlert,
  axis: Axis,
  label: number,
  broke: Seconds | undefined,
  context: DrawContext,
): string {
  const fine = context.chalk.level > 0;
  const pen = fine ? finePen : plainPen;
  const columns = columnsOf(track, axis);
  const line = (name: string, cells: string): string => `      ${name.padStart(label)} ${pen.side}${cells}`.trimEnd();
  const group = groupText(track.group);
  const hasValues = columns.some(({ value }) => value !== undefined);
  return [
    ...(group ? [`      ${printableLine(group)}`] : []),
    ...(hasValues ? chart(columns, levelsOf(alert), pen, context, line) : []),
    line('state', states(columns, context.chalk)),
    ...(broke === undefined ? [] : [line('broke', windowMarks(alert, broke, axis))]),
    `      ${' '.repeat(label)}  ${timeline(axis)}`.trimEnd(),
    '',
  ].join('\n');
}

function chart(
  columns: readonly Column[],
  levels: readonly Level[],
  pen: Pen,
  { chalk }: DrawContext,
  line: (name: string, cells: string) => string,
): string[] {
  return chartRows(columns, levels, rows, pen).map(({ label, cells }) =>
    line(
      label,
      runs(cells, (index) => (cells[index] === pen.line ? chalk.dim : painterOf(columns[index]?.state, chalk))),
    ),
  );
}

/** Cells next to each other in one colour are written together. */
function runs(cells: readonly string[], painter: (index: number) => (text: string) => string): string {
  const parts: { readonly paint: (text: string) => string; text: string }[] = [];
  cells.forEach((text, index) => {
    const paint = painter(index);
    const last = parts.at(-1);
    if (last?.paint === paint) last.text += text;
    else parts.push({ paint, text });
  });
  return parts.map(({ paint, text }) => (text.trim() === '' ? text : paint(text))).join('');
}

const letters: Readonly<Record<State, string>> = { ok: '.', warning: 'w', alert: 'A', 'no-data': '?' };

function states(columns: readonly Column[], chalk: ChalkInstance): string {
  const cells = columns.map(({ state }) => (state === undefined ? ' ' : letters[state]));
  return runs(cells, (index) => painterOf(columns[index]?.state, chalk));
}

function painterOf(state: State | undefined, chalk: ChalkInstance): (text: string) => string {
  if (state === 'alert') return chalk.red;
  if (state === 'warning') return chalk.yellow;
  return state === 'no-data' ? chalk.magenta : chalk.green;
}

/** `[===]` over the window that was looked at, `^` at the evaluation. */
function windowMarks(alert: ResolvedAlert, broke: Seconds, axis: Axis): string {
  const { window, delay } = windowOf(alert);
  const cells = Array.from({ length: axis.width }, () => ' ');
  const from = columnAt(axis, Math.max(0, broke - delay - window));
  const to = columnAt(axis, Math.max(0, broke - delay));
  if (window > 0)
    for (let index = from; index <= to; index++) cells[index] = index === from ? '[' : index === to ? ']' : '=';
  cells[columnAt(axis, broke)] = '^';
  return cells.join('');
}

function windowOf({ condition }: ResolvedAlert): { readonly window: Seconds; readonly delay: Seconds } {
  if (condition.kind === 'burn') return { window: condition.long, delay: 0 };
  if (condition.kind !== 'measurement') return { window: 0, delay: 0 };
  return { window: condition.for ?? condition.over ?? 300, delay: condition.delay ?? 0 };
}

function levelsOf({ condition }: ResolvedAlert): Level[] {
  if (condition.kind === 'burn') return [{ name: 'burn', value: condition.burn }];
  if (condition.kind !== 'measurement') return [];
  return (['critical', 'warning'] as const).flatMap((name) => {
    const value = condition[name];
    return value === undefined ? [] : [{ name, value }];
  });
}

/** Times below the chart, as many as fit. */
function timeline({ end, width }: Axis): string {
  const marks = Math.max(1, Math.floor(width / 16));
  const cells: string[] = Array.from({ length: width }, () => ' ');
  for (let mark = 0; mark <= marks; mark++) {
    const time = Math.round(((end / marks) * mark) / 60) * 60;
    const text = formatDuration(Math.min(end, time));
    const at = Math.min(width - text.length, columnAt({ end, width }, time));
    [...text].forEach((character, index) => (cells[Math.max(0, at) + index] = character));
  }
  return cells.join('');
}
