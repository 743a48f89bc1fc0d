import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Forge } from '../../../src/forge/forge.ts';
import { gitlabForge } from '../../../src/forge/gitlab.ts';
import { startGitlab, type GitlabSimulator } from '../../support/forge/gitlab-simulator.ts';

const marker = '<!-- alerts:ci -->';
const sha = (digit: string): string => digit.repeat(40);
let gitlab: GitlabSimulator;

beforeEach(async () => {
  gitlab = await startGitlab();
  gitlab.tokens.set('glpat-bot', { username: 'project_7_bot', scope: 'api' });
  gitlab.tokens.set('glpat-read', { username: 'project_7_bot', scope: 'read_api' });
  gitlab.mergeRequests.set(4, {
    iid: 4,
    author: { username: 'ana' },
    source_branch: 'raise-limit',
    target_branch: 'main',
    source_project_id: 7,
    sha: sha('c'),
    start_sha: sha('a'),
    commits: [],
    approved_by: [],
    versions: [],
  });
});
afterEach(() => gitlab.close());

function forge(token = 'glpat-bot'): Forge {
  const pauses = { now: () => 0, sleep: async () => undefined };
  return gitlabForge({ url: gitlab.api, token, project: 'acme/alerting' }, pauses);
}

function set(more: object): void {
  const known = gitlab.mergeRequests.get(4);
  if (known) gitlab.mergeRequests.set(4, { ...known, ...more });
}

function bodies(): string[] {
  return (gitlab.notes.get(4) ?? []).map(({ body }) => body);
}

it('tells a merge request, and one from a fork, seen or not', async () => {
  expect(await forge().pullRequest(4)).toEqual({
    number: 4,
    author: 'ana',
    base: { ref: 'main', sha: sha('a') },
    head: { ref: 'raise-limit', sha: sha('c'), repository: 'acme/alerting' },
    fork: false,
    url: 'https://gitlab.example/acme/alerting/-/merge_requests/4',
  });
  set({ source_project_id: 9 });
  expect(await forge().pullRequest(4)).toMatchObject({ fork: true, head: { repository: '' } });
  gitlab.projects.set(9, 'mallory/alerting');
  expect(await forge().pullRequest(4)).toMatchObject({ fork: true, head: { repository: 'mallory/alerting' } });
});

it('dates an approval by the commit that was the newest then, and says when it cannot', async () => {
  const version = (digit: string, created_at: string): object => ({ head_commit_sha: sha(digit), created_at });
  set({
    versions: [version('b', '2026-11-23T10:00:00.000Z'), version('c', '2026-11-23T12:00:00.000Z')],
    approved_by: [
      { user: { username: 'bo' }, approved_at: '2026-11-23T13:00:00.000+01:00' },
      { user: { username: 'cy' }, approved_at: '2026-11-23T11:59:59.000Z' },
      { user: { username: 'dee' } },
      { user: { username: 'eli' } },
    ],
  });
  gitlab.addNote(4, {
    author: 'dee',
    system: true,
    body: 'approved this merge request',
    created_at: '2026-11-23T12:30:00.000Z',
  });
  gitlab.addNote(4, { author: 'eli', body: 'approved this merge request', created_at: '2026-11-23T12:30:00.000Z' });
  const reviews = await forge().reviews(4);
  expect(Object.fromEntries(reviews.map(({ author, commit }) => [author, commit]))).toEqual({
    bo: sha('c'),
    cy: sha('b'),
    dee: sha('c'),
    eli: '',
  });
  expect(reviews.map(({ at }) => at)).toEqual(reviews.map(({ at }) => at).sort());
});

it('names who pushed and whose private addresses commits carry, oldest first, on all pages', async () => {
  const commit = (id: string, author_email: string, message = 'x'): object => ({
    id,
    author_email,
    committer_email: author_email,
    message,
  });
  const many = Array.from({ length: 101 }, (_, index) =>
    commit(index.toString(16).padStart(40, '0'), '12-ana@users.noreply.gitlab.com'),
  );
  set({
    commits: [
      ...many,
      commit(sha('e'), 'ana@acme.example', 'x\n\nCo-authored-by: B <3-bo@users.noreply.gitlab.com>'),
      commit(sha('f'), 'ana@acme.example'),
    ],
  });
  gitlab.addNote(4, {
    author: 'cy',
    system: true,
    body: `added 1 commit\n\n<ul><li>${'e'.repeat(8)} - Raise</li></ul>`,
  });
  gitlab.addNote(4, { author: 'mallory', body: `added 1 commit\n\n<ul><li>${'f'.repeat(8)} - Forged</li></ul>` });
  const commits = await forge().commits(4);
  expect(commits).toHaveLength(103);
  expect(commits[0]).toEqual({ sha: '0'.repeat(40), accounts: ['ana'] });
  expect(commits.slice(-2)).toEqual([
    { sha: sha('e'), accounts: [undefined, 'bo', 'cy'] },
    { sha: sha('f'), accounts: [undefined] },
  ]);
  expect((await forge().pullRequestsOf(sha('e'))).map(({ number }) => number)).toEqual([4]);
});

it('writes one note, edits it in place, deletes strays of its own and leaves what others wrote', async () => {
  expect(await forge().upsertComment(4, marker, `${marker}\none`)).toBe('created');
  expect(await forge().upsertComment(4, marker, `${marker}\none`)).toBe('unchanged');
  gitlab.addNote(4, { author: 'mallory', body: `${marker}\nforged` });
  for (let index = 0; index < 100; index += 1) gitlab.addNote(4, { author: 'bo', body: `talk ${index}` });
  gitlab.addNote(4, { author: 'project_7_bot', body: `${marker}\nstray` });
  expect(await forge().upsertComment(4, marker, `${marker}\ntwo`)).toBe('updated');
  expect(bodies().filter((body) => body.startsWith(marker))).toEqual([`${marker}\nforged`, `${marker}\ntwo`]);
});

it('says forbidden for a token that may only read, and what is wrong with one that nobody knows', async () => {
  expect(await forge('glpat-read').upsertComment(4, marker, `${marker}\none`)).toBe('forbidden');
  expect(bodies()).toEqual([]);
  const error = (await forge('glpat-x')
    .upsertComment(4, marker, marker)
    .catch((one: unknown) => one)) as Error;
  expect(error.message).toContain('was answered with 401 (401 Unauthorized). The token is wrong or has expired.');
  expect(error.message).not.toContain('glpat-x');
});

it('waits until the reset that GitLab names in seconds since 1970', async () => {
  const slept: number[] = [];
  const pauses = { now: () => 1_795_000_000_000, sleep: async (ms: number) => void slept.push(ms) };
  const headers = { 'ratelimit-reset': '1795000042', 'ratelimit-remaining': '0' };
  gitlab.fault({ kind: 'status', status: 429, headers, body: 'Retry later' });
  const one = gitlabForge({ url: gitlab.api, token: 'glpat-bot', project: '7' }, pauses);
  expect((await one.pullRequest(4)).number).toBe(4);
  expect(slept).toEqual([42_000]);
});
