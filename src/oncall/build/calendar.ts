import type { Holidays } from '../model.ts';
import { icalLibrary } from '../ical-library.ts';
import { HolidayCollector, type CalendarEvent } from './calendar-events.ts';

/** What a calendar file cuts out, and what of it is not used. */
export interface ParsedHolidays {
  readonly holidays: Holidays;
  /** One sentence for each event that cuts nothing. */
  readonly ignored: readonly string[];
  /** Why the file is no calendar. */
  readonly problem?: string;
}

const parsed = new Map<string, ParsedHolidays>();

/** The all-day events of an iCalendar text (RFC 5545), those that come back every year among them. Never throws. */
export function parseHolidays(text: string): ParsedHolidays {
  let result = parsed.get(text);
  if (!result) parsed.set(text, (result = parse(text)));
  return result;
}

function parse(text: string): ParsedHolidays {
  const collector = new HolidayCollector();
  const result = (problem?: string): ParsedHolidays => ({
    holidays: { days: collector.days, yearly: collector.yearly },
    ignored: collector.ignored,
    ...(problem === undefined ? {} : { problem }),
  });
  try {
    const events = eventsOf(text);
    if (!events) return result('this is no iCalendar file: it does not begin with BEGIN:VCALENDAR.');
    collector.add(events);
    return result();
  } catch (error) {
    return result(`this is no valid iCalendar file: ${error instanceof Error ? error.message : String(error)}.`);
  }
}

/** Undefined for anything but calendars; several in one file are legal. */
function eventsOf(text: string): CalendarEvent[] | undefined {
  const withoutMark = text.replace(/^\uFEFF/, '');
  if (!/^\s*BEGIN:VCALENDAR/i.test(withoutMark)) return undefined;
  const library = icalLibrary();
  // `any[]` is how the library types jCal, of which a file with several calendars gives a list.
  const jCal: unknown[] = library.parse(withoutMark);
  const calendars = (typeof jCal[0] === 'string' ? [jCal] : jCal) as unknown[][];
  return calendars.flatMap((calendar) => new library.Component(calendar).getAllSubcomponents('vevent'));
}
