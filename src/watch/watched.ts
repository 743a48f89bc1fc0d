import type { ResolvedAlert } from '../definitions/types.ts';
import type { Seconds } from '../definitions/values/duration.ts';
import type { Rules } from '../queue-monitor/rules.ts';
import type { Target } from '../queue-monitor/selection.ts';

/** An alert, and what evaluating and telling of it need. */
export interface WatchedAlert {
  readonly alert: ResolvedAlert;
  readonly rules: Rules;
  readonly target: Target;
  /** What the on-call backend's policies select by. */
  readonly tags: readonly string[];
  /** Identities that it had before it was renamed. */
  readonly earlier: readonly string[];
}

/** A broker in one environment, and everything that is watched of it. */
export interface WatchedBroker {
  readonly environment: string;
  /** Name of the connection. */
  readonly name: string;
  readonly url: string;
  /** The squad that is called when it cannot be seen. */
  readonly owner: string;
  /** Whether anybody is called in this environment. */
  readonly pages: boolean;
  readonly step: Seconds;
  /** Of the on-call backend, sent after each complete evaluation; absent where nobody is called. */
  readonly heartbeat?: string;
  readonly alerts: readonly WatchedAlert[];
}

/** `production.broker`: tells one watched broker from the others. */
export function scopeName({ environment, name }: Pick<WatchedBroker, 'environment' | 'name'>): string {
  return `${environment}.${name}`;
}
