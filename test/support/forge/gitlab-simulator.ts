import {
  startHttpSimulator,
  type HttpSimulator,
  type Reply,
  type SeenRequest,
} from '../../engine/simulators/http-simulator.ts';

/** A token: whose it is, and what it may do. A job token may do neither. */
export interface GitlabToken {
  readonly username: string;
  readonly scope: 'api' | 'read_api';
}

export interface GitlabNote {
  readonly id: number;
  readonly author: { readonly username: string };
  readonly system: boolean;
  readonly created_at: string;
  body: string;
}

export interface GitlabMergeRequest {
  readonly iid: number;
  readonly author: { readonly username: string };
  readonly source_branch: string;
  readonly target_branch: string;
  readonly source_project_id: number;
  readonly sha: string;
  readonly start_sha: string;
  readonly commits: readonly { readonly id: string }[];
  readonly approved_by: readonly object[];
  readonly versions: readonly object[];
}

/** GitLab's REST API on loopback, written from https://docs.gitlab.com/api/ (notes, merge requests, approvals). */
export interface GitlabSimulator extends HttpSimulator {
  /** Base address of the API. */
  readonly api: string;
  readonly tokens: Map<string, GitlabToken>;
  readonly mergeRequests: Map<number, GitlabMergeRequest>;
  readonly notes: Map<number, GitlabNote[]>;
  /** Other projects that may be seen: number → path. */
  readonly projects: Map<number, string>;
  addNote(iid: number, note: Partial<Omit<GitlabNote, 'author'>> & { readonly author: string }): GitlabNote;
}

const longestNote = 1_000_000;

/** Starts a simulator of one project, number 7. */
export async function startGitlab(project = 'acme/alerting'): Promise<GitlabSimulator> {
  const tokens = new Map<string, GitlabToken>();
  const mergeRequests = new Map<number, GitlabMergeRequest>();
  const notes = new Map<number, GitlabNote[]>();
  const projects = new Map<number, string>();
  let ids = 300;
  const addNote: GitlabSimulator['addNote'] = (iid, { author, ...more }) => {
    ids += 1;
    const created_at = new Date(Date.UTC(2026, 10, 23) + ids * 1000).toISOString();
    const note = { id: ids, system: false, body: '', created_at, ...more, author: { username: author } };
    notes.set(iid, [...(notes.get(iid) ?? []), note]);
    return note;
  };

  function answer(request: SeenRequest): Reply {
    if (!request.path.startsWith('/api/v4/')) return { status: 404, body: { error: '404 Not Found' } };
    const token = tokens.get(request.headers['private-token'] ?? '');
    if (!token) return message(401, '401 Unauthorized');
    const route = request.path.slice('/api/v4'.length);
    if (route === '/user') return { status: 200, body: { id: 1, username: token.username, bot: true } };
    const [, other = ''] = /^\/projects\/(\d+)$/.exec(route) ?? [];
    if (other !== '') {
      const path = projects.get(Number(other));
      return path === undefined
        ? message(404, '404 Project Not Found')
        : { status: 200, body: { id: Number(other), path_with_namespace: path } };
    }
    const below = [`/projects/7`, `/projects/${encodeURIComponent(project)}`].find((one) =>
      route.startsWith(`${one}/`),
    );
    if (below === undefined) return message(404, '404 Project Not Found');
    return inProject(route.slice(below.length), request, token);
  }

  function inProject(route: string, request: SeenRequest, token: GitlabToken): Reply {
    const [, sha] = /^\/repository\/commits\/([0-9a-f]{40})\/merge_requests$/.exec(route) ?? [];
    if (sha)
      return paged(
        request,
        [...mergeRequests.values()].filter(({ commits }) => commits.some(({ id }) => id === sha)).map(json),
      );
    const [, iid = '', rest = ''] = /^\/merge_requests\/(\d+)(.*)$/.exec(route) ?? [];
    const found = mergeRequests.get(Number(iid));
    if (!found) return message(404, '404 Not found');
    if (rest.startsWith('/notes')) return onNotes(rest.slice('/notes'.length), request, found, token);
    if (request.method !== 'GET') return { status: 405, body: { error: '405 Not Allowed' } };
    if (rest === '') return { status: 200, body: json(found) };
    if (rest === '/approvals') return { status: 200, body: { iid: found.iid, approved_by: found.approved_by } };
    if (rest === '/versions') return paged(request, found.versions.toReversed());
    if (rest === '/commits') return paged(request, found.commits.toReversed());
    return { status: 404, body: { error: '404 Not Found' } };
  }

  function onNotes(rest: string, request: SeenRequest, { iid }: GitlabMergeRequest, token: GitlabToken): Reply {
    const list = notes.get(iid) ?? [];
    if (request.method === 'GET' && rest === '')
      return paged(request, request.query.get('sort') === 'asc' ? list : list.toReversed());
    if (token.scope !== 'api')
      return {
        status: 403,
        body: {
          error: 'insufficient_scope',
          error_description: 'The request requires higher privileges.',
          scope: 'api',
        },
      };
    const note = list.find(({ id }) => `/${id}` === rest);
    if (rest !== '' && !note) return message(404, '404 Note Not Found');
    if (note && (note.system || note.author.username !== token.username)) return message(403, '403 Forbidden');
    if (request.method === 'DELETE' && note) {
      notes.set(
        iid,
        list.filter((one) => one !== note),
      );
      return { status: 204 };
    }
    const body = (request.body as { body?: unknown } | undefined)?.body;
    if (typeof body !== 'string') return { status: 400, body: { error: 'body is missing' } };
    if (body.length > longestNote) return message(400, 'Note is too long (maximum is 1000000 characters)');
    if (request.method === 'POST' && rest === '')
      return { status: 201, body: addNote(iid, { author: token.username, body }) };
    if (request.method !== 'PUT' || !note) return { status: 405, body: { error: '405 Not Allowed' } };
    note.body = body;
    return { status: 200, body: note };
  }

  function paged(request: SeenRequest, entries: readonly unknown[]): Reply {
    const size = Math.min(Number(request.query.get('per_page') ?? 20), 100);
    const page = Number(request.query.get('page') ?? 1);
    const last = Math.max(1, Math.ceil(entries.length / size));
    const headers = {
      'x-page': String(page),
      'x-per-page': String(size),
      'x-prev-page': page > 1 ? String(page - 1) : '',
      'x-next-page': page < last ? String(page + 1) : '',
      'x-total': String(entries.length),
      'x-total-pages': String(last),
    };
    return { status: 200, body: entries.slice((page - 1) * size, page * size), headers };
  }

  function json({ iid, start_sha, ...one }: GitlabMergeRequest): object {
    const { author, source_branch, target_branch, source_project_id, sha } = one;
    const web_url = `https://gitlab.example/${project}/-/merge_requests/${iid}`;
    return {
      iid,
      author,
      source_branch,
      target_branch,
      source_project_id,
      target_project_id: 7,
      sha,
      web_url,
      diff_refs: { base_sha: start_sha, head_sha: sha, start_sha },
      references: { short: `!${iid}`, relative: `!${iid}`, full: `${project}!${iid}` },
    };
  }

  const simulator = await startHttpSimulator(answer, { malformed: { status: 400, body: { error: 'invalid JSON' } } });
  return Object.assign(simulator, { api: `${simulator.url}/api/v4`, tokens, mergeRequests, notes, projects, addNote });
}

function message(status: number, text: string): Reply {
  return { status, body: { message: text } };
}
