import type { Hours, Instant, OnCallModel, OnCallSemantics, Schedule, Span } from '../model.ts';
import { dutiesIn, type Duty } from '../schedule/duties.ts';
import { neighboursAt } from '../schedule/neighbours.ts';
import { hoursIn } from '../time/hours.ts';
import { clip } from '../time/spans.ts';
import type { Moment, OnCallTimes } from './moment.ts';

/** What holds from one edge to the next. */
interface Track<T> {
  readonly edges: readonly Instant[];
  readonly values: (T | undefined)[];
}

/**
 * Times that know until when their answers stay the same: `slack` is by how much later the alert may open, so that every answer given
 * since {@link forget} would be the same. Good for questions within a range; everything is worked out once for all of it.
 */
export class TrackedTimes implements OnCallTimes {
  readonly #range: Span;
  readonly #semantics: OnCallSemantics;
  readonly #hours = new Map<Hours, Map<string, Track<boolean>>>();
  readonly #duties = new Map<Schedule, Track<readonly Duty[]>>();
  readonly #neighbours = {
    next: new Map<Schedule, Track<readonly string[]>>(),
    previous: new Map<Schedule, Track<readonly string[]>>(),
  };
  #slack = Infinity;

  constructor({ semantics }: OnCallModel, range: Span) {
    this.#semantics = semantics;
    this.#range = range;
  }

  /** Milliseconds; at least 1. */
  get slack(): number {
    return this.#slack;
  }

  /** Begins anew. */
  forget(): void {
    this.#slack = Infinity;
  }

  /** An answer that somebody else gave changes when the alert opens so much later. */
  limit(slack: number): void {
    if (slack > 0 && slack < this.#slack) this.#slack = slack;
  }

  within(hours: Hours, zone: string, moment: Moment): boolean {
    let zones = this.#hours.get(hours);
    if (!zones) this.#hours.set(hours, (zones = new Map()));
    let track = zones.get(zone);
    if (!track) zones.set(zone, (track = this.#hoursTrack(hours, zone)));
    return this.#ask(track, moment, () => false);
  }

  during({ from, until }: Span, { at, fixed }: Moment): boolean {
    if (!fixed && at < from) this.limit(from - at);
    if (!fixed && at >= from && at < until) this.limit(until - at);
    return from <= at && at < until;
  }

  onCall(schedule: Schedule, moment: Moment): readonly Duty[] {
    let track = this.#duties.get(schedule);
    if (!track) this.#duties.set(schedule, (track = this.#dutyTrack(schedule)));
    return this.#ask(track, moment, () => []);
  }

  neighbours(schedule: Schedule, moment: Moment, take: 'next' | 'previous'): readonly string[] {
    const tracks = this.#neighbours[take];
    let track = tracks.get(schedule);
    if (!track) tracks.set(schedule, (track = { edges: this.#turnEdges(schedule), values: [] }));
    return this.#ask(track, moment, (from) => neighboursAt(schedule, from, take, this.#semantics));
  }

  #ask<T>({ edges, values }: Track<T>, { at, fixed }: Moment, compute: (from: Instant) => T): T {
    const index = lastNotAfter(edges, at);
    const next = edges[index + 1];
    if (!fixed && next !== undefined) this.limit(next - at);
    return (values[index] ??= compute(at));
  }

  #hoursTrack(hours: Hours, zone: string): Track<boolean> {
    const open = hoursIn(hours, zone, this.#range);
    const edges = [this.#range.from];
    const values = [false];
    for (const { from, until } of open) {
      if (edges.at(-1) === from) values[values.length - 1] = true;
      else {
        edges.push(from);
        values.push(true);
      }
      edges.push(until);
      values.push(false);
    }
    return { edges, values };
  }

  #dutyTrack(schedule: Schedule): Track<readonly Duty[]> {
    const duties = dutiesIn(schedule, this.#range, this.#semantics);
    const edges = this.#sortedEdges(duties);
    const values = edges.map((): Duty[] => []);
    for (const duty of duties) {
      const { from, until } = clip(duty, this.#range) ?? this.#range;
      for (let index = lastNotAfter(edges, from); (edges[index] ?? Infinity) < until; index += 1)
        values[index]?.push(duty);
    }
    return { edges, values };
  }

  /** Every change of a turn or a mask, and of the final timeline: with participants all different no turn joins the one before it. */
  #turnEdges(schedule: Schedule): Instant[] {
    const rotations = schedule.rotations.map((rotation) => ({
      ...rotation,
      participants: rotation.participants.map((_, index) => String(index)),
    }));
    const turns = dutiesIn({ ...schedule, rotations, overrides: [] }, this.#range, this.#semantics);
    return this.#sortedEdges([...turns, ...dutiesIn(schedule, this.#range, this.#semantics)]);
  }

  #sortedEdges(spans: readonly Span[]): Instant[] {
    const { from, until } = this.#range;
    const edges = spans.flatMap((span) => [span.from, span.until]).filter((edge) => edge > from && edge < until);
    return [...new Set([from, ...edges])].sort((a, b) => a - b);
  }
}

/** Index of the last edge that is not after an instant; 0 before the first. */
function lastNotAfter(edges: readonly Instant[], at: Instant): number {
  let low = 0;
  let high = edges.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((edges[middle] as Instant) <= at) low = middle;
    else high = middle - 1;
  }
  return low;
}
