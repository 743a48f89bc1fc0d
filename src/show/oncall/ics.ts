import { icalLibrary } from '../../oncall/ical-library.ts';
import type { Instant } from '../../oncall/model.ts';
import { lineOf, placeOf, type OnCallEntry } from './entry.ts';

/** What a calendar is about, and how much it says. */
export interface CalendarSettings {
  /** Shown as the calendar's name. */
  readonly title: string;
  /** Id of the project: the domain of event ids. */
  readonly project: string;
  readonly now: Instant;
  /** Duties without end are cut here. */
  readonly until: Instant;
  /** What stands for a person: ids unless names are wanted. */
  readonly nameOf: (person: string) => string;
}

/**
 * Duties as an iCalendar text (RFC 5545), in UTC. The id of an event is made of its place in the schedule and its beginning, not of the
 * person, so that a swap changes an event that calendars already have. Holds no addresses.
 */
export function onCallCalendar(entries: readonly OnCallEntry[], settings: CalendarSettings): string {
  const library = icalLibrary();
  const { Component } = library;
  // The library does not count the space that begins a folded line; a line may have 75 octets with it.
  library.foldLength = 74;
  const calendar = new Component('vcalendar');
  calendar.addPropertyWithValue('version', '2.0');
  calendar.addPropertyWithValue('prodid', '-//alerts-as-code//on call//EN');
  calendar.addPropertyWithValue('x-wr-calname', settings.title);
  for (const entry of entries) {
    const event = new Component('vevent');
    for (const [name, value] of eventOf(entry, settings)) event.addPropertyWithValue(name, value);
    calendar.addSubcomponent(event);
  }
  return `${calendar.toString()}\r\n`;
}

function eventOf(
  { schedule, duty }: OnCallEntry,
  settings: CalendarSettings,
): [name: string, value: object | string][] {
  const { Time } = icalLibrary();
  const utc = (at: Instant): object => Time.fromJSDate(new Date(at), true);
  const place = placeOf(schedule);
  const line = duty.rotation ?? ['override', ...(duty.override?.rotations ?? [])].join('-');
  const start = new Date(duty.from).toISOString().replace(/[-:]|\.000/g, '');
  return [
    ['uid', `${[schedule.squad, schedule.id, line, start].join('.')}@${settings.project}.alerts`],
    ['dtstamp', utc(settings.now)],
    ['dtstart', utc(duty.from)],
    ['dtend', utc(Math.min(duty.until, settings.until))],
    ['summary', `${settings.nameOf(duty.person)} on call: ${place}`],
    ['description', `${place}, ${lineOf(duty)}`],
    ['transp', 'TRANSPARENT'],
  ];
}
