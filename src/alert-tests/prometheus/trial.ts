import type { Seconds } from '../../definitions/values/duration.ts';
import type { Json } from '../../graph/types.ts';
import type { GroupValues } from '../model.ts';

/** A series as promtool takes it. https://prometheus.io/docs/prometheus/latest/configuration/unit_testing_rules/#series */
export interface TrialSeries {
  readonly series: string;
  readonly values: string;
}

/** What promtool is asked: rules, the samples that they see, and when it says which of them fire. Equal ones are asked once. */
export interface Trial {
  /** As in a rule file. */
  readonly rules: readonly Json[];
  /** The name that all rules have. */
  readonly alertname: string;
  readonly series: readonly TrialSeries[];
  /** Seconds between two samples. */
  readonly interval: Seconds;
  /** Seconds since the first sample: whole minutes, ascending. */
  readonly times: readonly Seconds[];
}

/** An alert that fires. */
export interface Firing {
  readonly labels: GroupValues;
  readonly annotations: Readonly<Record<string, string>>;
}

/** What promtool answered: what fires at each of the times (a time at which nothing does is left out), or why it could not run the rules. */
export type Trace = { readonly firing: ReadonlyMap<Seconds, readonly Firing[]> } | { readonly error: string };

/**
 * Questions to promtool and its answers. Tests are judged without waiting, so a run of them is repeated until it asks nothing new: a question
 * that has no answer yet is written down, and answered as if nothing fired.
 */
export class Trials {
  readonly #answers = new Map<string, Trace>();
  #asked = new Map<string, Trial>();

  /** What is known of a trial. */
  trace(trial: Trial): Trace {
    const key = JSON.stringify(trial);
    const known = this.#answers.get(key);
    if (known) return known;
    this.#asked.set(key, trial);
    return { firing: new Map() };
  }

  /**
   * Runs tests, as often as they ask for something new.
   * @param answer asks promtool; one trace for each trial
   */
  async settle<T>(run: () => T, answer: (trials: readonly Trial[]) => Promise<readonly Trace[]>): Promise<T> {
    for (;;) {
      const result = run();
      const asked = [...this.#asked];
      if (asked.length === 0) return result;
      this.#asked = new Map();
      const traces = await answer(asked.map(([, trial]) => trial));
      asked.forEach(([key], index) => this.#answers.set(key, traces[index] ?? { error: 'promtool did not answer' }));
    }
  }
}
