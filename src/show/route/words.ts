import { formatDuration } from '../../definitions/values/duration.ts';
import type { ContactMethod } from '../../oncall/model.ts';
import type { PersonCalled, RouteStep } from '../../oncall/routing/merge-steps.ts';
import { inWords } from '../../oncall/routing/route-alert.ts';

const methods: Readonly<Record<ContactMethod, string>> = { email: 'e-mail', sms: 'SMS', voice: 'call', mobile: 'app' };

/** `+15m`, `+1h 30m`; `at once` for minute 0. */
export function minuteText(minute: number): string {
  return minute === 0 ? 'at once' : `+${inWords(minute * 60)}`;
}

/** Who is notified, in one line: `bo`, `one of ana, bo`, `nobody`. */
export function peopleText({ people, oneOf, channel }: RouteStep): string {
  const certain = people.filter((person) => !oneOf?.includes(person));
  const parts = [
    ...(certain.length > 0 ? [certain.join(', ')] : []),
    ...(oneOf ? [`one of ${oneOf.join(', ')}`] : []),
    ...(channel === undefined ? [] : [`channel ${channel}`]),
  ];
  return parts.join(' and ') || 'nobody';
}

/** How the people of a step are contacted; people who are contacted alike share a text. */
export function waysTexts(step: RouteStep): string[] {
  const alike = new Map<string, string[]>();
  for (const one of step.called) {
    const text = waysText(one, step.minute);
    alike.set(text, [...(alike.get(text) ?? []), one.person]);
  }
  return [...alike].map(([text, people]) => (alike.size === 1 ? text : `${people.join(', ')}: ${text}`));
}

function waysText({ ways, repeat, zone }: PersonCalled, minute: number): string {
  const where = zone === undefined ? '' : ` (hours of ${zone})`;
  if (ways.length === 0) return `in no way: no contact rule holds, or it is acknowledged before${where}`;
  const byMinute = new Map<number, string[]>();
  for (const way of ways) byMinute.set(way.minute, [...(byMinute.get(way.minute) ?? []), methods[way.by]]);
  const parts = [...byMinute].map(([at, by]) =>
    at === minute ? by.join(' and ') : `${by.join(' and ')} ${minuteText(at)}`,
  );
  const again = repeat === undefined ? '' : `, again every ${formatDuration(repeat)} until acknowledged`;
  return `${parts.join(', ')}${again}${where}`;
}
