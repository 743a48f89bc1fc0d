import type { Seconds } from '../../definitions/values/duration.ts';
import { groupMatches } from '../groups.ts';
import type { GroupValues, State, Track } from '../model.ts';

/** The states of a case at every instant, for the groups that an expectation names. */
export class States {
  readonly #tracks: readonly Track[];

  constructor(tracks: readonly Track[], group: GroupValues) {
    this.#tracks = tracks.filter((track) => groupMatches(track.group, group));
  }

  /** Whether any group matches. */
  get empty(): boolean {
    return this.#tracks.length === 0;
  }

  /** The states of all groups at an instant: what the last evaluation found, `ok` before the first. */
  at(time: Seconds): readonly State[] {
    return this.#tracks.map((track) => stateAt(track, time));
  }

  /** Whether a state holds: `ok` for all groups, every other one for some group. */
  holds(state: State, time: Seconds): boolean {
    const states = this.at(time);
    return state === 'ok' ? states.every((one) => one === 'ok') : states.includes(state);
  }

  /** The instants at which something was evaluated, ascending, within bounds. */
  times(from: Seconds, to: Seconds): readonly Seconds[] {
    const all = new Set<Seconds>();
    for (const track of this.#tracks) for (const { at } of track.evaluations) if (at >= from && at <= to) all.add(at);
    return [...all].sort((a, b) => a - b);
  }
}

function stateAt({ evaluations }: Track, time: Seconds): State {
  let low = 0;
  let high = evaluations.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((evaluations[middle]?.at ?? 0) <= time) low = middle + 1;
    else high = middle;
  }
  return evaluations[low - 1]?.state ?? 'ok';
}
