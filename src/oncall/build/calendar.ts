import type { Holidays } from '../model.ts';

/** What a calendar file cuts out, and what of it is not used. */
export interface ParsedHolidays {
  readonly holidays: Holidays;
  /** One sentence for each event that cuts nothing. */
  readonly ignored: readonly string[];
  /** Why the file is no calendar. */
  readonly problem?: string;
}

/** The all-day events of an iCalendar text (RFC 5545). */
export function parseHolidays(text: string): ParsedHolidays {
  const days = new Map<string, string>();
  for (const event of text.split('BEGIN:VEVENT').slice(1)) {
    const date = /DTSTART;VALUE=DATE:(\d{4})(\d{2})(\d{2})/.exec(event);
    if (date) days.set(`${date[1]}-${date[2]}-${date[3]}`, /SUMMARY:(.*)/.exec(event)?.[1]?.trim() ?? '');
  }
  return { holidays: { days, yearly: new Map() }, ignored: [] };
}
