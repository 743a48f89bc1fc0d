import type { OperationKind } from '../graph/plan.ts';

/** Where a unit is. */
export type UnitPhase =
  'waiting' | 'unchanged' | 'looking' | 'planning' | 'planned' | 'applying' | 'checking' | 'done' | 'failed';

/** Something that happened during a long run, as it happens. Version 1 of the event stream; more kinds and fields may come. */
export type ProgressEvent =
  /** A step before any unit: the engine is built, a plugin is installed. */
  | { readonly kind: 'step'; readonly message: string }
  /** A unit entered a phase; `total` are the objects that it will change. */
  | { readonly kind: 'unit'; readonly unit: string; readonly phase: UnitPhase; readonly total?: number }
  /** A change of one object began or ended. */
  | {
      readonly kind: 'object';
      readonly unit: string;
      readonly identity: string;
      readonly op: OperationKind;
      readonly state: 'started' | 'done' | 'failed';
      readonly error?: string;
    }
  /** Nothing was heard for a while: what is waited for, and since when. */
  | { readonly kind: 'silence'; readonly seconds: number; readonly last: string }
  /** Something that a person should read, though nothing failed. */
  | { readonly kind: 'note'; readonly unit?: string; readonly identity?: string; readonly message: string };

/** Receives progress; must not throw. */
export type ProgressSink = (event: ProgressEvent) => void;

/** Milliseconds without an event before each reminder. */
const quietFor = 15_000;

/** Passes events on, and while it watches says so when none comes: nothing hangs silently. */
export class Watchdog {
  readonly #sink: ProgressSink;
  #last = 'the start';
  #since = 0;

  constructor(sink: ProgressSink) {
    this.#sink = sink;
  }

  readonly receive: ProgressSink = (event) => {
    this.#since = Date.now();
    this.#last = wordsOf(event);
    this.#sink(event);
  };

  /** Watches over something that must not hang. */
  async during<T>(action: () => Promise<T>): Promise<T> {
    this.#since = Date.now();
    let said = 0;
    const timer = setInterval(() => {
      const quiet = Date.now() - Math.max(this.#since, said);
      if (quiet < quietFor) return;
      said = Date.now();
      this.#sink({ kind: 'silence', seconds: Math.round((said - this.#since) / 1000), last: this.#last });
    }, 1000);
    timer.unref();
    try {
      return await action();
    } finally {
      clearInterval(timer);
    }
  }
}

function wordsOf(event: ProgressEvent): string {
  if (event.kind === 'unit') return `${event.unit}: ${event.phase}`;
  if (event.kind === 'object') return `${event.identity}: ${event.op} ${event.state}`;
  if (event.kind === 'silence') return event.last;
  return event.message;
}
