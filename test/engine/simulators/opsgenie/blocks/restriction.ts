import type { Fields } from '../account.ts';
import { choiceIn, fieldsOf, integerIn, invalid, listIn, objectIn } from '../refusal.ts';

const days = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
export type Weekday = (typeof days)[number];

/** A window of every day; it goes past midnight when it ends before it starts. */
export interface DayWindow {
  readonly startHour: number;
  readonly startMin: number;
  readonly endHour: number;
  readonly endMin: number;
}

/** A window of every week, from its start forward to its end. */
export interface WeekWindow extends DayWindow {
  readonly startDay: Weekday;
  readonly endDay: Weekday;
}

/** When something counts: https://docs.opsgenie.com/docs/schedule-api, time restrictions. */
export type Restriction =
  | { readonly type: 'time-of-day'; readonly restriction: DayWindow }
  | { readonly type: 'weekday-and-time-of-day'; readonly restrictions: readonly WeekWindow[] };

/** Monday is 0. */
export function dayNumber(day: Weekday): number {
  return days.indexOf(day);
}

const times = ['startHour', 'startMin', 'endHour', 'endMin'];

/** Minutes become the nearer of 0 and 30. */
function dayWindow(fields: Fields, name: string): DayWindow {
  const hour = (of: string): number => integerIn(fields, of, 0, 23) ?? invalid(name, `needs ${of}`);
  const minute = (of: string): number => ((integerIn(fields, of, 0, 59) ?? invalid(name, `needs ${of}`)) < 15 ? 0 : 30);
  return {
    startHour: hour('startHour'),
    startMin: minute('startMin'),
    endHour: hour('endHour'),
    endMin: minute('endMin'),
  };
}

function isEmpty({ startHour, startMin, endHour, endMin }: DayWindow): boolean {
  return startHour === endHour && startMin === endMin;
}

function weekWindow(item: unknown, name: string): WeekWindow {
  const fields = fieldsOf(item, [...times, 'startDay', 'endDay']);
  const day = (of: string): Weekday => choiceIn(fields, of, days) ?? invalid(name, `needs ${of}`);
  const window = { startDay: day('startDay'), endDay: day('endDay'), ...dayWindow(fields, name) };
  if (window.startDay === window.endDay && isEmpty(window)) invalid(name, 'starts when it ends');
  return window;
}

/** The restriction in the body; undefined when it is absent. Clients send an empty `restriction` beside `restrictions`. */
export function restrictionIn(body: Fields, name: string): Restriction | undefined {
  const value = objectIn(body, name);
  if (!value) return undefined;
  const fields = fieldsOf(value, ['type', 'restriction', 'restrictions']);
  const type = choiceIn(fields, 'type', ['time-of-day', 'weekday-and-time-of-day']) ?? invalid(name, 'needs a type');
  const single = objectIn(fields, 'restriction');
  const list = listIn(fields, 'restrictions', 15);
  if (type === 'weekday-and-time-of-day') {
    if (single || !list || list.length === 0) return invalid(name, 'needs restrictions, and no restriction');
    return { type, restrictions: list.map((item) => weekWindow(item, name)) };
  }
  if (!single || (list && list.length > 0)) return invalid(name, 'needs a restriction, and no restrictions');
  const restriction = dayWindow(fieldsOf(single, times), name);
  if (isEmpty(restriction)) invalid(name, 'starts when it ends');
  return { type, restriction };
}
