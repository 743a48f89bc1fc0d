import type { WeeklySpan } from '../../definitions/values/weekly.ts';
import type { Hours } from '../model.ts';

const dayLength = 24 * 60;
/** Minutes of a week. */
export const weekLength = 7 * dayLength;

/** A stretch of the week in minutes since Monday 00:00, half-open; it may end beyond the week's end, having crossed it. */
export interface WeekWindow {
  readonly from: number;
  readonly until: number;
}

/**
 * Weekly hours as windows of the week, sorted, disjoint and joined, also over the end of the week; without holidays, which vendors'
 * weekly windows cannot know. The whole week is one window.
 */
export function weekWindows({ spans, negated }: Hours): WeekWindow[] {
  const covered = union(spans.flatMap(windowsOf).flatMap(withinWeek));
  return joinOverEnd(negated ? complement(covered) : covered);
}

function windowsOf(span: WeeklySpan): WeekWindow[] {
  const start = (day: number): number => (day - 1) * dayLength;
  if (span.kind === 'continuous') {
    const from = start(span.from) + span.start;
    const until = start(span.to) + span.end;
    return [{ from, until: until > from ? until : until + weekLength }];
  }
  return daysOf(span.from, span.to).map((day) => {
    if (span.kind === 'days') return { from: start(day), until: start(day) + dayLength };
    const end = span.end > span.start ? span.end : span.end + dayLength;
    return { from: start(day) + span.start, until: start(day) + end };
  });
}

/** `fri-mon` goes over the end of the week. */
function daysOf(from: number, to: number): number[] {
  const count = ((to - from + 7) % 7) + 1;
  return Array.from({ length: count }, (_, index) => ((from - 1 + index) % 7) + 1);
}

function withinWeek({ from, until }: WeekWindow): WeekWindow[] {
  if (until <= weekLength) return [{ from, until }];
  return [
    { from, until: weekLength },
    { from: 0, until: until - weekLength },
  ];
}

function union(windows: readonly WeekWindow[]): WeekWindow[] {
  const joined: { from: number; until: number }[] = [];
  for (const { from, until } of [...windows].sort((a, b) => a.from - b.from)) {
    const last = joined.at(-1);
    if (last && from <= last.until) last.until = Math.max(last.until, until);
    else joined.push({ from, until });
  }
  return joined;
}

function complement(windows: readonly WeekWindow[]): WeekWindow[] {
  const edges = [0, ...windows.flatMap(({ from, until }) => [from, until]), weekLength];
  const gaps: WeekWindow[] = [];
  for (let index = 0; index < edges.length; index += 2) {
    const [from = 0, until = 0] = edges.slice(index, index + 2);
    if (from < until) gaps.push({ from, until });
  }
  return gaps;
}

function joinOverEnd(windows: WeekWindow[]): WeekWindow[] {
  const first = windows.at(0);
  const last = windows.at(-1);
  if (!first || !last || first === last || first.from !== 0 || last.until !== weekLength) return windows;
  return [...windows.slice(1, -1), { from: last.from, until: weekLength + first.until }];
}

/** ISO number of the day (1 is Monday) and `HH:MM` of a minute of the week. */
export function dayAndTime(minute: number): { readonly day: number; readonly time: string } {
  const inWeek = minute % weekLength;
  const rest = inWeek % dayLength;
  const two = (value: number): string => String(value).padStart(2, '0');
  return { day: Math.floor(inWeek / dayLength) + 1, time: `${two(Math.floor(rest / 60))}:${two(rest % 60)}` };
}
