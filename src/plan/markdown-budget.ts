/** Room for the sentence about what is left out. */
const reserve = 200;

/** A text that grows by whole entries as long as they fit, and counts those that do not. */
export class Budget {
  readonly #limit: number;
  #text = '';
  #left = 0;
  /** What an open element still needs to be closed. */
  #owed = 0;

  constructor(limit: number) {
    this.#limit = limit - reserve;
  }

  /** Adds what is short and has to be there. */
  always(text: string): void {
    this.#text += text;
  }

  /** Adds an entry, or counts it as `entries` left out; says whether it fitted. */
  add(text: string, entries: number): boolean {
    const fits = this.#text.length + text.length + this.#owed <= this.#limit;
    if (fits) this.#text += text;
    else this.#left += entries;
    return fits;
  }

  /** Adds an entry of many lines: with fewer lines where all do not fit, counted as left out when none does, even if its head fits. */
  addShrinking(lines: readonly string[], block: (lines: readonly string[]) => string): void {
    for (let kept = lines.length; kept >= 1; kept = Math.floor(kept / 2)) {
      const more = lines.length - kept;
      const shown = more > 0 ? [...lines.slice(0, kept), `  … ${more} more lines`] : lines;
      if (this.add(block(shown), 0)) return;
    }
    if (this.add(block([]), 1) && lines.length > 0) this.#left += 1;
  }

  /** Starts an element if its end fits too; until it is closed, entries leave room for the end. */
  open(start: string, end: string): boolean {
    const fits = this.#text.length + start.length + end.length <= this.#limit;
    if (!fits) return false;
    this.#text += start;
    this.#owed = end.length;
    return true;
  }

  close(end: string): void {
    this.#text += end;
    this.#owed = 0;
  }

  leaveOut(entries: number): void {
    this.#left += entries;
  }

  finish(sentence: (left: number) => string): string {
    return this.#left === 0 ? this.#text : this.#text + sentence(this.#left);
  }
}
