import type { Clock, Evaluation, GroupValues, State, Track } from '../model.ts';
import { evaluationTimes } from './frequency.ts';

/** Least severe first. https://docs.datadoghq.com/monitors/types/composite/#computing-trigger-conditions */
const severity: readonly State[] = ['ok', 'no-data', 'warning', 'alert'];
const rank = (state: State): number => severity.indexOf(state);

/** A condition over members. */
export type Condition =
  | { readonly kind: 'member'; readonly name: string }
  | { readonly kind: 'not'; readonly inner: Condition }
  | { readonly kind: 'and' | 'or'; readonly left: Condition; readonly right: Condition };

/** Reads `a && (b || !c)`; `!` binds tighter than `&&`, and that tighter than `||`. The formula was checked when it was compiled. */
export function parseCondition(formula: string): Condition {
  const tokens = formula.match(/&&|\|\||!|\(|\)|[^\s!&|()]+/g) ?? [];
  let at = 0;
  const primary = (): Condition => {
    const token = tokens[at++] ?? '';
    if (token === '!') return { kind: 'not', inner: primary() };
    if (token !== '(') return { kind: 'member', name: token };
    const inner = either();
    at++;
    return inner;
  };
  const both = (): Condition => {
    let left = primary();
    while (tokens[at] === '&&') {
      at++;
      left = { kind: 'and', left, right: primary() };
    }
    return left;
  };
  const either = (): Condition => {
    let left = both();
    while (tokens[at] === '||') {
      at++;
      left = { kind: 'or', left, right: both() };
    }
    return left;
  };
  return either();
}

/** The state of a condition from the states of its members; `no-data` is alert-worthy. */
export function compositeState(condition: Condition, states: (name: string) => State): State {
  switch (condition.kind) {
    case 'member':
      return states(condition.name);
    case 'not': {
      const inner = compositeState(condition.inner, states);
      if (inner === 'no-data') return 'no-data';
      return inner === 'ok' ? 'alert' : 'ok';
    }
    default: {
      const left = compositeState(condition.left, states);
      const right = compositeState(condition.right, states);
      const leftIsLess = rank(left) <= rank(right);
      return (condition.kind === 'and') === leftIsLess ? left : right;
    }
  }
}

/** Names of the members in a condition. */
export function membersOf(condition: Condition): string[] {
  if (condition.kind === 'member') return [condition.name];
  if (condition.kind === 'not') return membersOf(condition.inner);
  return [...new Set([...membersOf(condition.left), ...membersOf(condition.right)])];
}

/** A composite over the tracks of its members; without `notifyNoData` it keeps its last state where it would have no data. */
export function evaluateComposite(
  condition: Condition,
  members: ReadonlyMap<string, readonly Track[]>,
  notifyNoData: boolean,
  clock: Clock,
): Track[] {
  return commonGroups([...members.values()]).map((group) => {
    const tracks = new Map([...members].map(([name, all]) => [name, trackFor(all, group)]));
    return { group, evaluations: evaluationsOf(condition, tracks, notifyNoData, clock), members: [...tracks.values()] };
  });
}

function evaluationsOf(
  condition: Condition,
  tracks: ReadonlyMap<string, Track>,
  notifyNoData: boolean,
  clock: Clock,
): Evaluation[] {
  const cursors = new Map([...tracks].map(([name, track]) => [name, new Cursor(track)]));
  const evaluations: Evaluation[] = [];
  let state: State = 'ok';
  for (const at of evaluationTimes(clock, 60)) {
    const now = new Map([...cursors].map(([name, cursor]) => [name, cursor.at(at)]));
    // A member that has no state yet has none to combine.
    if ([...now.values()].includes(undefined)) continue;
    const next = compositeState(condition, (name) => now.get(name)?.state ?? 'ok');
    const kept = next === 'no-data' && !notifyNoData;
    if (!kept) state = next;
    const value = now.values().next().value?.value;
    evaluations.push({ at, state, ...(value === undefined ? {} : { value }), ...(kept ? { kept: 'no data' } : {}) });
  }
  return evaluations;
}

/** The last evaluation of a track at ever later instants. */
class Cursor {
  readonly #evaluations: Track['evaluations'];
  #next = 0;

  constructor(track: Track) {
    this.#evaluations = track.evaluations;
  }

  at(at: number): Evaluation | undefined {
    while ((this.#evaluations[this.#next]?.at ?? Number.POSITIVE_INFINITY) <= at) this.#next++;
    return this.#evaluations[this.#next - 1];
  }
}

/**
 * The groups that all members report. Only values are compared, and a member that is split less finely stands beside each finer group.
 * https://docs.datadoghq.com/monitors/types/composite/#common-reporting-sources
 */
function commonGroups(members: readonly (readonly Track[])[]): GroupValues[] {
  const finest = Math.max(0, ...members.flat().map(({ group }) => Object.keys(group).length));
  const candidates: Track[] = [];
  for (const tracks of members) {
    const others = [...candidates];
    for (const track of tracks)
      if (Object.keys(track.group).length === finest && !others.some((other) => fits(track, other.group)))
        candidates.push(track);
  }
  return candidates
    .map(({ group }) => group)
    .filter((group) => members.every((tracks) => tracks.some((track) => fits(track, group))));
}

function trackFor(tracks: readonly Track[], group: GroupValues): Track {
  return tracks.find((track) => fits(track, group)) ?? { group, evaluations: [] };
}

function fits(track: Track, group: GroupValues): boolean {
  const values = new Set(Object.values(group));
  return Object.values(track.group).every((value) => values.has(value));
}
