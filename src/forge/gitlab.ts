import { coAuthors, KnownAddresses } from './co-authors.ts';
import { upsert } from './comments.ts';
import type { Forge, PullRequest, PushedCommit, Review } from './forge.ts';
import { forgeHttp, type ForgeHttp, type Pauses } from './http.ts';

/** Which project on which GitLab. */
export interface GitlabAccess {
  /** `https://gitlab.example.com/api/v4`: `CI_API_V4_URL`. */
  readonly url: string;
  /** A project access token with the scope `api`: a job token may neither read merge requests nor write notes. */
  readonly token: string;
  /** Number or path of the project that is merged into. */
  readonly project: string;
}

interface User {
  readonly username: string;
}

interface MergeRequest {
  readonly iid: number;
  readonly author: User;
  readonly source_branch: string;
  readonly target_branch: string;
  readonly source_project_id: number;
  readonly target_project_id: number;
  readonly sha: string;
  readonly diff_refs?: { readonly start_sha: string | null } | null;
  readonly references: { readonly full: string };
  readonly web_url: string;
}

interface Note {
  readonly id: number;
  readonly body: string;
  readonly author: User;
  readonly system: boolean;
  readonly created_at: string;
}

/** GitLab's REST API, version 4. https://docs.gitlab.com/api/rest/ */
export function gitlabForge(access: GitlabAccess, pauses?: Pauses): Forge {
  const http = forgeHttp({ url: access.url, credential: ['private-token', access.token] }, pauses);
  const project = `/projects/${encodeURIComponent(access.project)}`;
  const at = (number: number): string => `${project}/merge_requests/${number}`;
  const notes = (number: number): Promise<Note[]> =>
    pages<Note>(http, `${at(number)}/notes`, { sort: 'asc', order_by: 'created_at' });
  return {
    kind: 'gitlab',
    pullRequest: async (number) => pullRequestOf(http, (await http.request('GET', at(number))).body as MergeRequest),
    pullRequestsOf: async (commit) => {
      const found = await pages<MergeRequest>(
        http,
        `${project}/repository/commits/${encodeURIComponent(commit)}/merge_requests`,
      );
      return Promise.all(found.map((one) => pullRequestOf(http, one)));
    },
    reviews: async (number) => {
      const { body } = await http.request('GET', `${at(number)}/approvals`);
      const { approved_by: approvals } = body as Approvals;
      if (approvals.length === 0) return [];
      const { web_url: url } = (await http.request('GET', at(number))).body as MergeRequest;
      return reviewsOf(approvals, await notes(number), await pages<Version>(http, `${at(number)}/versions`), url);
    },
    commits: async (number) => pushedCommits(await pages<Commit>(http, `${at(number)}/commits`), await notes(number)),
    upsertComment: async (number, marker, body, options) =>
      upsert(await commentCalls(http, `${at(number)}/notes`, () => notes(number)), marker, body, options?.create),
  };
}

/** All entries of a list, page by page: `X-Next-Page`, empty on the last. https://docs.gitlab.com/api/rest/#pagination */
async function pages<T>(http: ForgeHttp, path: string, query: Readonly<Record<string, string>> = {}): Promise<T[]> {
  const entries: T[] = [];
  for (let page = '1'; page !== '';) {
    const { body, headers } = await http.request('GET', path, { query: { ...query, per_page: '100', page } });
    entries.push(...(body as T[]));
    page = headers.get('x-next-page') ?? '';
  }
  return entries;
}

async function pullRequestOf(http: ForgeHttp, one: MergeRequest): Promise<PullRequest> {
  const fork = one.source_project_id !== one.target_project_id;
  const [target = ''] = one.references.full.split('!');
  return {
    number: one.iid,
    author: one.author.username,
    base: { ref: one.target_branch, sha: one.diff_refs?.start_sha ?? '' },
    head: {
      ref: one.source_branch,
      sha: one.sha,
      repository: fork ? await pathOf(http, one.source_project_id) : target,
    },
    fork,
    url: one.web_url,
  };
}

/** Empty for a fork that the token may not see. */
async function pathOf(http: ForgeHttp, project: number): Promise<string> {
  const { status, body } = await http.request('GET', `/projects/${project}`, { expected: [200, 403, 404] });
  return status === 200 ? (body as { readonly path_with_namespace: string }).path_with_namespace : '';
}

interface Approvals {
  /** `approved_at` came late; before, only the note of the approval has its time. */
  readonly approved_by: readonly { readonly user: User; readonly approved_at?: string | null }[];
}

interface Version {
  readonly head_commit_sha: string;
  readonly created_at: string;
}

/**
 * GitLab knows who approves now and not what they saw: the commit is the newest of the version that was there when they approved.
 * https://docs.gitlab.com/api/merge_requests/#get-merge-request-diff-versions
 */
function reviewsOf(
  approvals: Approvals['approved_by'],
  notes: readonly Note[],
  versions: readonly Version[],
  url: string,
): Review[] {
  const said = (username: string): string | undefined =>
    notes.findLast(
      (note) => note.system && note.author.username === username && note.body === 'approved this merge request',
    )?.created_at;
  const oldestFirst = [...versions].sort((a, b) => Date.parse(a.created_at) - Date.parse(b.created_at));
  return approvals
    .map(({ user, approved_at: when }): Review => {
      const instant = when ?? said(user.username) ?? '';
      const seen = oldestFirst.findLast((one) => Date.parse(one.created_at) <= Date.parse(instant));
      const at = instant === '' ? '' : new Date(instant).toISOString();
      return { author: user.username, state: 'approved', commit: seen?.head_commit_sha ?? '', at, url };
    })
    .sort((a, b) => (a.at < b.at ? -1 : 1));
}

interface Commit {
  readonly id: string;
  readonly message: string;
  readonly author_email: string;
  readonly committer_email: string;
}

/**
 * The REST API tells addresses of commits, not accounts. Accounts come from private commit addresses, and who pushed from the notes that GitLab
 * itself writes about pushes. https://docs.gitlab.com/user/profile/#use-an-automatically-generated-private-commit-email
 */
function pushedCommits(commits: readonly Commit[], notes: readonly Note[]): PushedCommit[] {
  const known = new KnownAddresses();
  return commits.toReversed().map(({ id, message, author_email: author, committer_email: committer }) => {
    const people = [author, committer, ...coAuthors(message)].map((email) => known.accountOf(email));
    return { sha: id, accounts: [...new Set([...people, ...pushersOf(id, notes)])] };
  });
}

/** `added 2 commits`, then a list that names them by the first digits. */
function pushersOf(sha: string, notes: readonly Note[]): string[] {
  return notes
    .filter(({ system, body }) => system && /^added \d+ (?:new )?commits?/.test(body))
    .filter(({ body }) =>
      [...body.matchAll(/<li>([0-9a-f]{7,40}) - /g)].some(([, start = '-']) => sha.startsWith(start)),
    )
    .map(({ author }) => author.username);
}

async function commentCalls(
  http: ForgeHttp,
  path: string,
  notes: () => Promise<Note[]>,
): Promise<Parameters<typeof upsert>[0]> {
  const allowed = async (method: 'POST' | 'PUT' | 'DELETE', where: string, body?: string): Promise<boolean> => {
    const expected = [200, 201, 204, 403, 404];
    const json = body === undefined ? {} : { json: { body } };
    return (await http.request(method, where, { expected, ...json })).status < 400;
  };
  return {
    self: ((await http.request('GET', '/user')).body as User).username,
    list: async () =>
      (await notes())
        .filter(({ system }) => !system)
        .map(({ id, author, body }) => ({ id, author: author.username, body })),
    create: (body) => allowed('POST', path, body),
    update: (id, body) => allowed('PUT', `${path}/${id}`, body),
    remove: (id) => allowed('DELETE', `${path}/${id}`),
  };
}
