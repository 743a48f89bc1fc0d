import type { Path } from '../../definitions/source/node.ts';
import type { Hours } from '../../oncall/model.ts';
import { weekLength, weekWindows, type WeekWindow } from '../../oncall/time/week.ts';
import type { Compiling, Inputs } from './compiling.ts';

const days = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
const dayLength = 1440;

/** Windows of a week in one time restriction: https://docs.opsgenie.com/docs/schedule-rotation-api */
const mostWindows = 15;

/**
 * The whole week as a time restriction: what is left out stays as it was, so that a window could never be taken away otherwise. A window of
 * exactly a week cannot be written, two can.
 */
export const always: readonly Inputs[] = restriction([
  { from: 0, until: 3 * dayLength },
  { from: 3 * dayLength, until: weekLength },
]);

/** Hours as a time restriction; holidays are not part of it. With a problem where Opsgenie has no words for them. */
export function restrictionOf(hours: Hours | undefined, path: Path, compiling: Compiling): readonly Inputs[] {
  if (!hours) return always;
  const windows = weekWindows(hours);
  if (windows.some(({ from, until }) => from % 30 !== 0 || until % 30 !== 0))
    compiling.report('half-hour', path, `Opsgenie knows full and half hours only; it would round "${hours.label}".`, {
      help: 'Use times that end with :00 or :30.',
    });
  if (windows.length > mostWindows)
    compiling.report('windows', path, `"${hours.label}" makes ${windows.length} windows of a week; Opsgenie takes 15.`);
  if (windows.length === 0) compiling.report('windows', path, `"${hours.label}" is no time at all.`);
  return isWholeWeek(windows) ? always : restriction(windows);
}

function isWholeWeek(windows: readonly WeekWindow[]): boolean {
  return windows.length === 1 && windows.every(({ from, until }) => until - from === weekLength);
}

/**
 * Windows as a time restriction.
 * @param list what the plugin calls the list: notification rules have another name, and windows of the week only
 */
export function restriction(
  windows: readonly WeekWindow[],
  list: 'restrictionList' | 'restrictions' = 'restrictionList',
): readonly Inputs[] {
  const daily = list === 'restrictionList' ? sameEveryDay(windows) : undefined;
  if (daily) return [{ type: 'time-of-day', restriction: [{ ...start(daily.from), ...end(daily.until) }] }];
  const entries = windows.map(({ from, until }) => ({
    startDay: dayOf(from),
    ...start(from),
    endDay: dayOf(until),
    ...end(until),
  }));
  return [{ type: 'weekday-and-time-of-day', [list]: entries }];
}

/** The window of Monday when every day has the same; a time restriction without days then says it. */
function sameEveryDay(windows: readonly WeekWindow[]): WeekWindow | undefined {
  const [first] = windows;
  if (windows.length !== 7 || !first || first.until - first.from >= dayLength) return undefined;
  const isSame = windows.every(
    ({ from, until }) => (from - first.from) % dayLength === 0 && until - from === first.until - first.from,
  );
  return isSame ? first : undefined;
}

function dayOf(minute: number): string {
  return days[Math.floor((minute % weekLength) / dayLength)] as string;
}

function start(minute: number): Inputs {
  return { startHour: hourOf(minute), startMin: minute % 60 };
}

/** An end at midnight is 00:00 of the day that begins. */
function end(minute: number): Inputs {
  return { endHour: hourOf(minute), endMin: minute % 60 };
}

function hourOf(minute: number): number {
  return Math.floor((minute % dayLength) / 60);
}
