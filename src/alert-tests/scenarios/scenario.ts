import type { Seconds } from '../../definitions/values/duration.ts';
import type { ResolvedAlert } from '../../definitions/types.ts';
import type { Pace, Trait } from '../feeds/feed.ts';
import type { Simulation } from '../simulate.ts';
import type { Piece } from './shape.ts';

/** What a scenario found. `at` is the evaluation at which it went wrong. */
export interface Finding {
  readonly message: string;
  readonly at: Seconds;
}

/** One shape of trouble (or of none) that every alert must take well. */
export interface Scenario {
  readonly id: string;
  readonly summary: string;
  /** Why an alert that fails here is worth a look. */
  readonly why: string;
  /** What its source has to know for it to have a meaning. */
  readonly needs: readonly Trait[];
  /** Whether it says anything of this alert; else the reason why not. */
  applies(alert: ResolvedAlert, pace: Pace): string | undefined;
  shape(pace: Pace): readonly Piece[];
  /** How much of the usual traffic there is; 1 by default. */
  readonly traffic?: number;
  /** When it begins, seconds since 1970; a Monday morning by default. */
  readonly start?: number;
  judge(simulation: Simulation, pace: Pace, alert: ResolvedAlert): Finding | undefined;
}

/** The first evaluation at which the alert was in alert, if any. */
export function firstAlert({ tracks }: Simulation, from: Seconds = 0): Seconds | undefined {
  const times = tracks.flatMap(({ evaluations }) =>
    evaluations.filter(({ at, state }) => state === 'alert' && at >= from).map(({ at }) => at),
  );
  return times.length === 0 ? undefined : Math.min(...times);
}

/** How often the alert went into alert. */
export function timesFired({ tracks }: Simulation): number {
  return Math.max(
    0,
    ...tracks.map(
      ({ evaluations }) =>
        evaluations.filter(({ state }, index) => state === 'alert' && evaluations[index - 1]?.state !== 'alert').length,
    ),
  );
}

/** Only alerts that call somebody have to keep quiet. */
export function onlyPages(alert: ResolvedAlert): string | undefined {
  return alert.pages ? undefined : 'it calls nobody';
}
