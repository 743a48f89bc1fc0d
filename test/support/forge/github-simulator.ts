import {
  startHttpSimulator,
  type HttpSimulator,
  type Reply,
  type SeenRequest,
} from '../../engine/simulators/http-simulator.ts';

/** A token: whose it is (none for that of a workflow, which writes as `github-actions[bot]`), and whether it may write comments. */
export interface GithubToken {
  readonly login?: string;
  readonly write: boolean;
}

/** A pull request as the API returns it, in the fields that are documented and used. */
export interface GithubPull {
  readonly number: number;
  readonly user: { readonly login: string } | null;
  readonly base: { readonly ref: string; readonly sha: string };
  readonly head: { readonly ref: string; readonly sha: string; readonly repository: string | null };
  readonly commits: readonly object[];
  readonly reviews: readonly object[];
  /** Pushes to its branch, newest first; none where GitHub has no such list. */
  readonly activity?: readonly object[];
}

export interface GithubComment {
  readonly id: number;
  readonly user: { readonly login: string } | null;
  body: string;
}

/** GitHub's REST API on loopback, written from https://docs.github.com/rest (version 2022-11-28). */
export interface GithubSimulator extends HttpSimulator {
  readonly tokens: Map<string, GithubToken>;
  readonly pulls: Map<number, GithubPull>;
  /** Of each pull request, oldest first. */
  readonly comments: Map<number, GithubComment[]>;
  /** Entries per page when none are asked for; to make lists page. */
  largestPage: number;
  addComment(number: number, login: string | null, body: string): GithubComment;
}

const longestBody = 65_536;

/** Starts a simulator of one repository. */
export async function startGithub(repository = 'acme/alerting'): Promise<GithubSimulator> {
  const tokens = new Map<string, GithubToken>();
  const pulls = new Map<number, GithubPull>();
  const comments = new Map<number, GithubComment[]>();
  let ids = 100;
  const addComment = (number: number, login: string | null, body: string): GithubComment => {
    const comment = { id: (ids += 1), user: login === null ? null : { login }, body };
    comments.set(number, [...(comments.get(number) ?? []), comment]);
    return comment;
  };

  function answer(request: SeenRequest): Reply {
    const refused = refuseHeaders(request);
    if (refused) return refused;
    const token = tokens.get(/^Bearer (.+)$/.exec(request.headers['authorization'] ?? '')?.[1] ?? '');
    if (!token) return problem(401, 'Bad credentials');
    const { path, method } = request;
    if (path === '/user')
      return token.login === undefined
        ? problem(403, 'Resource not accessible by integration')
        : ok({ login: token.login });
    const active = [...pulls.values()].find(({ head }) => path === `/repos/${head.repository}/activity`);
    if (active && method === 'GET' && request.query.get('ref') === `refs/heads/${active.head.ref}`)
      return active.activity ? paged(request, active.activity) : problem(404, 'Not Found');
    const below = `/repos/${repository}`;
    if (!path.startsWith(`${below}/`)) return problem(404, 'Not Found');
    const route = path.slice(below.length);
    const [, number = ''] = /^\/(?:pulls|issues)\/(\d+)/.exec(route) ?? [];
    const pull = pulls.get(Number(number));
    if (method === 'GET' && pull) return read(route, pull, request);
    const [, sha] = /^\/commits\/([0-9a-f]{40})\/pulls$/.exec(route) ?? [];
    if (method === 'GET' && sha)
      return paged(request, [...pulls.values()].filter((one) => shas(one).includes(sha)).map(pullJson));
    return write(route, method, request, token, pull);
  }

  function read(route: string, pull: GithubPull, request: SeenRequest): Reply {
    const { number } = pull;
    if (route === `/pulls/${number}`) return ok(pullJson(pull));
    if (route === `/pulls/${number}/reviews`) return paged(request, pull.reviews);
    if (route === `/pulls/${number}/commits`) return paged(request, pull.commits.slice(0, 250));
    if (route === `/issues/${number}/comments`) return paged(request, comments.get(number) ?? []);
    return problem(404, 'Not Found');
  }

  function write(
    route: string,
    method: string,
    request: SeenRequest,
    token: GithubToken,
    pull: GithubPull | undefined,
  ): Reply {
    const login = token.login ?? 'github-actions[bot]';
    const [, id = ''] = /^\/issues\/comments\/(\d+)$/.exec(route) ?? [];
    const isNew = method === 'POST' && pull && route === `/issues/${pull.number}/comments`;
    const all = [...comments.values()].flat();
    const known = all.find((one) => one.id === Number(id));
    if (!isNew && !known) return problem(404, 'Not Found');
    if (!token.write) return problem(403, 'Resource not accessible by integration');
    if (known && known.user?.login !== login) return problem(403, 'Must have admin rights to Repository.');
    if (method === 'DELETE' && known) {
      for (const [number, list] of comments)
        comments.set(
          number,
          list.filter((one) => one !== known),
        );
      return { status: 204 };
    }
    const body = (request.body as { body?: unknown } | undefined)?.body;
    if (typeof body !== 'string' || body === '') return problem(422, 'Validation Failed', 'missing_field');
    if (body.length > longestBody)
      return problem(422, 'Validation Failed', `body is too long (maximum is ${longestBody} characters)`);
    if (isNew) return { status: 201, body: addComment(pull.number, login, body) };
    if (method !== 'PATCH' || !known) return problem(404, 'Not Found');
    known.body = body;
    return ok(known);
  }

  function paged(request: SeenRequest, entries: readonly unknown[]): Reply {
    const size = Math.min(Number(request.query.get('per_page') ?? 30), github.largestPage);
    const page = Number(request.query.get('page') ?? 1);
    const last = Math.max(1, Math.ceil(entries.length / size));
    const link = (to: number): string => {
      const query = new URLSearchParams([...request.query, ['per_page', String(size)], ['page', String(to)]]);
      return `<${simulator.url}${request.path}?${new URLSearchParams(Object.fromEntries(query))}>`;
    };
    const links = [
      ...(page > 1 ? [`${link(page - 1)}; rel="prev"`] : []),
      ...(page < last ? [`${link(page + 1)}; rel="next"`, `${link(last)}; rel="last"`] : []),
    ];
    const body = entries.slice((page - 1) * size, page * size);
    return { status: 200, body, ...(links.length > 0 ? { headers: { link: links.join(', ') } } : {}) };
  }

  function pullJson({ number, user, base, head, commits }: GithubPull): object {
    return {
      number,
      user,
      html_url: `https://github.example/${repository}/pull/${number}`,
      commits: commits.length,
      base: { ref: base.ref, sha: base.sha, repo: { full_name: repository } },
      head: { ref: head.ref, sha: head.sha, repo: head.repository === null ? null : { full_name: head.repository } },
    };
  }

  const simulator = await startHttpSimulator(answer, { malformed: problem(400, 'Problems parsing JSON') });
  const github = Object.assign(simulator, { tokens, pulls, comments, addComment, largestPage: 100 });
  return github;
}

/** Every request needs a user agent and, for this version of the API, these headers. */
function refuseHeaders({ headers, method, body }: SeenRequest): Reply | undefined {
  if (!headers['user-agent']) return { status: 403, body: 'Request forbidden by administrative rules.' };
  if (headers['accept'] !== 'application/vnd.github+json') return problem(415, "Unsupported 'Accept' header");
  if (headers['x-github-api-version'] !== '2022-11-28') return problem(400, 'Unsupported API version');
  if (method === 'GET' && body !== undefined) return problem(400, 'Problems parsing JSON');
  return undefined;
}

function shas(pull: GithubPull): string[] {
  return pull.commits.map((commit) => (commit as { sha: string }).sha);
}

function ok(body: unknown): Reply {
  return { status: 200, body };
}

function problem(status: number, message: string, detail?: string): Reply {
  const errors =
    detail === undefined
      ? {}
      : { errors: [{ resource: 'IssueComment', field: 'body', code: 'custom', message: detail }] };
  return { status, body: { message, ...errors, documentation_url: 'https://docs.github.com/rest' } };
}
