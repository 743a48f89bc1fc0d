/** Milliseconds since 1970-01-01T00:00:00Z. */
export type Instant = number;

/** A wall clock's reading, without zone; fields as a calendar counts them (January is 1). */
export interface LocalTime {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

/** The instant of a local time, and whether the zone's clock shows that time once, never or twice. */
export interface ResolvedTime {
  /** Never shown: moved forward by the gap. Shown twice: the first of the two. */
  readonly instant: Instant;
  readonly shown: 'once' | 'never' | 'twice';
}

const day = 86_400_000;
/** No zone changes its offset twice within a week and back, so weekly probes see every change. */
const probe = 7 * day;
const chunk = 53 * probe;

/** A change of offset: from `at` on, local time is UTC plus `offset`. Milliseconds. */
interface Offset {
  readonly at: Instant;
  readonly offset: number;
}

/**
 * The offsets of one IANA zone, read from the machine's time zone data and kept, since asking `Intl` costs microseconds and a year of
 * on-call duty asks millions of times.
 */
export class Zone {
  readonly name: string;
  readonly #format: Intl.DateTimeFormat;
  readonly #chunks = new Map<number, readonly Offset[]>();

  /** @throws RangeError when the machine does not know the zone */
  constructor(name: string) {
    this.name = name;
    this.#format = new Intl.DateTimeFormat('en-US', {
      timeZone: name,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  }

  /** Milliseconds that local time is ahead of UTC at an instant. */
  offsetAt(at: Instant): number {
    const offsets = this.#chunk(Math.floor(at / chunk));
    let low = 0;
    let high = offsets.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((offsets[middle] as Offset).at <= at) low = middle;
      else high = middle - 1;
    }
    return (offsets[low] as Offset).offset;
  }

  /** What the zone's clock shows at an instant. */
  toLocal(at: Instant): LocalTime {
    return fromUtcFields(at + this.offsetAt(at));
  }

  /** The instant at which the zone's clock shows a local time. */
  resolve(local: LocalTime): ResolvedTime {
    return this.resolveWall(wallOf(local));
  }

  /** As {@link resolve}, for a local time given as milliseconds of {@link wallOf}. */
  resolveWall(wall: number): ResolvedTime {
    const before = this.offsetAt(wall - day);
    const after = this.offsetAt(wall + day);
    const first = wall - before;
    const isFirst = this.offsetAt(first) === before;
    if (before === after) return { instant: first, shown: 'once' };
    const second = wall - after;
    const isSecond = this.offsetAt(second) === after;
    if (isFirst) return { instant: first, shown: isSecond && second !== first ? 'twice' : 'once' };
    // In a gap the offset before it counts, which moves the time forward by the gap.
    return isSecond ? { instant: second, shown: 'once' } : { instant: first, shown: 'never' };
  }

  #chunk(index: number): readonly Offset[] {
    let offsets = this.#chunks.get(index);
    if (!offsets) this.#chunks.set(index, (offsets = this.#probe(index * chunk)));
    return offsets;
  }

  #probe(start: Instant): Offset[] {
    const offsets: Offset[] = [{ at: start, offset: this.#ask(start) }];
    for (let at = start + probe; at <= start + chunk; at += probe) {
      const known = (offsets.at(-1) as Offset).offset;
      const offset = this.#ask(at);
      if (offset !== known) offsets.push({ at: this.#changeBetween(at - probe, at, known), offset });
    }
    return offsets;
  }

  /** The first second at which the offset is no longer `known`. */
  #changeBetween(from: Instant, until: Instant, known: number): Instant {
    let low = from;
    let high = until;
    while (high - low > 1000) {
      const middle = low + Math.floor((high - low) / 2000) * 1000;
      if (this.#ask(middle) === known) low = middle;
      else high = middle;
    }
    return high;
  }

  #ask(at: Instant): number {
    const parts: Record<string, number> = {};
    for (const { type, value } of this.#format.formatToParts(at)) parts[type] = Number(value);
    const { year = 0, month = 1, day: date = 1, hour = 0, minute = 0, second = 0 } = parts;
    return Date.UTC(year, month - 1, date, hour, minute, second) - Math.floor(at / 1000) * 1000;
  }
}

const zones = new Map<string, Zone>();

/**
 * A zone by its IANA name; the same object for the same name.
 * @throws RangeError when the machine does not know it; definitions were checked on loading
 */
export function zoneOf(name: string): Zone {
  let zone = zones.get(name);
  if (!zone) zones.set(name, (zone = new Zone(name)));
  return zone;
}

/** A local time as milliseconds, as if it were UTC: a scale on which days are always 24 hours long. */
export function wallOf({ year, month, day: date, hour, minute, second }: LocalTime): number {
  return Date.UTC(year, month - 1, date, hour, minute, second);
}

/** The opposite of {@link wallOf}. */
export function fromUtcFields(wall: number): LocalTime {
  const date = new Date(wall);
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
  };
}
