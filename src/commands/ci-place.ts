import { readFile } from 'node:fs/promises';
import { UsageError, type Host } from '../cli/command.ts';
import type { Forge } from '../forge/forge.ts';
import { githubForge } from '../forge/github.ts';
import { gitlabForge } from '../forge/gitlab.ts';

/** Where `alerts ci` runs, and which pull request it is about. */
export interface CiPlace {
  readonly kind: 'github' | 'gitlab' | 'local';
  /** Absent when there is no token for it. */
  readonly forge?: Forge;
  /** Why there is none, for people. */
  readonly why?: string;
  readonly number?: number;
  /** Newest commit of the branch that is merged into. */
  readonly base?: string;
  /** Newest commit of the pull request. */
  readonly head?: string;
  /** The head lives in another repository. */
  readonly fork?: boolean;
}

type Environment = Host['env'];

/**
 * Reads where it runs from the environment: an event file of GitHub Actions, variables of GitLab CI, or neither. Hosts and tokens come from there
 * and nowhere else.
 * @throws UsageError when the event file cannot be read
 * @throws ForgeError when the pull request of a `workflow_run` cannot be found out
 */
export async function placeOf({ env }: Host): Promise<CiPlace> {
  if (env['GITHUB_ACTIONS'] === 'true' || env['GITHUB_REPOSITORY']) return github(env);
  if (env['GITLAB_CI'] === 'true') return gitlab(env);
  return { kind: 'local' };
}

interface Event {
  readonly pull_request?: {
    readonly number: number;
    readonly base: { readonly sha: string; readonly repo: { readonly full_name: string } };
    readonly head: { readonly sha: string; readonly repo: { readonly full_name: string } | null };
  };
  readonly workflow_run?: { readonly head_sha: string };
}

/** https://docs.github.com/actions/reference/workflows-and-actions/variables */
async function github(env: Environment): Promise<CiPlace> {
  const {
    GITHUB_TOKEN: token,
    GITHUB_REPOSITORY: repository = '',
    GITHUB_API_URL: url = 'https://api.github.com',
  } = env;
  const login = env['ALERTS_FORGE_LOGIN'];
  const forge = token ? githubForge({ url, token, repository, ...(login ? { login } : {}) }) : undefined;
  const where = { kind: 'github', ...(forge ? { forge } : { why: 'GITHUB_TOKEN is not set' }) } as const;
  const { pull_request: pull, workflow_run: run } = await eventOf(env['GITHUB_EVENT_PATH']);
  if (run) return { ...where, ...(await ofWorkflowRun(run.head_sha, env['GITHUB_SHA'], forge)) };
  if (!pull) return where;
  const { number, base, head } = pull;
  return { ...where, number, base: base.sha, head: head.sha, fork: head.repo?.full_name !== base.repo.full_name };
}

async function eventOf(file: string | undefined): Promise<Event> {
  if (!file) return {};
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Event;
  } catch {
    throw new UsageError(`The event file ${file} (GITHUB_EVENT_PATH) cannot be read as JSON.`);
  }
}

/** A workflow that follows another one is told a commit, and for forks no pull request. It runs at the newest commit of the default branch. */
async function ofWorkflowRun(
  head: string,
  base: string | undefined,
  forge: Forge | undefined,
): Promise<Partial<CiPlace>> {
  const pulls = (await forge?.pullRequestsOf(head)) ?? [];
  const found = pulls.find((pull) => pull.head.sha === head);
  return { head, ...(base ? { base } : {}), ...(found ? { number: found.number } : {}) };
}

/** https://docs.gitlab.com/ci/variables/predefined_variables/ */
function gitlab(env: Environment): CiPlace {
  const { GITLAB_TOKEN: token, CI_API_V4_URL: url, CI_MERGE_REQUEST_IID: iid } = env;
  const project = env['CI_MERGE_REQUEST_PROJECT_ID'] ?? env['CI_PROJECT_ID'] ?? '';
  const forge = token && url ? gitlabForge({ url, token, project }) : undefined;
  const where = {
    kind: 'gitlab',
    ...(forge ? { forge } : { why: 'GITLAB_TOKEN is not set, and a job token may not write notes' }),
  } as const;
  if (!iid) return where;
  const base = env['ALERTS_BASE'] ?? env['CI_MERGE_REQUEST_TARGET_BRANCH_SHA'] ?? env['CI_MERGE_REQUEST_DIFF_BASE_SHA'];
  const head = env['CI_MERGE_REQUEST_SOURCE_BRANCH_SHA'] || env['CI_COMMIT_SHA'];
  return {
    ...where,
    number: Number(iid),
    ...(base ? { base } : {}),
    ...(head ? { head } : {}),
    fork: env['CI_MERGE_REQUEST_SOURCE_PROJECT_ID'] !== project,
  };
}
