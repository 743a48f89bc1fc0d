import { Ajv } from 'ajv';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { CommandResult } from '../../../src/cli/command.ts';
import { run, type CiOptions } from '../../../src/commands/ci.ts';
import type { CheckExample } from '../../../src/readiness/check.ts';
import { checkExampleFiles } from '../../../src/readiness/examples/example-files.ts';
import { checks } from '../../../src/readiness/registry.generated.ts';
import { git } from '../../ci/fixture.ts';
import { startGithub, type GithubSimulator } from '../../support/forge/github-simulator.ts';
import { testHost } from '../../support/host.ts';

const token = 'ghs_token_of_the_job';
let folder: string;
let github: GithubSimulator;
let base: string;

beforeEach(async () => {
  folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'alerts-ci-unit-')));
  github = await startGithub();
  github.tokens.set(token, { write: true });
  git(folder, 'init', '--quiet', '--initial-branch', 'main');
  base = commit(checkExampleFiles({}));
  git(folder, 'checkout', '--quiet', '-b', 'change');
});
afterEach(async () => {
  await github.close();
  rmSync(folder, { recursive: true, force: true });
});

function commit(files: Readonly<Record<string, string>>): string {
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(folder, 'alerts', name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  git(folder, 'add', '--all');
  git(folder, 'commit', '--quiet', '--message', 'change');
  return git(folder, 'rev-parse', 'HEAD');
}

interface Ran extends CommandResult {
  readonly stdout: string;
  readonly stderr: string;
  readonly summary: string;
}

async function ci(options: Partial<CiOptions> = {}, fork = false, reviews: readonly object[] = []): Promise<Ran> {
  const [event, summary] = ['event.json', 'summary.md'].map((name) => path.join(folder, '.git', name)) as [
    string,
    string,
  ];
  const head = git(folder, 'rev-parse', 'HEAD');
  const ours = { full_name: 'acme/alerting' };
  const headRepository = fork ? { full_name: 'mallory/alerting' } : ours;
  const pull = { number: 12, base: { sha: base, repo: ours }, head: { sha: head, repo: headRepository } };
  github.pulls.set(12, {
    number: 12,
    user: { login: 'ana' },
    base: { ref: 'main', sha: base },
    head: { ref: 'change', sha: head, repository: headRepository.full_name },
    commits: [
      {
        sha: head,
        author: { login: 'ana' },
        committer: { login: 'ana' },
        commit: { message: 'x', author: {}, committer: {} },
      },
    ],
    reviews,
  });
  writeFileSync(event, JSON.stringify({ pull_request: pull }));
  writeFileSync(summary, 'of a step before\n');
  const env = {
    GITHUB_ACTIONS: 'true',
    GITHUB_API_URL: github.url,
    GITHUB_EVENT_PATH: event,
    GITHUB_REPOSITORY: 'acme/alerting',
    GITHUB_STEP_SUMMARY: summary,
    GITHUB_TOKEN: token,
  };
  return { ...(await local(options, env)), summary: readFileSync(summary, 'utf8') };
}

async function local(options: Partial<CiOptions>, env: Record<string, string> = {}): Promise<Ran> {
  const result = await run({ dir: 'alerts', ...options }, testHost({ cwd: folder, env }));
  const of = (stream: 'stdout' | 'stderr'): string =>
    result.outputs
      .filter(({ target }) => target === stream)
      .map(({ text }) => text)
      .join('');
  return { ...result, stdout: of('stdout'), stderr: of('stderr'), summary: '' };
}

function bad(id: string): CheckExample {
  const example = checks.find((check) => check.id === id)?.examples.bad[0];
  if (!example) throw new Error(`no example of ${id}`);
  return example;
}

const comments = (): string[] => (github.comments.get(12) ?? []).map(({ body }) => body);

it('says nothing on a change that changes nothing, but in the summary', async () => {
  commit({
    'payments/checkout-api.yaml': `# Looked through.\n${checkExampleFiles({})['payments/checkout-api.yaml'] ?? ''}`,
  });
  const { exitCode, stderr, summary } = await ci();
  expect([exitCode, stderr, comments()]).toEqual([0, '', []]);
  expect(summary).toMatch(/^of a step before\n<!-- alerts:ci alerts -->\n### ✅ alerts: all is well/);
});

it('is red for an enforced check, says what the change brought with the next command, and turns green in place', async () => {
  commit(checkExampleFiles(bad('coverage/latency')));
  const red = await ci();
  expect([red.exitCode, red.stderr]).toEqual([1, 'Comment on pull request 12 created.\n']);
  expect(comments()[0]).toContain('**What fails because of this change**');
  expect(comments()[0]).toContain('→ <code>alerts new alert checkout-api/latency --category latency</code>');
  expect(comments()[0]).toMatch(
    /\| checkout-api \| payments \| 1 \| gold → \*\*\S+\*\* \| \*\*\d+\*\* \| coverage\/latency/,
  );
  commit(checkExampleFiles({}));
  const green = await ci();
  expect([green.exitCode, green.stderr]).toEqual([0, 'Comment on pull request 12 updated.\n']);
  expect(comments()).toHaveLength(1);
  expect(comments()[0]).toContain('### ✅ alerts: all is well');
  expect((await ci()).stderr).toBe('');
});

it('does not blame a change for what was there before', async () => {
  git(folder, 'checkout', '--quiet', 'main');
  const files = checkExampleFiles(bad('coverage/latency'));
  base = commit(files);
  git(folder, 'checkout', '--quiet', '-b', 'later');
  commit({ ...files, 'payments/checkout-api.yaml': `# Looked through.\n${files['payments/checkout-api.yaml'] ?? ''}` });
  await ci();
  expect(comments()[0] ?? '').not.toContain('because of this change');
  expect(comments()[0]).toMatch(/to mend before this can be merged, none of them new/);
});

it('is not red for warnings', async () => {
  commit(checkExampleFiles(bad('runbook/rollback')));
  const { exitCode } = await ci();
  expect(exitCode).toBe(0);
  expect(comments()[0]).toContain('### ⚠️ alerts: nothing blocks, 1 warning');
});

it('is red for a test that fails, at its line', async () => {
  const { 'payments/tests.yaml': tests = '' } = checkExampleFiles({});
  commit({ 'payments/tests.yaml': tests.replace('state: ok', 'state: alert') });
  const { exitCode, stdout } = await ci();
  expect(exitCode).toBe(1);
  expect(stdout).toMatch(/^::error file=alerts\/payments\/tests\.yaml,line=\d+,.*title=test\/failed/m);
});

it('says in one line why there is no comment: a fork, a token that may not write, none at all, a forge that refuses', async () => {
  commit(checkExampleFiles(bad('coverage/latency')));
  github.tokens.set(token, { write: false });
  const instead = 'The summary of this job has everything.\n';
  expect((await ci({}, true)).stderr).toBe(
    `No comment on pull request 12: it comes from a fork, whose jobs may not write. ${instead}`,
  );
  expect((await ci()).stderr).toBe(
    `No comment on pull request 12: the token may not write (pull-requests: write). ${instead}`,
  );
  github.tokens.clear();
  const refused = await ci();
  expect(refused.exitCode).toBe(1);
  expect(refused.stderr).toMatch(/^No comment on pull request 12: GET \/user at \S+ was answered with 401 .*\n$/);
  expect(refused.stderr).not.toContain(token);
  expect((await ci({ comment: false })).stderr).toBe('');
});

it('compares with a branch without any forge, and says what to name without one', async () => {
  commit(checkExampleFiles(bad('coverage/latency')));
  expect((await local({ base: 'main' })).exitCode).toBe(1);
  await expect(local({})).rejects.toThrow('Name the branch that the change is for: --base origin/main.');
  await expect(local({ base: 'nowhere' })).rejects.toThrow('There is no revision "nowhere"');
  await expect(local({ pullRequest: '7' })).rejects.toThrow('--pull-request: There is no forge to ask');
  await expect(ci({ pullRequest: 'x' })).rejects.toThrow('--pull-request: "x" is no number of a pull request.');
  expect(github.requests).toEqual([]);
});

it('puts initials in the place of people in every format', async () => {
  const files = checkExampleFiles({});
  const people = files['people.yaml'] ?? '';
  const squad = files['payments/squad.yaml'] ?? '';
  const turned = squad.replace(/(participants:\n)(\s+- )(\S+)\n(\s+- )(\S+)\n/, '$1$2$5\n$4$3\n');
  expect(turned).not.toBe(squad);
  commit({ 'payments/squad.yaml': turned, 'people.yaml': people.replace('email: ana@', 'email: ana.moreau@') });
  const names = ['text', 'json', 'markdown', 'gitlab', 'sarif'];
  const { outputs } = await ci({ format: [...names.map((name) => `${name}=${name}`), 'github'] });
  const everything = [...outputs.map(({ text }) => text), ...comments()].join('\n');
  for (const [, personal = ''] of people.matchAll(/^(?:name|email): (.*)$/gm))
    expect(everything).not.toContain(personal);
  expect(everything).not.toContain('ana.moreau@');
  expect(comments()[0]).toContain('**Who is on call**');
});

it('holds back what a change softens in policy until somebody of the base group approves its newest commit', async () => {
  git(folder, 'checkout', '--quiet', 'main');
  const project = (more: string): Record<string, string> => {
    const files = checkExampleFiles({ project: more });
    const people = (files['people.yaml'] ?? '').replace(/^id: bo$/m, 'id: bo\naccounts: { github: bo-at-work }');
    return { ...files, 'people.yaml': people };
  };
  base = commit(project('{}'));
  git(folder, 'checkout', '--quiet', '-b', 'soften');
  const head = commit(project('readiness: { checks: { coverage/latency: { stage: warn } } }'));
  const review = {
    user: { login: 'bo-at-work' },
    state: 'APPROVED',
    commit_id: head,
    submitted_at: '2026-11-23T11:00:00Z',
    html_url: 'x',
  };
  expect((await ci({ format: ['json'] })).stdout).toContain('"rule": "policy/');
  const approved = await ci({ format: ['json'] }, false, [review]);
  expect(approved.stdout).not.toContain('"rule": "policy/');
  expect(approved.stdout).toContain('Approved at its newest commit');
  const older = await ci({ format: ['json'] }, false, [{ ...review, commit_id: base }]);
  expect(older.stdout).toContain('"rule": "policy/');
  github.fault({ kind: 'status', status: 404, path: /reviews/ });
  const unknown = await ci({ format: ['json'] }, false, [review]);
  expect(unknown.stdout).toContain('Approvals are not known: GET /repos/acme/alerting/pulls/12/reviews');
});

it('does not take a forge that cannot be asked for an approval: what is not on record is unknown', async () => {
  git(folder, 'checkout', '--quiet', 'main');
  base = commit(checkExampleFiles({ project: 'readiness: { approvals: { tiers: [1] } }' }));
  git(folder, 'checkout', '--quiet', '-b', 'unasked');
  const file = 'payments/checkout-api.yaml';
  const text = checkExampleFiles({})[file] ?? '';
  commit({ [file]: text.replace(/description: .*/, 'description: Something else fails') });
  const approval = async (): Promise<unknown> => {
    const { stdout } = await ci({ format: ['json'] });
    const { applications } = JSON.parse(stdout) as { applications: { checks: { id: string }[] }[] };
    return applications[0]?.checks.find(({ id }) => id === 'approval/valid');
  };
  expect(await approval()).toMatchObject({ verdict: 'fail' });
  github.fault({ kind: 'status', status: 404, path: /reviews/ });
  expect(await approval()).toMatchObject({
    verdict: 'unknown',
    reason: expect.stringContaining('Approvals are not known: GET /repos/acme/alerting/pulls/12/reviews') as string,
  });
});

it('keeps to the limits of annotations, the worst first, and starts no command from a text', async () => {
  const lines = Array.from({ length: 14 }, (_, index) => `x${index}: 1`).join('\n');
  commit({
    'payments/checkout-api.yaml': `${checkExampleFiles({})['payments/checkout-api.yaml'] ?? ''}\n${lines}\n"::error::forged": 1\n`,
  });
  const { stdout } = await ci();
  const kinds = [...stdout.matchAll(/^::(error|warning|notice) /gm)].map(([, kind]) => kind);
  expect(kinds.filter((kind) => kind === 'error')).toHaveLength(10);
  expect(kinds).toEqual([...kinds].sort((a, b) => Number(a !== 'error') - Number(b !== 'error')));
  const [, stop] = /^::stop-commands::(\w+)$/m.exec(stdout) ?? [];
  expect(stdout.trimEnd().endsWith(`::${stop}::`)).toBe(true);
});

it('prints JSON as its schema says', async () => {
  commit(checkExampleFiles(bad('coverage/latency')));
  const { stdout } = await ci({ format: ['json'] });
  const read = (name: string): object =>
    JSON.parse(readFileSync(`schemas/reports/${name}.schema.json`, 'utf8')) as object;
  const ajv = new Ajv({ strict: true, allowUnionTypes: true, strictRequired: false });
  const validate = ajv
    .addSchema(read('plan'), 'plan.schema.json')
    .addSchema(read('findings'), 'findings.schema.json')
    .compile(read('ci'));
  const report = JSON.parse(stdout) as {
    blocks: boolean;
    fresh: number[];
    applications: { before: string; level: string }[];
  };
  expect(validate(report) || validate.errors).toBe(true);
  expect(report.blocks).toBe(true);
  expect(report.fresh.length).toBeGreaterThan(0);
  expect(report.applications[0]?.before).toBe('gold');
});
