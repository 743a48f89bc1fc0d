import type { Seconds } from '../../definitions/values/duration.ts';
import type { Evaluation, Notes, State } from '../model.ts';
import type { Options } from './monitor.ts';
import { nextState } from './thresholds.ts';

/** A group is kept for a day without data. https://docs.datadoghq.com/monitors/configuration/#group-retention-time */
const retention: Seconds = 86_400;

/** What one evaluation found in its window. */
export interface Found {
  /** NaN without data. */
  readonly value: number;
  readonly full: boolean;
}

/** How a group begins, and what an empty window is worth. */
export interface GroupRules {
  readonly options: Options;
  readonly grouped: boolean;
  /** Whether the group had data before the case began. */
  readonly known: boolean;
  /** Whether an empty window counts as zero: `default` on counts. https://docs.datadoghq.com/monitors/configuration/#no-data */
  readonly zero: boolean;
  readonly notes: Notes;
}

/**
 * The state of one group from evaluation to evaluation: full window, missing data, comparison with recovery, in this order.
 * https://docs.datadoghq.com/monitors/configuration/
 */
export class GroupTrack {
  readonly evaluations: Evaluation[] = [];
  readonly #rules: GroupRules;
  #state: State = 'ok';
  #seenAt: Seconds | undefined;
  #missingSince: Seconds | undefined;
  #closed = false;

  constructor(rules: GroupRules) {
    this.#rules = rules;
    if (rules.known) this.#seenAt = Number.NEGATIVE_INFINITY;
  }

  /** Takes the next evaluation in. */
  evaluate(at: Seconds, found: Found): void {
    const { options, grouped } = this.#rules;
    if (Number.isNaN(found.value)) return this.#missing(at);
    this.#missingSince = undefined;
    this.#closed = false;
    this.#seenAt ??= at;
    if (grouped && at < this.#seenAt + options.newGroupDelay) return this.#keep(at, 'group too new');
    if (options.fullWindow && !found.full) return this.#keep(at, 'window not full');
    this.#compare(at, found.value);
  }

  /** Takes an evaluation in that says nothing of this group: it is not triggered. */
  rest(at: Seconds): void {
    this.#state = 'ok';
    this.#keep(at, 'no data');
  }

  #compare(at: Seconds, value: number): void {
    this.#state = nextState(this.#rules.options.thresholds, this.#state, value, this.#rules.notes);
    this.evaluations.push({ at, state: this.#state, value });
  }

  #keep(at: Seconds, kept: NonNullable<Evaluation['kept']>): void {
    this.evaluations.push({ at, state: this.#state, kept });
  }

  #missing(at: Seconds): void {
    const { options, grouped, zero, notes } = this.#rules;
    this.#missingSince ??= at;
    const since = at - this.#missingSince;
    if (this.#seenAt === undefined) {
      // A monitor must have had data before it can miss them; only a count that nobody groups is zero from the beginning.
      if (zero && !grouped) this.#compare(at, 0);
      return;
    }
    if (grouped && since >= retention) return this.#forget();
    if (options.fullWindow) notes.add('datadog/full-window-empty');
    if (zero) return this.#compare(at, 0);
    if (options.autoResolve !== undefined && since >= options.autoResolve && this.#state !== 'ok') this.#closed = true;
    if (options.missing === 'resolve' || this.#closed) this.#state = 'ok';
    else if (options.missing !== 'default') this.#state = 'no-data';
    this.#keep(at, 'no data');
  }

  #forget(): void {
    this.#seenAt = undefined;
    this.#state = 'ok';
    this.#rules.notes.add('datadog/group-retention');
  }
}
