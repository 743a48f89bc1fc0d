import type { Path } from '../../definitions/source/node.ts';
import { parseWeeklySpan, type WeeklySpan } from '../../definitions/values/weekly.ts';
import type { Holidays, Hours } from '../model.ts';
import { parseHolidays } from './calendar.ts';
import { listOf, type BuildContext, type Fields } from './context.ts';

/** No day is cut out. */
export const noHolidays: Holidays = { days: new Map(), yearly: new Map() };

/** Hours as a field has them: the name of hours, `not NAME`, a span, or hours in place. Undefined for names that do not exist. */
export function hoursOf(written: unknown, path: Path, context: BuildContext): Hours | undefined {
  if (written === undefined || written === null) return undefined;
  if (typeof written === 'string') return named(written, context) ?? spansOnly([written], written);
  if (Array.isArray(written)) return spansOnly(written.map(String), written.join(', '));
  const { weekly, except } = written as Fields;
  const texts = typeof weekly === 'string' ? [weekly] : listOf(weekly).map(String);
  const label = texts.length > 0 ? texts.join(', ') : 'always';
  const base = texts.length > 0 ? spansOnly(texts, label) : spansOnly(['mon-sun'], label);
  return base && { ...base, holidays: holidaysOf(listOf(except).map(String), [...path, 'except'], context) };
}

function named(text: string, { hours }: BuildContext): Hours | undefined {
  const negated = text.startsWith('not ');
  const found = hours.get(negated ? text.slice(4) : text);
  return found && { ...found, label: text, negated };
}

function spansOnly(texts: readonly string[], label: string): Hours | undefined {
  const spans = texts.map(parseWeeklySpan).filter((span): span is WeeklySpan => span !== undefined);
  return spans.length === texts.length ? { label, spans, holidays: noHolidays, negated: false } : undefined;
}

function holidaysOf(files: readonly string[], path: Path, context: BuildContext): Holidays {
  const days = new Map<string, string>();
  const yearly = new Map<string, { since: number; name: string }>();
  for (const [index, file] of files.entries()) {
    const read = context.readText(context.document.file.path, file);
    if ('reason' in read) {
      context.report('oncall/calendar', [...path, index], `The calendar cannot be read: ${read.reason}`);
      continue;
    }
    const { holidays, ignored, problem } = parseHolidays(read.text);
    if (problem !== undefined) context.report('oncall/calendar', [...path, index], `${read.path}: ${problem}`);
    for (const one of ignored)
      context.report('oncall/calendar-event-ignored', [...path, index], `${read.path}: ${one}`, { severity: 'info' });
    for (const [day, name] of holidays.days) days.set(day, name);
    for (const [day, rule] of holidays.yearly) yearly.set(day, rule);
  }
  return { days, yearly };
}
