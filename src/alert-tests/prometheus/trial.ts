import type { Seconds } from '../../definitions/values/duration.ts';
import type { Json } from '../../graph/types.ts';
import type { GroupValues } from '../model.ts';
import { Questions } from '../questions.ts';

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

/** Questions to promtool and its answers: what has none yet is answered as if nothing fired. */
export class Trials extends Questions<Trial, Trace> {
  /** What is known of a trial. */
  trace(trial: Trial): Trace {
    return this.answerOf(trial) ?? { firing: new Map() };
  }
}
