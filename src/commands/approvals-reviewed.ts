import {
  judgeReviews,
  ofGroup,
  stillIn,
  type Judgement,
  type ReviewedChange,
  type Reviewer,
} from '../approvals/judge.ts';
import type { Approval } from '../approvals/record.ts';
import { UsageError, type CommandResult, type Host } from '../cli/command.ts';
import { exitCodes } from '../cli/exit-codes.ts';
import { ForgeError, type Forge, type PullRequest } from '../forge/forge.ts';
import { hasCommit, newestCommon } from '../git/history.ts';
import { approvableAlerts, type ApprovableAlert } from '../pipeline/approved-alerts.ts';
import { reviewersOf } from '../pipeline/reviewers.ts';
import type { Run } from '../pipeline/run.ts';
import type { ApprovalBase } from './approvals-base.ts';
import { asUsage, type CommonOptions } from './common.ts';
import { placeOf, type CiPlace } from './ci-place.ts';
import { runOfCommit } from './plan-sides.ts';

/** A pull request with its reviews, and what they approve. */
export interface ReviewedPull {
  readonly pull: PullRequest;
  readonly change: ReviewedChange;
  /** Who could review it, by the base. */
  readonly reviewers: readonly Reviewer[];
  readonly group: string;
  /** Of the approving group. */
  readonly judgement: Judgement;
  /** The definitions that it began with, and those at its newest commit. */
  readonly before: Run;
  readonly head: Run;
  /** Alerts that page and that it changes, as they are at its newest commit. */
  readonly changed: readonly ApprovableAlert[];
  /** By application: every alert that it changes, for everybody who approves it. */
  readonly approvals: ReadonlyMap<string, readonly Approval[]>;
}

/** What reviews are judged with. */
export interface ReviewFrame {
  readonly forge: Forge;
  readonly base: ApprovalBase;
  /** Who is still there where the change has arrived: whoever left a group in the meantime approves nothing. */
  readonly present?: Run;
  readonly options: CommonOptions;
  readonly host: Host;
}

/**
 * Reads a pull request from its forge and judges its reviews by the base.
 * @throws ForgeError when the forge cannot be asked
 * @throws UsageError when commits of it are not in this repository
 */
export async function reviewPull(pull: PullRequest, frame: ReviewFrame): Promise<ReviewedPull> {
  const { forge, base, present, options, host } = frame;
  const [reviews, commits] = await Promise.all([forge.reviews(pull.number), forge.commits(pull.number)]);
  const change = { author: pull.author, head: pull.head.sha, commits, reviews };
  if (!hasCommit(host.cwd, pull.head.sha)) throw new UsageError(notFetched(pull, forge.kind));
  const start = await asUsage(() => newestCommon(host.cwd, base.revision, pull.head.sha));
  const head = await runOfCommit(options, host, pull.head.sha, base.run);
  const before = await runOfCommit(options, host, start, base.run);
  const known = reviewersOf(base.run, forge.kind);
  const reviewers = present ? stillIn(known, reviewersOf(present, forge.kind)) : known;
  const group = base.policy.approvers;
  const judgement = judgeReviews(change, reviewers, ofGroup(group));
  const changed = changedAlerts(before, head);
  return {
    pull,
    change,
    reviewers,
    group,
    judgement,
    before,
    head,
    changed,
    approvals: approvalsOf(pull, judgement, changed),
  };
}

function notFetched({ number, head }: PullRequest, kind: Forge['kind']): string {
  const reference = kind === 'github' ? `refs/pull/${number}/head` : `refs/merge-requests/${number}/head`;
  return `The newest commit of pull request ${number}, ${head.sha}, is not in this repository. Get it with "git fetch origin ${reference}".`;
}

function changedAlerts(before: Run, after: Run): ApprovableAlert[] {
  const old = approvableAlerts(before);
  return [...approvableAlerts(after)]
    .filter(([key, { digest }]) => old.get(key)?.digest !== digest)
    .map(([, alert]) => alert);
}

function approvalsOf(
  { number, head }: PullRequest,
  { counted }: Judgement,
  changed: readonly ApprovableAlert[],
): Map<string, Approval[]> {
  const approvals = new Map<string, Approval[]>();
  for (const { application, id, digest, parts } of changed)
    for (const { person, author, url, at } of counted) {
      const one = { alert: id, digest, parts, approver: person, account: author, pullRequest: number, review: url, commit: head.sha, at }; // prettier-ignore
      approvals.set(application, [...(approvals.get(application) ?? []), one]);
    }
  return approvals;
}

/**
 * The forge that the environment names.
 * @throws UsageError when it names none, or has no token for it
 */
export async function forgeAround(host: Host): Promise<CiPlace & { readonly forge: Forge }> {
  const place = await placeOf(host);
  if (place.forge) return { ...place, forge: place.forge };
  throw new UsageError(noForge(place));
}

/** Why no forge can be asked, and what to set. */
export function noForge({ why }: CiPlace): string {
  return `There is no forge to ask: ${why ?? 'set GITHUB_REPOSITORY and GITHUB_TOKEN, or run in GitLab CI with GITLAB_TOKEN'}.`;
}

/** The number of a pull request: as given, else that of the pipeline. */
export function pullNumber(given: string | undefined, place: CiPlace): number | undefined {
  if (given === undefined) return place.number;
  const number = Number(given);
  if (!/^\d{1,9}$/.test(given) || number < 1)
    throw new UsageError(`--pull-request: "${given}" is no number of a pull request.`);
  return number;
}

/** A forge that cannot be asked is no mistake of the definitions: exit status 3. */
export async function askingForge(action: () => Promise<CommandResult>): Promise<CommandResult> {
  try {
    return await action();
  } catch (error) {
    if (!(error instanceof ForgeError)) throw error;
    return {
      exitCode: exitCodes.infrastructure.code,
      outputs: [{ target: 'stderr', text: `alerts: ${error.message}\n` }],
    };
  }
}
