import { judgeReviews, ofGroup } from '../approvals/judge.ts';
import type { Host } from '../cli/command.ts';
import { ForgeError } from '../forge/forge.ts';
import { resolveCommit } from '../git/git.ts';
import type { ReadinessInput } from '../pipeline/readiness-views.ts';
import { reviewersOf } from '../pipeline/reviewers.ts';
import type { Run } from '../pipeline/run.ts';
import { openBase } from './approvals-base.ts';
import { checkOf } from './approvals-check.ts';
import { reviewPull } from './approvals-reviewed.ts';
import type { CiPlace } from './ci-place.ts';
import type { CiOptions } from './ci.ts';
import { openUnderPolicy, type UnderPolicy } from './common.ts';
import { withApprovals } from './readiness-approvals.ts';

/** The pull request whose reviews count, and by which revision they are judged. */
export interface Reviewed {
  readonly place: CiPlace;
  readonly base: string;
  readonly options: CiOptions;
  readonly host: Host;
}

/** Evidence that may be missing: a forge that cannot be asked makes no build red. */
export interface Asked<T> {
  readonly value: T;
  /** Why it is not known, for people. */
  readonly notes: readonly string[];
}

/** The definitions under the policy of the base, or under their own when somebody who may approved what they change in it. */
export async function openReviewed({ place, base, options, host }: Reviewed): Promise<UnderPolicy> {
  const asked = { ...options, policyFrom: base };
  const judged = await openUnderPolicy(asked, host, true);
  if (judged.heldBack.length === 0 || !judged.approvers) return judged;
  const { group } = judged.approvers;
  const { value: approved, notes } = await tolerantly(false, async () => {
    const { forge, number } = place;
    if (!forge || number === undefined) return false;
    const pull = await forge.pullRequest(number);
    // A review is of the pull request's newest commit, and says nothing of another one that may be checked out.
    if (pull.head.sha !== resolveCommit(host.cwd, 'HEAD')) return false;
    const change = {
      author: pull.author,
      head: pull.head.sha,
      commits: await forge.commits(number),
      reviews: await forge.reviews(number),
    };
    const { run } = await openBase(base, judged.run, options, host);
    return judgeReviews(change, reviewersOf(run, forge.kind), ofGroup(group)).counted.length > 0;
  });
  const result = approved ? await openUnderPolicy(asked, host, true, true) : judged;
  const note = [result.note, ...notes].filter((one) => one !== undefined).join(' ');
  return note === '' ? result : { ...result, note };
}

/**
 * What is judged, with what the record and the reviews of the pull request say of its pages. Where the forge cannot be asked the record
 * stands alone, and what it lacks is unknown.
 */
export async function approvedInput(
  input: ReadinessInput,
  run: Run,
  reviewed: Reviewed,
): Promise<Asked<ReadinessInput>> {
  const { place, base, options, host } = reviewed;
  const { pullRequest: _, ...rest } = options;
  const byRecord = { ...rest, policyFrom: base };
  const number = place.forge ? place.number : undefined;
  if (number === undefined) return { value: await withApprovals(input, run, byRecord, host), notes: [] };
  const byReviews = { ...byRecord, pullRequest: String(number) };
  const { value, notes } = await tolerantly(undefined, () => withApprovals(input, run, byReviews, host));
  if (value) return { value, notes };
  return { value: await withApprovals(input, run, { ...byRecord, reviewsUnknown: notes.join(' ') }, host), notes };
}

/** Whose approval is still needed, in words, where the base's policy asks for approvals. */
export function missingApprovals(
  run: Run,
  { place, base, options, host }: Reviewed,
): Promise<Asked<readonly string[]>> {
  return tolerantly([], async () => {
    const { forge, number } = place;
    if (!forge || number === undefined) return [];
    const opened = await openBase(base, run, options, host);
    if (!opened.policy.approvals) return [];
    const pull = await forge.pullRequest(number);
    return checkOf(await reviewPull(pull, { forge, base: opened, options, host }), opened, options, host).missing;
  });
}

async function tolerantly<T>(otherwise: T, ask: () => Promise<T>): Promise<Asked<T>> {
  try {
    return { value: await ask(), notes: [] };
  } catch (error) {
    if (!(error instanceof ForgeError)) throw error;
    return { value: otherwise, notes: [`Approvals are not known: ${error.message}`] };
  }
}
