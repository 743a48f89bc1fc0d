import { resolveWindow, type ResolvedWindow } from '../../definitions/resolve/downtime-window.ts';
import { formatDuration } from '../../definitions/values/duration.ts';
import type { CompileProblem, ResolvedDowntime } from '../provider.ts';
import type { Inputs } from './monitor.ts';
import { report } from './scope.ts';

/** Seconds between two starts, at least. */
const periods = { daily: 86_400, weekly: 7 * 86_400, monthly: 28 * 86_400 } as const;

const weekdays = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'] as const;

/**
 * `oneTimeSchedule` in UTC, or `recurringSchedule` in the project's zone, whose clocks Datadog follows; undefined when there is a problem.
 * DataDog/terraform-provider-datadog, datadog/fwprovider/resource_datadog_downtime_schedule.go
 */
export function scheduleOf(downtime: ResolvedDowntime, problems: CompileProblem[]): Inputs | undefined {
  const window = resolveWindow(downtime.data['window'] as Readonly<Record<string, unknown>>, downtime.timezone);
  if ('shown' in window) {
    const start = String((downtime.data['window'] as Readonly<Record<string, unknown>>)['start']);
    const why =
      window.shown === 'never' ? 'is skipped when the clocks go forward' : 'comes twice when the clocks go back';
    report({ problems }, 'datadog/downtime-start', ['window', 'start'], `${start} ${why} in ${downtime.timezone}.`, {
      help: `Write it with an offset, such as ${start}${window.shown === 'never' ? 'Z' : '+02:00'}.`,
    });
    return undefined;
  }
  if (window.repeat === undefined) return { oneTimeSchedule: { start: utc(window.start), end: utc(window.end ?? 0) } };
  checkRepeated(window, window.repeat, problems);
  const recurrence = { start: window.localStart, duration: lengthOf(window), rrule: ruleOf(window, window.repeat) };
  return { recurringSchedule: { recurrences: [recurrence], timezone: downtime.timezone } };
}

function checkRepeated(
  window: ResolvedWindow,
  repeat: NonNullable<ResolvedWindow['repeat']>,
  problems: CompileProblem[],
): void {
  const path = ['window', 'for'];
  if (window.for % 60 !== 0)
    report({ problems }, 'datadog/downtime-length', path, 'A downtime that repeats lasts whole minutes at Datadog.');
  if (window.for >= periods[repeat])
    report(
      { problems },
      'datadog/downtime-length',
      path,
      `It repeats ${repeat} and lasts as long: it would never end.`,
      {
        help: 'Say `disabled` on the alerts when nobody is to hear of them at all.',
      },
    );
  const day = Number(window.localStart.slice(8, 10));
  if (repeat === 'monthly' && day > 28)
    report(
      { problems },
      'datadog/downtime-day',
      ['window', 'start'],
      `Months without a ${day}th are left out by this monthly downtime.`,
      { severity: 'warning', help: 'Begin on one of the first 28 days.' },
    );
}

/** Datadog counts in minutes, hours, days and weeks. */
function lengthOf(window: ResolvedWindow): string {
  return formatDuration(Math.ceil(window.for / 60) * 60);
}

/** The last start is said in UTC, as RFC 5545 has it where starts have a zone (section 3.3.10). */
function ruleOf({ localStart, until }: ResolvedWindow, repeat: NonNullable<ResolvedWindow['repeat']>): string {
  const day = new Date(`${localStart}Z`).getUTCDay();
  const parts = {
    daily: ['FREQ=DAILY', 'INTERVAL=1'],
    weekly: ['FREQ=WEEKLY', 'INTERVAL=1', `BYDAY=${weekdays[day]}`],
    monthly: ['FREQ=MONTHLY', 'INTERVAL=1', `BYMONTHDAY=${Number(localStart.slice(8, 10))}`],
  }[repeat];
  const last = until === undefined ? [] : [`UNTIL=${utc(until).replace(/[-:]/g, '')}`];
  return [...parts, ...last].join(';');
}

/** `2026-12-06T01:00:00Z`: the only form that the plugin takes. */
function utc(instant: number): string {
  return `${new Date(instant).toISOString().slice(0, 19)}Z`;
}
