import type { Moment } from './moment.ts';

/** What is due at a moment; of what is due together the lower rank comes first, then what was put down first. */
export interface Appointment<T> {
  readonly moment: Moment;
  readonly rank: number;
  readonly what: T;
}

/** What is still to come, in order. */
export class Agenda<T> {
  readonly #entries: Appointment<T>[] = [];

  /** Puts something down behind everything of the same moment and rank. */
  add(moment: Moment, rank: number, what: T): void {
    let index = this.#entries.length;
    while (index > 0 && isLater(this.#entries[index - 1] as Appointment<T>, moment, rank)) index -= 1;
    this.#entries.splice(index, 0, { moment, rank, what });
  }

  /** Takes what comes first; undefined when nothing is left. */
  next(): Appointment<T> | undefined {
    return this.#entries.shift();
  }

  /** Crosses out what a test names. */
  drop(test: (what: T) => boolean): void {
    const kept = this.#entries.filter(({ what }) => !test(what));
    this.#entries.splice(0, this.#entries.length, ...kept);
  }
}

function isLater<T>({ moment, rank }: Appointment<T>, than: Moment, thanRank: number): boolean {
  return moment.at > than.at || (moment.at === than.at && rank > thanRank);
}
