import type { OnCallModel, Span } from '../model.ts';
import type { Duty } from '../schedule/duties.ts';
import { clip } from '../time/spans.ts';
import { dateOf, dayOfWall } from '../time/local-day.ts';
import { zoneOf } from '../../definitions/values/zone-clock.ts';
import { dutyKind, type DutyKind } from './duty-kind.ts';
import type { Roster } from './roster.ts';

/** Somebody who is on call without the licence for it. */
export interface LicenceProblem {
  readonly person: string;
  readonly licence: DutyKind;
  /** From which day on they hold it; undefined when they do not. */
  readonly from?: string;
  /** The first of these duties, cut at the range. */
  readonly first: Duty;
  readonly count: number;
}

/** Whose duties begin, on the local date of the schedule, before they hold the licence. People who do not exist are an error elsewhere. */
export function licenceProblems({ schedule, duties }: Roster, model: OnCallModel, range: Span): LicenceProblem[] {
  const licence = dutyKind(schedule);
  const zone = zoneOf(schedule.zone);
  const found = new Map<string, { first: Duty; count: number }>();
  for (const duty of duties) {
    const person = model.people.get(duty.person);
    const part = clip(duty, range);
    if (!person || !part) continue;
    const date = dateOf(dayOfWall(part.from + zone.offsetAt(part.from)));
    const held = person.licence[licence];
    if (held !== undefined && held <= date) continue;
    const known = found.get(person.id);
    if (known) known.count += 1;
    else found.set(person.id, { first: { ...duty, ...part }, count: 1 });
  }
  return [...found].map(([person, { first, count }]) => {
    const from = model.people.get(person)?.licence[licence];
    return { person, licence, first, count, ...(from === undefined ? {} : { from }) };
  });
}
