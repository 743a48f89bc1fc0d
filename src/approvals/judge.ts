/** A review of a pull request as a forge tells it. */
export interface GivenReview {
  readonly author: string;
  readonly state: 'approved' | 'changes-requested' | 'commented' | 'dismissed';
  readonly commit: string;
  /** ISO 8601 in UTC. */
  readonly at: string;
  readonly url: string;
}

/** A pull request as a forge tells it: who opened it, what was pushed to it by whom, and what reviewers said. */
export interface ReviewedChange {
  readonly author: string;
  /** The newest commit. */
  readonly head: string;
  /** Undefined accounts are those that the forge could not tell. */
  readonly commits: readonly { readonly sha: string; readonly accounts: readonly (string | undefined)[] }[];
  readonly reviews: readonly GivenReview[];
}

/** Somebody whom the base revision knows. */
export interface Reviewer {
  readonly person: string;
  /** The account at this forge; accounts differ regardless of case. */
  readonly account?: string;
  readonly groups: readonly string[];
  /** Squads of which they are a member. */
  readonly squads: readonly string[];
}

/** A review that counts as an approval. */
export interface CountedReview extends GivenReview {
  readonly person: string;
}

/** What reviews come to; every account that said something is in one of the two. */
export interface Judgement {
  readonly counted: readonly CountedReview[];
  readonly refused: readonly { readonly account: string; readonly reason: string; readonly url: string }[];
}

/** Whom an approval may come from. */
export interface Eligible {
  /** True of a person whose approval counts. */
  holds(reviewer: Reviewer): boolean;
  /** `in the group sre`, for reasons. */
  readonly inWords: string;
}

/** Members of a group. */
export function ofGroup(group: string): Eligible {
  return { holds: ({ groups }) => groups.includes(group), inWords: `in the group ${group}` };
}

/** Members of a squad. */
export function ofSquad(squad: string): Eligible {
  return { holds: ({ squads }) => squads.includes(squad), inWords: `a member of squad ${squad}` };
}

/**
 * Which reviews approve a change: the newest word of each account, given at exactly the newest commit, by somebody whom the base revision finds
 * eligible and who pushed nothing to it. Comments are no word: an approval stands until it is dismissed or changes are requested.
 *
 * An account that the forge could not tell may be anybody's, a reviewer's too. So as long as such a commit is part of the change nobody can be
 * said to have pushed nothing, and no approval counts. The same holds when the list of commits lacks the newest one.
 */
export function judgeReviews(change: ReviewedChange, reviewers: readonly Reviewer[], eligible: Eligible): Judgement {
  const counted: CountedReview[] = [];
  const refused: { account: string; reason: string; url: string }[] = [];
  const untold = untoldReason(change);
  for (const review of newestWords(change.reviews)) {
    const judged = personOf(review.author, reviewers, eligible);
    const reason =
      stateReason(review, change) ??
      pushedReason(review.author, change) ??
      ('reason' in judged ? judged.reason : undefined) ??
      untold;
    if (reason !== undefined) refused.push({ account: review.author, reason, url: review.url });
    else if ('person' in judged) counted.push({ ...review, person: judged.person });
  }
  return { counted, refused };
}

/** The last approval, request for changes or dismissal of each account, in the order in which accounts first spoke. */
function newestWords(reviews: readonly GivenReview[]): GivenReview[] {
  const words = new Map<string, GivenReview>();
  for (const review of reviews) {
    const known = words.get(keyOf(review.author));
    if (review.state === 'commented' || (known && known.at > review.at)) continue;
    words.set(keyOf(review.author), review);
  }
  return [...words.values()];
}

function stateReason({ author, state, commit }: GivenReview, { head }: ReviewedChange): string | undefined {
  if (state === 'dismissed') return `the review of ${author} was dismissed`;
  if (state === 'changes-requested') return `${author} requests changes`;
  if (commit === head) return undefined;
  if (commit === '')
    return `${author} approved a commit that the forge does not tell; the newest is ${head.slice(0, 12)}`;
  return `${author} approved ${commit.slice(0, 12)}, but the newest commit is ${head.slice(0, 12)}`;
}

function pushedReason(account: string, { author, commits }: ReviewedChange): string | undefined {
  if (keyOf(author) === keyOf(account)) return `${account} opened the pull request`;
  const own = commits.find(({ accounts }) =>
    accounts.some((one) => one !== undefined && keyOf(one) === keyOf(account)),
  );
  return own && `${account} had a hand in commit ${own.sha.slice(0, 12)}, as author, committer or co-author`;
}

function personOf(
  account: string,
  reviewers: readonly Reviewer[],
  eligible: Eligible,
): { readonly person: string } | { readonly reason: string } {
  const known = reviewers.filter((one) => one.account !== undefined && keyOf(one.account) === keyOf(account));
  const [first, second] = known;
  if (!first) return { reason: `${account} is nobody's account by the base revision` };
  if (second) return { reason: `${account} is the account of ${first.person} and of ${second.person}` };
  if (eligible.holds(first)) return { person: first.person };
  return { reason: `${first.person} (${account}) is not ${eligible.inWords} by the base revision` };
}

function untoldReason({ commits, head }: ReviewedChange): string | undefined {
  if (!commits.some(({ sha }) => sha === head))
    return `the forge does not list the newest commit ${head.slice(0, 12)}, so it is not known who pushed it`;
  const untold = commits.find(({ accounts }) => accounts.length === 0 || accounts.includes(undefined));
  return (
    untold &&
    `commit ${untold.sha.slice(0, 12)} is by an address that belongs to no account, so it is not known who pushed it`
  );
}

/** Logins differ regardless of case at GitHub and GitLab. */
function keyOf(account: string): string {
  return account.toLowerCase();
}

/** Reviewers as one tree knows them, without groups and squads of which they are no longer in another: leaving counts at once. */
export function stillIn(reviewers: readonly Reviewer[], present: readonly Reviewer[]): Reviewer[] {
  const byPerson = new Map(present.map((one) => [one.person, one]));
  return reviewers.map((one) => {
    const now = byPerson.get(one.person);
    return {
      ...one,
      groups: one.groups.filter((group) => now?.groups.includes(group)),
      squads: one.squads.filter((squad) => now?.squads.includes(squad)),
    };
  });
}
