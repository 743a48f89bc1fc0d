import { zoneOf } from './zone-clock.ts';

const local = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(?::(\d{2}))?$/;
const day = 86_400_000;

/**
 * The instants (milliseconds since 1970, UTC) at which the clocks of a zone show a date and time such as `2026-01-05T09:00`: none in the gap when
 * clocks go forward, two when they go back, ascending. With an offset (`Z`, `+02:00`) there is exactly one, whatever the zone.
 * @throws RangeError for other texts and for unknown zones
 */
export function instantsOf(text: string, zone: string): readonly number[] {
  const fields = local.exec(text);
  if (!fields) {
    const instant = Date.parse(text);
    if (Number.isNaN(instant)) throw new RangeError(`"${text}" is no date and time`);
    return [instant];
  }
  const [year = 0, month = 1, date = 1, hour = 0, minute = 0, second = 0] = fields
    .slice(1)
    .map((one) => Number(one ?? 0));
  const wall = Date.UTC(year, month - 1, date, hour, minute, second);
  const clock = zoneOf(zone);
  const { instant, shown } = clock.resolveWall(wall);
  if (shown === 'never') return [];
  return shown === 'once' ? [instant] : [instant, wall - clock.offsetAt(wall + day)];
}

/** What the clocks of a zone show at an instant, to the second: `2026-01-05T09:00:00`. */
export function localTimeAt(instant: number, zone: string): string {
  return new Date(instant + zoneOf(zone).offsetAt(instant)).toISOString().slice(0, 19);
}
