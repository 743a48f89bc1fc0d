interface Planned {
  readonly at: number;
  readonly run: () => void;
}

/** What is to happen at which instant of a clock that only tests move. */
export class Agenda {
  #now: number;
  #planned: Planned[] = [];

  constructor(now: number) {
    this.#now = now;
  }

  get now(): number {
    return this.#now;
  }

  /** Plans something; what is due at once happens at once, so that an answer already shows it. */
  plan(at: number, run: () => void): void {
    if (at <= this.#now) return run();
    this.#planned.push({ at, run });
  }

  /** Moves the clock on and does what falls due, in order of time, then of planning. */
  advanceTo(instant: number): void {
    if (instant < this.#now) throw new Error('the clock of the simulator does not go back');
    for (;;) {
      const due = this.#planned.filter((one) => one.at <= instant);
      const next = due.sort((a, b) => a.at - b.at)[0];
      if (!next) break;
      this.#planned = this.#planned.filter((one) => one !== next);
      this.#now = next.at;
      next.run();
    }
    this.#now = instant;
  }
}
