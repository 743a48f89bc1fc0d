import type { ChalkInstance } from 'chalk';
import { printableLine } from '../../findings/printable.ts';
import type { Instant, Schedule } from '../../oncall/model.ts';
import { localText } from '../../oncall/routing/local-text.ts';
import { lineOf, placeOf, type OnCallEntry } from './entry.ts';

/** How lists are drawn. */
export interface TableStyle {
  readonly chalk: ChalkInstance;
  readonly columns: number;
}

/** One line per entry, and one for each schedule without: place, person, local times of the schedule's zone, rotation. */
export function onCallTable(
  entries: readonly OnCallEntry[],
  schedules: readonly Schedule[],
  chalk: ChalkInstance,
): string {
  const rows = schedules.flatMap((schedule) => {
    const own = entries.filter((entry) => entry.schedule === schedule);
    if (own.length === 0) return [[placeOf(schedule), 'nobody']];
    return own.map(({ duty }) => [
      placeOf(schedule),
      duty.person,
      localText(schedule.zone, duty.from),
      untilText(schedule.zone, duty.until),
      schedule.zone,
      printableLine(lineOf(duty)),
    ]);
  });
  return aligned(rows, (row, line) => (row[1] === 'nobody' && row.length === 2 ? chalk.yellow(line) : line));
}

function untilText(zone: string, until: Instant): string {
  return until === Infinity ? 'for ever' : `to ${localText(zone, until)}`;
}

/** Rows with columns of one width each; the last cell of a row is not padded. */
export function aligned(
  rows: readonly (readonly string[])[],
  paint: (row: readonly string[], line: string) => string = (_row, line) => line,
): string {
  const widths: number[] = [];
  for (const row of rows) row.forEach((cell, index) => (widths[index] = Math.max(widths[index] ?? 0, cell.length)));
  const lineFor = (row: readonly string[]): string =>
    row.map((cell, index) => (index === row.length - 1 ? cell : cell.padEnd(widths[index] ?? 0))).join('  ');
  return rows.map((row) => `${paint(row, lineFor(row))}\n`).join('');
}
