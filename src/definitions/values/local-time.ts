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
  // Offsets of a day before and after: no zone changes its clocks twice within two days.
  const offsets = new Set([wall - day, wall + day].map((at) => offsetAt(at, zone)));
  return [...offsets]
    .map((offset) => wall - offset)
    .filter((instant) => instant + offsetAt(instant, zone) === wall)
    .sort((a, b) => a - b);
}

/** What the clocks of a zone show at an instant, to the second: `2026-01-05T09:00:00`. */
export function localTimeAt(instant: number, zone: string): string {
  return new Date(instant + offsetAt(instant, zone)).toISOString().slice(0, 19);
}

/** Milliseconds by which a zone's clocks are ahead of UTC. */
function offsetAt(instant: number, zone: string): number {
  const parts = new Map(
    formatOf(zone)
      .formatToParts(instant)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const part = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0;
  const wall = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
  return wall - Math.floor(instant / 1000) * 1000;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    formats.set(zone, format);
  }
  return format;
}
