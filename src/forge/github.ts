import { coAuthors, KnownAddresses, type Signature } from './co-authors.ts';
import { upsert } from './comments.ts';
import type { Forge, PullRequest, PushedCommit, Review } from './forge.ts';
import { forgeHttp, type ForgeAnswer, type ForgeHttp, type Pauses } from './http.ts';

/** Which repository on which GitHub. */
export interface GithubAccess {
  /** `https://api.github.com`, or `https://HOST/api/v3` of GitHub Enterprise Server: `GITHUB_API_URL`. */
  readonly url: string;
  readonly token: string;
  /** `owner/name`. */
  readonly repository: string;
  /** Login that the token writes as, when it is neither a person's nor that of a workflow. */
  readonly login?: string;
}

interface User {
  readonly login: string;
}

interface Pull {
  readonly number: number;
  readonly user: User | null;
  readonly html_url: string;
  readonly commits?: number;
  readonly base: { readonly ref: string; readonly sha: string; readonly repo: { readonly full_name: string } };
  readonly head: { readonly ref: string; readonly sha: string; readonly repo: { readonly full_name: string } | null };
}

interface Commit {
  readonly sha: string;
  readonly author: User | null;
  readonly committer: User | null;
  readonly commit: {
    readonly message: string;
    readonly author: Signature | null;
    readonly committer: Signature | null;
    readonly verification?: { readonly verified: boolean };
  };
}

/** GitHub's own account, which signs what is committed in its pages. */
const webFlow = 'web-flow';
/** Whose place deleted accounts take: https://github.com/ghost */
const ghost = 'ghost';

/** GitHub's REST API, version 2022-11-28. https://docs.github.com/rest */
export function githubForge(access: GithubAccess, pauses?: Pauses): Forge {
  const http = forgeHttp(
    {
      url: access.url,
      credential: ['authorization', `Bearer ${access.token}`],
      headers: { accept: 'application/vnd.github+json', 'x-github-api-version': '2022-11-28' },
    },
    pauses,
  );
  const repository = `/repos/${access.repository.split('/').map(encodeURIComponent).join('/')}`;
  const pull = async (number: number): Promise<Pull> =>
    (await http.request('GET', `${repository}/pulls/${number}`)).body as Pull;
  return {
    kind: 'github',
    pullRequest: async (number) => pullRequestOf(await pull(number)),
    pullRequestsOf: async (commit) =>
      (await pages<Pull>(http, `${repository}/commits/${encodeURIComponent(commit)}/pulls`)).map(pullRequestOf),
    reviews: async (number) =>
      (await pages<RawReview>(http, `${repository}/pulls/${number}/reviews`)).flatMap(reviewOf),
    commits: async (number) => {
      const [{ commits: count = 0, head }, listed] = [
        await pull(number),
        await pages<Commit>(http, `${repository}/pulls/${number}/commits`),
      ];
      const pushers = await pushersOf(http, head);
      // GitHub lists the first 250.
      const unlisted = Array.from({ length: Math.max(0, count - listed.length) }, () => ({
        sha: '',
        accounts: [undefined],
      }));
      return [...pushedCommits(listed, pushers), ...unlisted];
    },
    upsertComment: async (number, marker, body, options) =>
      upsert(await commentCalls(http, repository, number, access.login), marker, body, options?.create),
  };
}

/** All entries of a list, page by page: `Link: <…>; rel="next"`. https://docs.github.com/rest/using-the-rest-api/using-pagination-in-the-rest-api */
async function pages<T>(http: ForgeHttp, path: string, expected: readonly number[] = [200]): Promise<T[]> {
  const entries: T[] = [];
  let next: string | undefined = path.includes('?') ? path : `${path}?per_page=100`;
  while (next !== undefined) {
    const { status, body, headers }: ForgeAnswer = await http.request('GET', next, { expected });
    if (status !== 200) return entries;
    entries.push(...(body as T[]));
    next = /<([^<>]+)>\s*;[^,]*\brel="next"/.exec(headers.get('link') ?? '')?.[1];
  }
  return entries;
}

function pullRequestOf({ number, user, html_url: url, base, head }: Pull): PullRequest {
  const repository = head.repo?.full_name ?? '';
  return {
    number,
    author: user?.login ?? ghost,
    base: { ref: base.ref, sha: base.sha },
    head: { ref: head.ref, sha: head.sha, repository },
    fork: repository.toLowerCase() !== base.repo.full_name.toLowerCase(),
    url,
  };
}

interface RawReview {
  readonly user: User | null;
  readonly state: string;
  readonly commit_id: string | null;
  readonly submitted_at?: string;
  readonly html_url: string;
}

const states: Readonly<Record<string, Review['state']>> = {
  APPROVED: 'approved',
  CHANGES_REQUESTED: 'changes-requested',
  COMMENTED: 'commented',
  DISMISSED: 'dismissed',
};

/** What is pending has not been said. */
function reviewOf({ user, state, commit_id: commit, submitted_at: at = '', html_url: url }: RawReview): Review[] {
  const known = states[state.toUpperCase()];
  return known ? [{ author: user?.login ?? ghost, state: known, commit: commit ?? '', at, url }] : [];
}

interface Activity {
  readonly after: string;
  readonly actor: User | null;
}

/**
 * Who made a commit the newest of the branch, by commit: whoever pushes may write any author and committer into a commit. Not every GitHub has the
 * list, and a token may lack the sight of a fork.
 * https://docs.github.com/rest/repos/repos#list-repository-activities
 */
async function pushersOf(
  http: ForgeHttp,
  { ref, repo }: Pull['head'],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const pushers = new Map<string, string[]>();
  if (!repo) return pushers;
  const path = `/repos/${repo.full_name.split('/').map(encodeURIComponent).join('/')}/activity?per_page=100&ref=${encodeURIComponent(`refs/heads/${ref}`)}`;
  for (const { after, actor } of await pages<Activity>(http, path, [200, 403, 404]))
    if (actor) pushers.set(after, [...(pushers.get(after) ?? []), actor.login]);
  return pushers;
}

function pushedCommits(commits: readonly Commit[], pushers: ReadonlyMap<string, readonly string[]>): PushedCommit[] {
  const known = new KnownAddresses();
  for (const { author, committer, commit } of commits) {
    known.learn(commit.author ?? {}, author?.login);
    if (committer?.login !== webFlow) known.learn(commit.committer ?? {}, committer?.login);
  }
  return commits.map(({ sha, author, committer, commit }) => {
    const inBrowser = committer?.login === webFlow && commit.verification?.verified === true;
    const accounts = [
      author?.login,
      ...(inBrowser ? [] : [committer?.login]),
      ...coAuthors(commit.message).map((email) => known.accountOf(email)),
      ...(pushers.get(sha) ?? []),
    ];
    return { sha, accounts: [...new Set(accounts)] };
  });
}

interface RawComment {
  readonly id: number;
  readonly user: User | null;
  readonly body?: string;
}

async function commentCalls(
  http: ForgeHttp,
  repository: string,
  number: number,
  login: string | undefined,
): Promise<Parameters<typeof upsert>[0]> {
  const allowed = async (method: 'POST' | 'PATCH' | 'DELETE', path: string, body?: string): Promise<boolean> => {
    const expected = [200, 201, 204, 403, 404];
    const json = body === undefined ? {} : { json: { body } };
    return (await http.request(method, path, { expected, ...json })).status < 400;
  };
  return {
    self: login ?? (await ownLogin(http)),
    list: async () =>
      (await pages<RawComment>(http, `${repository}/issues/${number}/comments`)).map(({ id, user, body }) => ({
        id,
        author: user?.login ?? ghost,
        body: body ?? '',
      })),
    create: (body) => allowed('POST', `${repository}/issues/${number}/comments`, body),
    update: (id, body) => allowed('PATCH', `${repository}/issues/comments/${id}`, body),
    remove: (id) => allowed('DELETE', `${repository}/issues/comments/${id}`),
  };
}

/** A person's token says whose it is; that of a workflow may not ask ("Resource not accessible by integration") and writes as this account. */
async function ownLogin(http: ForgeHttp): Promise<string> {
  const { status, body } = await http.request('GET', '/user', { expected: [200, 403] });
  return status === 200 ? (body as User).login : 'github-actions[bot]';
}
