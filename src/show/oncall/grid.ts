import { dateOf, dayOfWall, spanOfDay, weekdayOf, type LocalDay } from '../../oncall/time/local-day.ts';
import { weekdays } from '../../definitions/values/weekly.ts';
import type { Instant, Schedule, Span } from '../../oncall/model.ts';
import { overlaps } from '../../oncall/time/spans.ts';
import { zoneOf } from '../../definitions/values/zone-clock.ts';
import { placeOf, type OnCallEntry } from './entry.ts';
import type { TableStyle } from './table.ts';

const narrowestCell = 10;
const between = '  ';

/** The days that a grid shows: from the local day of an instant in each schedule's zone on. */
export interface GridDays {
  readonly at: Instant;
  readonly days: number;
}

/**
 * A table of days: who is on call in each schedule, below each other in the order of the day, with the hour from which on where several
 * follow each other. As many days side by side as the terminal is wide for, the others below. A day begins and ends at the schedule's midnight.
 */
export function onCallGrid(
  entries: readonly OnCallEntry[],
  schedules: readonly Schedule[],
  { at, days }: GridDays,
  { chalk, columns }: TableStyle,
): string {
  const label = Math.max(4, ...schedules.map((schedule) => placeOf(schedule).length));
  const abreast = Math.max(1, Math.min(days, Math.floor((columns - label) / (narrowestCell + between.length))));
  const width = Math.max(1, Math.floor((columns - label) / abreast) - between.length);
  const zone = schedules[0]?.zone ?? 'UTC';
  const blocks: string[] = [];
  for (let first = 0; first < days; first += abreast) {
    const shown = Array.from({ length: Math.min(abreast, days - first) }, (_, index) => first + index);
    const line = (name: string, cells: readonly string[]): string =>
      [name.padEnd(label), ...cells.map((cell) => fit(cell, width))].join(between).trimEnd();
    blocks.push(
      [
        chalk.bold(
          line(
            '',
            shown.map((index) => dayTitle(localDay(zone, at) + index)),
          ),
        ),
        ...schedules.flatMap((schedule) => {
          const cells = shown.map((index) => cellOf(entries, schedule, localDay(schedule.zone, at) + index));
          const height = Math.max(...cells.map((cell) => cell.length));
          return Array.from({ length: height }, (_, row) =>
            line(
              row === 0 ? placeOf(schedule) : '',
              cells.map((cell) => cell[row] ?? ''),
            ),
          );
        }),
        '',
      ].join('\n'),
    );
  }
  return blocks.join('\n');
}

/** The range that a grid needs duties of: its days in any zone. */
export function gridRange(zones: readonly string[], { at, days }: GridDays): Span {
  const spans = zones.map((zone) => ({
    from: spanOfDay(localDay(zone, at), zoneOf(zone)).from,
    until: spanOfDay(localDay(zone, at) + days - 1, zoneOf(zone)).until,
  }));
  return {
    from: Math.min(at, ...spans.map(({ from }) => from)),
    until: Math.max(at, ...spans.map(({ until }) => until)),
  };
}

function localDay(zone: string, at: Instant): LocalDay {
  return dayOfWall(at + zoneOf(zone).offsetAt(at));
}

function dayTitle(day: LocalDay): string {
  const name = weekdays[weekdayOf(day) - 1] ?? '';
  return `${name.charAt(0).toUpperCase()}${name.slice(1)} ${dateOf(day).slice(5)}`;
}

/** Everybody of a day in their order, once where somebody comes back after a break. */
function cellOf(entries: readonly OnCallEntry[], schedule: Schedule, day: LocalDay): string[] {
  const zone = zoneOf(schedule.zone);
  const span = spanOfDay(day, zone);
  const duties = entries
    .filter((entry) => entry.schedule === schedule && overlaps(entry.duty, span))
    .map(({ duty }) => duty)
    .filter((duty, index, all) => duty.person !== all[index - 1]?.person);
  if (duties.length === 0) return ['-'];
  if (duties.length === 1) return duties.map(({ person }) => person);
  return duties.map(({ person, from }) => {
    const { hour } = zone.toLocal(Math.max(from, span.from));
    return `${String(hour).padStart(2, '0')} ${person}`;
  });
}

function fit(text: string, width: number): string {
  return text.length > width ? `${text.slice(0, width - 1)}…` : text.padEnd(width);
}
