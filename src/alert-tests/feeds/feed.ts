import type { SeriesPart } from '../../definitions/values/series.ts';
import { Refusal, type GroupValues, type Input, type Subject } from '../model.ts';

/** The times that decide how long a scenario must be, in minutes. */
export interface Pace {
  readonly window: number;
  readonly delay: number;
  /** How often is evaluated. */
  readonly every: number;
  /** After how long without data it closes by itself; 0 for never. */
  readonly closes: number;
}

/** Values of what the alert measures: well below trouble, one that fires when it lasts, one far beyond. */
export interface Marks {
  readonly healthy: number;
  readonly bad: number;
  readonly worse: number;
}

/** What one group measures, sample by sample: the value that would be compared if it stayed so. */
export interface Measured {
  readonly group: GroupValues;
  readonly parts: readonly SeriesPart[];
}

/** What a scenario may need that not every source knows. */
export type Trait = 'between' | 'blips' | 'gaps';

/** Turns what an alert measures into the input of its source. */
export interface Feed {
  readonly pace: Pace;
  readonly marks: Marks;
  /** Whether marks are values of the condition; else 0 is well, 1 and more is bad. */
  readonly numeric: boolean;
  /** Why the source knows nothing between well and bad, no trouble too short to count, or no missing data. */
  readonly lacks: Readonly<Partial<Record<Trait, string>>>;
  /**
   * @param traffic how much of the usual traffic there is
   * @throws Refusal when nothing that is sent makes the alert measure such a value
   */
  input(measured: readonly Measured[], traffic: number): Input;
}

/** The group that a series stands for which names none. */
export function onlyGroup({ alert }: Subject): GroupValues {
  return Object.fromEntries((alert.groups?.by ?? []).map(({ alias }) => [alias, 'one']));
}

/** The refusal of a source that cannot be fed. */
export function cannotFeed(reason: string): Refusal {
  return new Refusal(reason, 'alert', ['source']);
}
