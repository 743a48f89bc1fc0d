import type { Hours, Rotation, Schedule, Span } from '../model.ts';
import { noHolidays } from '../build/hours.ts';
import { dayOfDate, wallDay } from '../time/local-day.ts';
import { hoursIn } from '../time/hours.ts';
import { complement, intersection } from '../time/spans.ts';
import { workday } from './thresholds.ts';

/** Working-hours duty needs the licence `run`, every other the licence `onCall`. */
export type DutyKind = 'run' | 'onCall';

/**
 * What kind of duty a schedule is. It is working-hours duty when no rotation can wake anybody: its hours lie on Mondays to Fridays between
 * 06:00 and 22:00. A schedule without any hours goes by its name, `run`.
 */
export function dutyKind({ id, rotations }: Schedule): DutyKind {
  if (rotations.every(({ hours }) => hours === undefined)) return id === 'run' ? 'run' : 'onCall';
  return rotations.every(isByDay) ? 'run' : 'onCall';
}

/** A week that begins on a Monday, in a zone without changes: the hours as they are written. */
const monday = dayOfDate('2024-01-01') * wallDay;
export const exampleWeek: Span = { from: monday, until: monday + 7 * wallDay };

/** Hours as spans of that week; holidays are left out. */
export function weekOf(hours: Hours): Span[] {
  return hoursIn({ ...hours, holidays: noHolidays }, 'UTC', exampleWeek);
}

const byDay: Hours = {
  label: 'by day',
  spans: [{ kind: 'daily', from: 1, to: 5, ...workday }],
  holidays: noHolidays,
  negated: false,
};

function isByDay({ hours }: Rotation): boolean {
  return hours !== undefined && intersection(weekOf(hours), complement(weekOf(byDay), exampleWeek)).length === 0;
}
