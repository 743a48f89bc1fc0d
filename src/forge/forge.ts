/** A pull request (GitHub) or merge request (GitLab), as far as alerting needs it. */
export interface PullRequest {
  /** GitHub's number, GitLab's `iid`: what people say. */
  readonly number: number;
  /** Login of the account that opened it. */
  readonly author: string;
  /** What it goes into: branch name and the commit of that branch as the forge knows it. */
  readonly base: { readonly ref: string; readonly sha: string };
  /** What it brings: branch name, newest commit, and `owner/name` (GitHub) or path with namespace (GitLab) of its repository. */
  readonly head: { readonly ref: string; readonly sha: string; readonly repository: string };
  /** The head lives in another repository than the base: its pipeline gets no permission to write. */
  readonly fork: boolean;
  /** Page for people. */
  readonly url: string;
}

/** What one reviewer said about one commit. A reviewer may have said several things; the newest counts. */
export interface Review {
  /** Login of the reviewer. */
  readonly author: string;
  readonly state: 'approved' | 'changes-requested' | 'commented' | 'dismissed';
  /** Commit that the review was given for, in full; empty where the forge cannot tell. */
  readonly commit: string;
  /** Instant as ISO 8601 in UTC. */
  readonly at: string;
  /** Page for people. */
  readonly url: string;
}

/** A commit of the pull request with every account that had a hand in it: author, committer, co-authors; undefined entries are accounts that the forge could not tell. */
export interface PushedCommit {
  /** Empty for a commit that the forge counts and does not list. */
  readonly sha: string;
  readonly accounts: readonly (string | undefined)[];
}

/** What became of a comment: `forbidden` says that the token may not write (pull requests from forks, GitLab's job token). */
export type CommentOutcome = 'created' | 'updated' | 'unchanged' | 'forbidden';

/** A place where code is reviewed. Every call throws `ForgeError` when the forge cannot be reached, refuses, or answers what nobody documented. */
export interface Forge {
  readonly kind: 'github' | 'gitlab';
  /** The pull request with this number. */
  pullRequest(number: number): Promise<PullRequest>;
  /** Pull requests that contain a commit, or brought it in, in the order of the forge. */
  pullRequestsOf(commit: string): Promise<PullRequest[]>;
  /** Submitted reviews, oldest first. */
  reviews(number: number): Promise<Review[]>;
  /** All commits of the pull request, oldest first. */
  commits(number: number): Promise<PushedCommit[]>;
  /**
   * Writes the one comment that carries `marker` (an HTML comment, part of `body`): edits our own in place, deletes strays of ours,
   * leaves alone what others wrote, whatever marker it carries.
   * @param options with `create: false` only a comment that exists is edited; `unchanged` when there is none
   */
  upsertComment(
    number: number,
    marker: string,
    body: string,
    options?: { readonly create?: boolean },
  ): Promise<CommentOutcome>;
}

/** A forge that could not be asked or refused: the message says what was asked, what came back and what to do, without any credential. */
export class ForgeError extends Error {
  override name = 'ForgeError';
}
