import { noHolidays } from '../build/hours.ts';
import type { Holidays, Hours, OnCallModel, Schedule, Span } from '../model.ts';
import { hoursIn } from '../time/hours.ts';
import { intersection, union } from '../time/spans.ts';
import { night } from './thresholds.ts';
import type { Roster } from './roster.ts';

/** Hours on call of one person in one schedule. */
export interface Share {
  readonly squad: string;
  readonly schedule: string;
  readonly person: string;
  readonly hours: number;
  /** 22:00 to 07:00 in the person's zone. */
  readonly nightHours: number;
  /** Saturdays and Sundays in the person's zone. */
  readonly weekendHours: number;
  /** Holidays that the schedule's hours name, in its zone. */
  readonly holidayHours: number;
}

const always = (spans: Hours['spans'], holidays: Holidays = noHolidays): Hours => ({
  label: '',
  spans,
  holidays,
  negated: false,
});
const nights = always([{ kind: 'daily', from: 1, to: 7, ...night }]);
const weekends = always([{ kind: 'days', from: 6, to: 7 }]);

/** Counts hours of a range; what zones and calendars say of it is asked once. */
export class ShareCounter {
  readonly #model: OnCallModel;
  readonly #range: Span;
  readonly #kept = new Map<string, readonly Span[]>();

  constructor(model: OnCallModel, range: Span) {
    this.#model = model;
    this.#range = range;
  }

  /** Everybody who takes turns or stands in, in the order of the rotations. */
  sharesOf({ schedule, duties, asked }: Roster): Share[] {
    const people = new Set([
      ...schedule.rotations.flatMap(({ participants }) => participants.filter((one) => one !== null)),
      ...duties.map(({ person }) => person),
    ]);
    const holidays = this.#holidaysOf(schedule);
    return [...people].map((person) => {
      const spans = intersection(union(duties.filter((duty) => duty.person === person)), asked);
      const zone = this.#model.people.get(person)?.zone ?? schedule.zone;
      const within = (special: readonly Span[]): number => hoursOf(intersection(spans, special));
      return {
        squad: schedule.squad,
        schedule: schedule.id,
        person,
        hours: hoursOf(spans),
        nightHours: within(this.#kind(`night ${zone}`, nights, zone)),
        weekendHours: within(this.#kind(`weekend ${zone}`, weekends, zone)),
        holidayHours: within(holidays),
      };
    });
  }

  #kind(key: string, hours: Hours, zone: string): readonly Span[] {
    let spans = this.#kept.get(key);
    if (!spans) this.#kept.set(key, (spans = hoursIn(hours, zone, this.#range)));
    return spans;
  }

  #holidaysOf({ rotations, zone }: Schedule): Span[] {
    const calendars = new Map(rotations.flatMap(({ hours }) => (hours ? [[hours.holidays.days, hours.holidays]] : [])));
    return union([...calendars.values()].flatMap((holidays) => this.#holidays(holidays, zone)));
  }

  readonly #calendars = new Map<unknown, Map<string, readonly Span[]>>();

  #holidays(holidays: Holidays, zone: string): readonly Span[] {
    if (holidays.days.size + holidays.yearly.size === 0) return [];
    let zones = this.#calendars.get(holidays.days);
    if (!zones) this.#calendars.set(holidays.days, (zones = new Map()));
    let spans = zones.get(zone);
    // The complement of every day but the holidays.
    const days = { ...always([{ kind: 'days', from: 1, to: 7 }], holidays), negated: true };
    if (!spans) zones.set(zone, (spans = hoursIn(days, zone, this.#range)));
    return spans;
  }
}

function hoursOf(spans: readonly Span[]): number {
  return spans.reduce((sum, { from, until }) => sum + until - from, 0) / 3_600_000;
}
