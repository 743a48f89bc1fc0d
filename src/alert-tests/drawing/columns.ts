import type { Seconds } from '../../definitions/values/duration.ts';
import type { Evaluation, State, Track } from '../model.ts';

/** What one column of a drawing shows: all evaluations that fall into it. */
export interface Column {
  /** The value farthest from zero; undefined where nothing was compared. */
  readonly value?: number;
  /** The gravest state; undefined where nothing was evaluated. */
  readonly state?: State;
}

/** The span of time that a drawing covers, and how many columns it has. */
export interface Axis {
  readonly end: Seconds;
  readonly width: number;
}

const gravity: readonly (State | undefined)[] = [undefined, 'ok', 'no-data', 'warning', 'alert'];

/** The column in which an instant lies. */
export function columnAt({ end, width }: Axis, time: Seconds): number {
  if (end === 0) return 0;
  return Math.max(0, Math.min(width - 1, Math.floor((time / end) * width)));
}

/** Evaluations by column; where several fall into one, the gravest counts, so that nothing short is lost. */
export function columnsOf(track: Track, axis: Axis): Column[] {
  const columns: Column[] = Array.from({ length: axis.width }, () => ({}));
  for (const evaluation of track.evaluations) {
    const index = columnAt(axis, evaluation.at);
    columns[index] = joined(columns[index] ?? {}, evaluation);
  }
  return filled(columns);
}

function joined(column: Column, { value, state }: Evaluation): Column {
  const far = value === undefined || Math.abs(column.value ?? 0) > Math.abs(value) ? column.value : value;
  const grave = gravity.indexOf(state) > gravity.indexOf(column.state) ? state : column.state;
  return { ...(far === undefined ? {} : { value: far }), ...(grave === undefined ? {} : { state: grave }) };
}

/** A column between two evaluations looks like the one before it. */
function filled(columns: readonly Column[]): Column[] {
  let last: Column = {};
  return columns.map((column) => (column.state === undefined ? last : (last = column)));
}
