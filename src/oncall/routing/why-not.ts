import { selects } from '../../definitions/resolve/select.ts';
import type { Hours, TimedSelector } from '../model.ts';
import { dayOfWall } from '../time/local-day.ts';
import { holidayOn } from '../time/hours.ts';
import { wallOf, zoneOf } from '../../definitions/values/zone-clock.ts';
import type { AlertFacts } from './alert-facts.ts';
import { weekTimeText } from './local-text.ts';
import type { Moment, OnCallTimes } from './moment.ts';
import { titleMatches } from './title-pattern.ts';

/** A time, the zone in which hours are read, and whom to ask about it. */
export interface TimeView {
  readonly moment: Moment;
  readonly zone: string;
  readonly times: OnCallTimes;
}

/** Why a selector does not hold for an alert at a time, in words; undefined when it does. Lists mean any of, keys mean all of. */
export function whyNot({ when, hours }: TimedSelector, alert: AlertFacts, view: TimeView): string | undefined {
  for (const [key, wanted] of Object.entries(when ?? {})) {
    const reason = whyKeyNot(key, wanted, alert);
    if (reason !== undefined) return reason;
  }
  if (!hours || view.times.within(hours, view.zone, view.moment)) return undefined;
  return `hours: ${hours.label}, but it is ${dayText(hours, view)}`;
}

/** What holds, in words: `P1, P2 · business`; `everything` for a rule without `when`. */
export function selectorText({ when, hours }: TimedSelector): string {
  const keys = Object.entries(when ?? {}).map(([key, wanted]) =>
    isMap(wanted)
      ? Object.entries(wanted)
          .map(([name, value]) => `${key} ${name} ${list(value)}`)
          .join(', ')
      : `${key} ${list(wanted)}`,
  );
  return [...keys, ...(hours ? [`hours ${hours.label}`] : [])].join(' and ') || 'everything';
}

/** Why one key of a selector does not hold; undefined when it does. */
export function whyKeyNot(key: string, wanted: unknown, alert: AlertFacts): string | undefined {
  if (key === 'title') {
    const fits = listOf(wanted).some((pattern) => titleMatches(String(pattern), alert.title));
    return fits ? undefined : `the title "${alert.title}" does not match ${list(wanted)}`;
  }
  if (key === 'group') return whyNamedNot('group', wanted, alert.groups);
  if (selects({ [key]: wanted }, alert)) return undefined;
  if (key === 'tag') return whyNamedNot('tag', wanted, alert.tags);
  return `${key} ${actualText(key, alert)} is not ${list(wanted)}`;
}

/** Tags and groups: the first whose value is not one of those wanted. */
function whyNamedNot(
  what: 'tag' | 'group',
  wanted: unknown,
  values: Readonly<Record<string, string>>,
): string | undefined {
  const facts = { tags: values } as unknown as AlertFacts;
  const miss = Object.entries((wanted ?? {}) as Record<string, unknown>).find(
    ([name, one]) => !selects({ tag: { [name]: one } }, facts),
  );
  if (!miss) return undefined;
  const [name, one] = miss;
  const actual = values[name];
  if (actual !== undefined) return `${what} ${name}: ${actual} is not ${list(one)}`;
  return what === 'tag' ? `it has no tag ${name}` : `group ${name} is not known`;
}

function actualText(key: string, alert: AlertFacts): string {
  if (key === 'alert') return `${alert.application}/${alert.alert}`;
  if (key === 'type') return alert.types.join(', ') || 'unknown';
  return String(alert[key as 'environment'] ?? 'unknown');
}

/** `Sunday 03:00 in Europe/Paris`, with the name of the holiday where there is one. */
function dayText({ holidays }: Hours, { moment, zone }: TimeView): string {
  const day = dayOfWall(wallOf(zoneOf(zone).toLocal(moment.at)));
  const holiday = holidayOn(holidays, day);
  return `${weekTimeText(zone, moment.at)} in ${zone}${holiday ? ` (${holiday})` : ''}`;
}

function isMap(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value];
}

function list(value: unknown): string {
  return listOf(value).map(String).join(', ');
}
