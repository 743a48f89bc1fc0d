import type { Seconds } from '../../definitions/values/duration.ts';
import type { LogRecord } from '../model.ts';

/** The records of a window that only moves forward. */
export class RecordWindow {
  readonly #records: readonly LogRecord[];
  #from = 0;
  #to = 0;

  /** @param records in order of time */
  constructor(records: readonly LogRecord[]) {
    this.#records = records;
  }

  /** Records at `from` or later, and before `to`; both never smaller than in the call before. */
  between(from: Seconds, to: Seconds): readonly LogRecord[] {
    while ((this.#records[this.#to]?.at ?? Number.POSITIVE_INFINITY) < to) this.#to++;
    while (this.#from < this.#to && (this.#records[this.#from]?.at ?? 0) < from) this.#from++;
    return this.#records.slice(this.#from, this.#to);
  }
}
