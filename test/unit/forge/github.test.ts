import { afterEach, beforeEach, expect, it } from 'vitest';
import { ForgeError, type Forge } from '../../../src/forge/forge.ts';
import { githubForge } from '../../../src/forge/github.ts';
import type { Pauses } from '../../../src/forge/http.ts';
import { startGithub, type GithubSimulator } from '../../support/forge/github-simulator.ts';

const marker = '<!-- alerts:ci -->';
const workflow = 'ghs_workflow';
const bot = 'github-actions[bot]';
const sha = (digit: string): string => digit.repeat(40);
let github: GithubSimulator;
let slept: number[];
let pauses: Pauses;

beforeEach(async () => {
  github = await startGithub();
  github.tokens.set(workflow, { write: true });
  github.tokens.set('ghs_fork', { write: false });
  github.pulls.set(12, {
    number: 12,
    user: { login: 'ana' },
    base: { ref: 'main', sha: sha('a') },
    head: { ref: 'raise-limit', sha: sha('c'), repository: 'acme/alerting' },
    commits: [],
    reviews: [],
  });
  slept = [];
  let now = 1_795_000_000_000;
  pauses = { now: () => now, sleep: async (ms) => void (slept.push(ms), (now += ms)) };
});
afterEach(() => github.close());

function forge(token = workflow): Forge {
  return githubForge({ url: github.url, token, repository: 'acme/alerting' }, pauses);
}

function bodies(): string[] {
  return (github.comments.get(12) ?? []).map(({ body }) => body);
}

function setPull(more: object): void {
  const known = github.pulls.get(12);
  if (known) github.pulls.set(12, { ...known, ...more });
}

it('tells a pull request, and that of a fork whose repository is gone', async () => {
  expect(await forge().pullRequest(12)).toEqual({
    number: 12,
    author: 'ana',
    base: { ref: 'main', sha: sha('a') },
    head: { ref: 'raise-limit', sha: sha('c'), repository: 'acme/alerting' },
    fork: false,
    url: 'https://github.example/acme/alerting/pull/12',
  });
  setPull({ head: { ref: 'x', sha: sha('c'), repository: null }, user: null });
  expect(await forge().pullRequest(12)).toMatchObject({ fork: true, author: 'ghost', head: { repository: '' } });
});

it('reads reviews of all pages in their order, without those that are not submitted', async () => {
  github.largestPage = 2;
  const review = (login: string | null, state: string, commit_id: string | null): object => ({
    user: login === null ? null : { login },
    state,
    commit_id,
    submitted_at: '2026-11-23T10:00:00Z',
    html_url: 'https://github.example/r',
  });
  setPull({
    reviews: [
      review('bo', 'COMMENTED', sha('b')),
      review('cy', 'PENDING', sha('b')),
      review('bo', 'APPROVED', sha('c')),
      review(null, 'DISMISSED', null),
      review('dee', 'CHANGES_REQUESTED', sha('c')),
    ],
  });
  const reviews = await forge().reviews(12);
  expect(github.requests.map(({ query }) => query.get('page'))).toEqual([null, '2', '3']);
  expect(reviews.map(({ author, state, commit }) => [author, state, commit])).toEqual([
    ['bo', 'commented', sha('b')],
    ['bo', 'approved', sha('c')],
    ['ghost', 'dismissed', ''],
    ['dee', 'changes-requested', sha('c')],
  ]);
});

interface Made {
  readonly digit: string;
  readonly author: string | null;
  readonly committer: string | null;
  readonly message?: string;
  readonly verified?: boolean;
}

function commit({ digit, author, committer, message = 'x', verified = false }: Made): object {
  const user = (login: string | null): object | null => (login === null ? null : { login });
  const signature = (login: string | null): object => ({ name: 'n', email: `${login ?? 'stranger'}@acme.example` });
  return {
    sha: sha(digit),
    author: user(author),
    committer: user(committer),
    commit: { message, author: signature(author), committer: signature(committer), verification: { verified } },
  };
}

it('names every account that had a hand in a commit, and says which it cannot tell', async () => {
  const trailer = (email: string): string => `Raise\n\nCo-authored-by: Somebody <${email}>`;
  setPull({
    commits: [
      commit({ digit: '1', author: 'ana', committer: 'bo' }),
      commit({ digit: '2', author: null, committer: 'ana' }),
      commit({ digit: '3', author: 'ana', committer: 'ana', message: trailer('BO@acme.example') }),
      commit({ digit: '4', author: 'ana', committer: 'ana', message: trailer('77+cy@users.noreply.github.com') }),
      commit({ digit: '5', author: 'ana', committer: 'ana', message: trailer('who@elsewhere.example') }),
      commit({ digit: '6', author: 'ana', committer: 'web-flow', verified: true }),
      commit({ digit: '7', author: 'ana', committer: 'web-flow' }),
    ],
  });
  expect((await forge().commits(12)).map(({ accounts }) => accounts)).toEqual([
    ['ana', 'bo'],
    [undefined, 'ana'],
    ['ana', 'bo'],
    ['ana', 'cy'],
    ['ana', undefined],
    ['ana'],
    ['ana', 'web-flow'],
  ]);
  expect((await forge().pullRequestsOf(sha('3'))).map(({ number }) => number)).toEqual([12]);
  expect(await forge().pullRequestsOf(sha('9'))).toEqual([]);
});

it('names who pushed, whatever author and committer the commit carries', async () => {
  github.largestPage = 1;
  const forged = commit({ digit: '2', author: 'ana', committer: 'ana' });
  const push = (digit: string, login: string | null): object => ({
    before: sha('0'),
    after: sha(digit),
    ref: 'refs/heads/raise-limit',
    activity_type: 'push',
    actor: login === null ? null : { login },
  });
  setPull({
    commits: [commit({ digit: '1', author: 'ana', committer: 'ana' }), forged],
    activity: [push('2', 'mallory'), push('2', null), push('1', 'ana')],
  });
  expect((await forge().commits(12)).map(({ accounts }) => accounts)).toEqual([['ana'], ['ana', 'mallory']]);
});

it('does not let commits beyond those that GitHub lists pass for none', async () => {
  setPull({ commits: Array.from({ length: 252 }, () => commit({ digit: '1', author: 'ana', committer: 'ana' })) });
  const commits = await forge().commits(12);
  expect(commits).toHaveLength(252);
  expect(commits.slice(250)).toEqual([
    { sha: '', accounts: [undefined] },
    { sha: '', accounts: [undefined] },
  ]);
});

it('writes one comment, edits it in place and leaves it when nothing differs', async () => {
  expect(await forge().upsertComment(12, marker, `${marker}\none`)).toBe('created');
  expect(await forge().upsertComment(12, marker, `${marker}\ntwo`)).toBe('updated');
  for (const one of github.comments.get(12) ?? []) one.body = `${marker}\r\ntwo\r\n`;
  expect(await forge().upsertComment(12, marker, `${marker}\ntwo`)).toBe('unchanged');
  expect(github.comments.get(12)).toHaveLength(1);
});

it('finds its comment on a later page, deletes strays of its own and leaves what others wrote, with forged markers or not', async () => {
  github.largestPage = 2;
  github.addComment(12, 'mallory', `${marker}\nforged`);
  github.addComment(12, bot, `${marker}\nstray`);
  github.addComment(12, bot, `Another job quotes somebody: ${marker}`);
  github.addComment(12, null, `${marker}\nof a deleted account`);
  github.addComment(12, bot, `${marker}\nold`);
  expect(await forge().upsertComment(12, marker, `${marker}\nnew`)).toBe('updated');
  expect(bodies()).toEqual([
    `${marker}\nforged`,
    `Another job quotes somebody: ${marker}`,
    `${marker}\nof a deleted account`,
    `${marker}\nnew`,
  ]);
});

it('writes as the person whose token it is, or as the app that is named', async () => {
  github.tokens.set('ghp_ana', { login: 'ana', write: true });
  github.addComment(12, bot, `${marker}\nof the workflow`);
  expect(await forge('ghp_ana').upsertComment(12, marker, `${marker}\nmine`)).toBe('created');
  expect(await forge('ghp_ana').upsertComment(12, marker, `${marker}\nmine, again`)).toBe('updated');
  expect(bodies()).toEqual([`${marker}\nof the workflow`, `${marker}\nmine, again`]);
});

it('creates none when only an existing one is to be edited', async () => {
  expect(await forge().upsertComment(12, marker, `${marker}\nfine`, { create: false })).toBe('unchanged');
  expect(bodies()).toEqual([]);
  github.addComment(12, bot, `${marker}\nred`);
  expect(await forge().upsertComment(12, marker, `${marker}\nfine`, { create: false })).toBe('updated');
});

it('says forbidden for a token that may only read', async () => {
  expect(await forge('ghs_fork').upsertComment(12, marker, `${marker}\none`)).toBe('forbidden');
  github.addComment(12, bot, `${marker}\nred`);
  expect(await forge('ghs_fork').upsertComment(12, marker, `${marker}\ntwo`)).toBe('forbidden');
  expect(bodies()).toEqual([`${marker}\nred`]);
});

it('takes 65,536 characters and says why more are refused', async () => {
  const fits = marker + 'x'.repeat(65_536 - marker.length);
  expect(await forge().upsertComment(12, marker, fits)).toBe('created');
  await expect(forge().upsertComment(12, marker, `${fits}x`)).rejects.toThrow(/422.*too long.*65536/);
});

it('never says the token, even where the forge repeats it', async () => {
  const fault = { status: 400, body: { message: `no such token: ghs_secret` } } as const;
  github.fault({ kind: 'status', ...fault });
  const error = (await forge('ghs_secret')
    .pullRequest(12)
    .catch((one: unknown) => one)) as Error;
  expect(error).toBeInstanceOf(ForgeError);
  expect(error.message).toContain('***');
  expect(error.message).not.toContain('ghs_secret');
  await expect(forge('ghs_secret').pullRequest(12)).rejects.toThrow(
    `GET /repos/acme/alerting/pulls/12 at ${github.url} was answered with 401 (Bad credentials). The token is wrong or has expired.`,
  );
});

it('waits as long as GitHub says: seconds of Retry-After, or until the reset of a limit that is used up', async () => {
  github.fault({ kind: 'status', status: 429, headers: { 'retry-after': '7' } });
  await forge().pullRequest(12);
  github.fault({
    kind: 'status',
    status: 403,
    headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(pauses.now() / 1000 + 30) },
    body: { message: 'API rate limit exceeded' },
  });
  await forge().pullRequest(12);
  github.fault({ kind: 'status', status: 429 });
  await forge().pullRequest(12);
  expect(slept).toEqual([7000, 30_000, 60_000]);
});

it('gives up on a limit that lasts longer than a pipeline waits', async () => {
  github.fault({ kind: 'status', status: 429, headers: { 'retry-after': '3600' } });
  await expect(forge().pullRequest(12)).rejects.toThrow('It counts too many requests: run the job again later.');
  expect(slept).toEqual([]);
});

it('asks again for what may be asked twice, and never creates a second comment after a lost answer', async () => {
  github.fault({ kind: 'status', status: 502, times: 2 });
  github.fault({ kind: 'close' });
  expect((await forge().pullRequest(12)).number).toBe(12);
  github.fault({ kind: 'commit-then-close', method: 'POST' });
  await expect(forge().upsertComment(12, marker, `${marker}\none`)).rejects.toThrow(/POST .*failed: /);
  expect(bodies()).toEqual([`${marker}\none`]);
  github.fault({ kind: 'commit-then-status', method: 'PATCH', status: 502 });
  expect(await forge().upsertComment(12, marker, `${marker}\ntwo`)).toBe('updated');
  expect(bodies()).toEqual([`${marker}\ntwo`]);
});

it('takes its token to no other host: neither by a link nor by a redirect', async () => {
  const other = await startGithub();
  try {
    const headers = { link: `<${other.url}/repos/acme/alerting/pulls/12/reviews?page=2>; rel="next"` };
    github.fault({ kind: 'status', status: 200, headers, body: [] });
    await expect(forge().reviews(12)).rejects.toThrow(/Nothing was sent there/);
    github.fault({ kind: 'status', status: 302, headers: { location: `${other.url}/` } });
    await expect(forge().pullRequest(12)).rejects.toThrow(/302/);
    expect(other.requests).toEqual([]);
  } finally {
    await other.close();
  }
});
