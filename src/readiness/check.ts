import type { Place } from '../definitions/problem.ts';
import type { ReadinessView } from './view.ts';

/** How far an application has come. Each level includes those before it. */
export const levels = ['bronze', 'silver', 'gold'] as const;
export type Level = (typeof levels)[number];

/**
 * How much a failure weighs: shown only, a warning, or an error that blocks. `from` is the day (`YYYY-MM-DD`) on which `stage` begins to hold;
 * until then it is one stage milder.
 */
export interface Maturity {
  readonly stage: 'preview' | 'warn' | 'enforce';
  readonly from?: string;
}

/** One thing that is missing, at the place where it should be. */
export interface Gap {
  readonly message: string;
  readonly at: Place;
  /** What to write, in one sentence. */
  readonly help?: string;
  /** The command that scaffolds it, complete. */
  readonly command?: string;
  /** `application/alert` when one alert is to blame; else the application. */
  readonly subject?: string;
  /** Ids of the alerts to blame where they are several. */
  readonly alerts?: readonly string[];
}

/** What a check found: gaps (none is a pass), or why it cannot tell. */
export type Outcome = readonly Gap[] | { readonly unknown: string };

/**
 * A small tree in which the check must find a gap (bad) or none (good), as with lint rules: YAML that is merged into the ready
 * application of {@link file://./examples/ready-tree.ts}. It runs as the check's test and stands on its page.
 */
export interface CheckExample {
  readonly because?: string;
  readonly application?: string;
  readonly squad?: string;
  readonly project?: string;
  /** Adds or replaces whole files; an empty text removes one. */
  readonly files?: Readonly<Record<string, string>>;
  /** What is known besides the files; where it comes from is no matter of the check. */
  readonly given?: Partial<Pick<ReadinessView, 'approvals' | 'reviewsUnknown' | 'tests'>>;
}

/** One demand on an application before it may go to production: one file each. */
export interface ReadinessCheck {
  /** `area/slug`, equal to the file's path below `checks/`. */
  readonly id: string;
  /** Its number in the catalogue; exemptions may name it instead of the id. */
  readonly code: string;
  /** What it demands, one sentence. */
  readonly summary: string;
  /** What goes wrong without it. */
  readonly why: string;
  readonly level: Level;
  readonly maturity: Maturity;
  /** What mending one gap costs: 1 minutes, 2 an hour, 3 a day. */
  readonly effort: 1 | 2 | 3;
  /** True, or the reason why it is not applicable to this application. */
  applies(view: ReadinessView): true | string;
  evaluate(view: ReadinessView): Outcome;
  readonly examples: { readonly bad: readonly CheckExample[]; readonly good: readonly CheckExample[] };
}

/** Gives a check its type. */
export function defineCheck(check: ReadinessCheck): ReadinessCheck {
  return check;
}
