import type { Span } from '../model.ts';
import type { Duty } from '../schedule/duties.ts';
import { intersection, union } from '../time/spans.ts';
import { scheduleKey } from './asked.ts';
import type { Roster } from './roster.ts';

/** Somebody who can be called from two places at once. */
export interface DoubleDuty {
  readonly person: string;
  readonly rosters: readonly [Roster, Roster];
  /** `squad/schedule`, with the rotation where both are of one schedule. */
  readonly places: readonly [string, string];
  /** Sorted, disjoint. */
  readonly spans: readonly Span[];
}

interface Place {
  readonly roster: Roster;
  readonly line: string;
  readonly spans: readonly Span[];
}

/** Everybody who is on call twice at a time when both places are asked. */
export function doubleDuties(rosters: readonly Roster[]): DoubleDuty[] {
  return [...placesByPerson(rosters)].flatMap(([person, places]) =>
    places.flatMap((one, index) =>
      places.slice(index + 1).flatMap((other): DoubleDuty[] => {
        const spans = intersection(one.spans, other.spans);
        if (spans.length === 0) return [];
        return [
          { person, rosters: [one.roster, other.roster], places: [nameOf(one, other), nameOf(other, one)], spans },
        ];
      }),
    ),
  );
}

function placesByPerson(rosters: readonly Roster[]): Map<string, Place[]> {
  const people = new Map<string, Place[]>();
  for (const roster of rosters) {
    const lines = new Map<string, Duty[]>();
    for (const duty of roster.duties) {
      const key = `${duty.person} ${duty.rotation ?? 'override'}`;
      lines.set(key, [...(lines.get(key) ?? []), duty]);
    }
    for (const duties of lines.values()) {
      const { person, rotation = 'an override' } = duties[0] as Duty;
      const place = { roster, line: rotation, spans: intersection(union(duties), roster.asked) };
      people.set(person, [...(people.get(person) ?? []), place]);
    }
  }
  return people;
}

function nameOf({ roster, line }: Place, other: Place): string {
  const key = scheduleKey(roster.schedule.squad, roster.schedule.id);
  return roster === other.roster ? `${key} (${line})` : key;
}
