import type { Document } from '../../definitions/types.ts';
import { parseWeeklySpan, type WeeklySpan } from '../../definitions/values/weekly.ts';
import { weekLength, weekWindows, type WeekWindow } from '../../oncall/time/week.ts';
import { noHolidays } from '../../oncall/build/hours.ts';

/** Written hours of a selector: their windows of an ordinary week, and the calendars that cut days out of them. */
export interface WrittenHours {
  readonly spans: readonly WeeklySpan[];
  readonly calendars: readonly string[];
  readonly negated: boolean;
}

const always: WrittenHours = { spans: [{ kind: 'days', from: 1, to: 7 }], calendars: [], negated: false };

/** Hours as `when.hours` has them; always where there are none, undefined where they cannot be read. */
export function writtenHours(written: unknown, project: Document<'Project'>): WrittenHours | undefined {
  if (written === undefined || written === null) return always;
  if (typeof written !== 'string') return inPlace(written);
  const negated = written.startsWith('not ');
  const named = ((project.data['hours'] ?? {}) as Record<string, unknown>)[negated ? written.slice(4) : written];
  if (named === undefined) return inPlace([written]);
  const hours = inPlace(named);
  return hours && { ...hours, negated };
}

function inPlace(written: unknown): WrittenHours | undefined {
  const fields = (Array.isArray(written) || typeof written === 'string' ? { weekly: written } : written) as Record<
    string,
    unknown
  >;
  const texts = fields['weekly'] === undefined ? ['mon-sun'] : [fields['weekly']].flat().map(String);
  const spans = texts.map(parseWeeklySpan).filter((span) => span !== undefined);
  const calendars = ((fields['except'] as string[] | undefined) ?? []).map(String);
  return spans.length === texts.length ? { spans, calendars, negated: false } : undefined;
}

/**
 * Whether some hours together leave nothing of others: in an ordinary week, and on a holiday of any of the calendars, which cuts the whole day out
 * of hours that name it. Zones do not matter as long as all are read in the same one.
 */
export function coverHours(earlier: readonly WrittenHours[], later: WrittenHours): boolean {
  const calendars = [...new Set([...earlier, later].flatMap((hours) => hours.calendars))];
  return subsets(calendars).every((holiday) => {
    const taken = earlier.flatMap((hours) => windowsOn(hours, holiday)).flatMap(withinWeek);
    return windowsOn(later, holiday)
      .flatMap(withinWeek)
      .every((window) => isTaken(window, taken));
  });
}

/** The windows of a week whose days are holidays of some calendars. */
function windowsOn({ spans, calendars, negated }: WrittenHours, holiday: readonly string[]): WeekWindow[] {
  const cut = calendars.some((calendar) => holiday.includes(calendar));
  return weekWindows({ label: '', spans: cut ? [] : spans, holidays: noHolidays, negated });
}

/** Every combination of calendars that one day may stand in; few hours name more than three. */
function subsets(calendars: readonly string[]): string[][] {
  const known = calendars.slice(0, 8);
  return Array.from({ length: 2 ** known.length }, (_, mask) => known.filter((__, index) => (mask >> index) & 1));
}

function withinWeek({ from, until }: WeekWindow): WeekWindow[] {
  if (until <= weekLength) return [{ from, until }];
  return [
    { from, until: weekLength },
    { from: 0, until: until - weekLength },
  ];
}

function isTaken({ from, until }: WeekWindow, taken: readonly WeekWindow[]): boolean {
  let open = from;
  for (const window of [...taken].sort((a, b) => a.from - b.from))
    if (window.from <= open) open = Math.max(open, window.until);
  return open >= until;
}
