import type { Maturity } from './check.ts';

/** What an organisation decides about its gate. Checks and judging see nothing else of the project's configuration. */
export interface ReadinessPolicy {
  /** Stages that differ from the checks' own, by id. */
  readonly maturity: Readonly<Record<string, Maturity>>;
  /** Members of this group may approve exemptions and alerts. */
  readonly approvers: string;
  /** Tiers of applications whose pages need an approval; absent where nobody is asked. */
  readonly approvals?: { readonly tiers: readonly number[] };
  /** Most days that an exemption may last from today, by tier. */
  readonly maxExemption: Readonly<Record<number, number>>;
}

/** A quarter where everything depends on it, half a year elsewhere: long enough for a repair, too short to be forgotten. */
const usualDays: Readonly<Record<number, number>> = { 1: 90, 2: 180, 3: 180, 4: 180 };

/** The policy that a project document states, from its `readiness`; what it leaves open is as documented. */
export function readinessPolicy(project: Readonly<Record<string, unknown>>): ReadinessPolicy {
  const { checks, approvers, approvals, maxExemption } = (project['readiness'] ?? {}) as {
    readonly checks?: Readonly<Record<string, Maturity>>;
    readonly approvals?: { readonly tiers?: readonly number[] };
    readonly approvers?: string;
    readonly maxExemption?: Readonly<Record<number, number>>;
  };
  return {
    maturity: checks ?? {},
    approvers: approvers ?? 'sre',
    ...(approvals ? { approvals: { tiers: approvals.tiers ?? [1, 2, 3, 4] } } : {}),
    maxExemption: { ...usualDays, ...maxExemption },
  };
}
