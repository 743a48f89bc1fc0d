import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { parse } from 'yaml';
import { buildIfStale } from '../e2e/build.ts';
import { startGithub, type GithubSimulator } from '../support/forge/github-simulator.ts';
import { startGitlab, type GitlabSimulator } from '../support/forge/gitlab-simulator.ts';
import { githubWorkflow } from '../../src/scaffold/init/github.ts';
import { gitlabPipeline } from '../../src/scaffold/init/gitlab.ts';
import { git, pullRequestFixture, runStep, type PullRequestFixture, type StepResult } from './fixture.ts';

const root = path.resolve(import.meta.dirname, '../..');
const token = 'ghs_workflow_token';
let fixture: PullRequestFixture;
let github: GithubSimulator;
let gitlab: GitlabSimulator;
let runs = 0;

beforeAll(async () => {
  buildIfStale(root);
  fixture = await pullRequestFixture();
  [github, gitlab] = [await startGithub('shop/alerting'), await startGitlab('shop/alerting')];
}, 180_000);
afterAll(async () => {
  await Promise.all([github.close(), gitlab.close()]);
  fixture.remove();
});
beforeEach(() => {
  github.tokens.clear();
  github.comments.clear();
  github.pulls.clear();
  gitlab.notes.clear();
  runs += 1;
});

interface Step {
  readonly run?: string;
  readonly uses?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly with?: Readonly<Record<string, unknown>>;
}

function actionSteps(): readonly Step[] {
  const action = parse(readFileSync(path.join(root, 'action.yml'), 'utf8')) as { runs: { steps: Step[] } };
  return action.runs.steps;
}

/** The expressions that the action uses, for one event; any other is a mistake of the action. */
function expressions(head: string): Readonly<Record<string, string>> {
  return {
    'github.event.pull_request.base.sha || github.sha': fixture.base,
    'github.event.pull_request.head.sha || github.event.workflow_run.head_sha': head,
    'inputs.dir': 'alerts',
    'inputs.package': '.',
    'inputs.token': token,
  };
}

function filled(text: string, known: Readonly<Record<string, string>>): string {
  return text.replace(/\$\{\{ (.*?) \}\}/g, (_, expression: string) => {
    const value = known[expression];
    if (value === undefined) throw new Error(`The action uses an expression that no test knows: ${expression}`);
    return value;
  });
}

/** Runs the action as a runner does: its checkout of the base, then its scripts with their environment. */
async function runAction(
  event: 'pull_request' | 'workflow_run',
  head = fixture.head,
  fork = false,
): Promise<StepResult & { summary: string }> {
  const known = expressions(head);
  const [checkout, , ...scripts] = actionSteps();
  const workspace = fixture.clone(`github-${runs}-${Math.random()}`, filled(String(checkout?.with?.['ref']), known));
  const [eventFile, summary] = [
    path.join(workspace, '..', `event-${runs}.json`),
    path.join(workspace, '..', `summary-${runs}.md`),
  ];
  const repository = { full_name: 'shop/alerting' };
  const pull = {
    number: 12,
    base: { sha: fixture.base, repo: repository },
    head: { sha: head, repo: fork ? { full_name: 'mallory/alerting' } : repository },
  };
  writeFileSync(
    eventFile,
    JSON.stringify(event === 'pull_request' ? { pull_request: pull } : { workflow_run: { head_sha: head } }),
  );
  writeFileSync(summary, '');
  const runner = {
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    GITHUB_API_URL: github.url,
    GITHUB_EVENT_PATH: eventFile,
    GITHUB_REPOSITORY: 'shop/alerting',
    GITHUB_SERVER_URL: 'https://github.example',
    GITHUB_SHA: fixture.base,
    GITHUB_STEP_SUMMARY: summary,
  };
  let result: StepResult = { status: null, output: '' };
  for (const { run = '', env = {} } of scripts) {
    const given = Object.fromEntries(Object.entries(env).map(([name, value]) => [name, filled(value, known)]));
    const step = await runStep(run, workspace, { ...runner, ...given });
    result = { status: step.status, output: result.output + step.output };
    if (step.status !== 0) break;
  }
  expect(git(workspace, 'worktree', 'list', '--porcelain').match(/^worktree /gm)).toHaveLength(1);
  return { ...result, summary: readFileSync(summary, 'utf8') };
}

function openPull(head: string, repository: string): void {
  const commits = [{ sha: head }];
  github.pulls.set(12, {
    number: 12,
    user: { login: 'mallory' },
    commits,
    reviews: [],
    base: { ref: 'main', sha: fixture.base },
    head: { ref: 'raise-limit', sha: head, repository },
  });
}

function nothingOfTheHeadRan(): void {
  expect(existsSync(fixture.canary) ? readFileSync(fixture.canary, 'utf8') : '').toBe('');
  expect(existsSync('/tmp/alerts-escape')).toBe(false);
}

it('pins what it uses, checks out the base alone and never uses the privileged trigger', () => {
  for (const { uses } of actionSteps()) if (uses !== undefined) expect(uses).toMatch(/^actions\/[\w-]+@[0-9a-f]{40}$/);
  const refs = actionSteps()
    .map((step) => step.with?.['ref'])
    .filter((ref) => ref !== undefined);
  expect(refs).toEqual(['${{ github.event.pull_request.base.sha || github.sha }}']);
  // An expression within a script would make its value part of the script.
  for (const { run } of actionSteps()) expect(run ?? '').not.toContain('${{');
});

it('is what "alerts init" writes: the same job for GitLab, the same pins and the same script for GitHub', () => {
  const answers = {
    name: 'acme',
    uid: 'x',
    dir: 'alerts',
    timezone: 'UTC',
    person: { id: 'ana' },
    firstMonday: '2026-11-23',
    version: '1.0.0',
  };
  const template = parse(readFileSync(path.join(root, 'ci/gitlab.yml'), 'utf8')) as { alerts: object };
  const written = parse(gitlabPipeline(answers)) as { alerts: object };
  const mergeRequests = { if: '$CI_PIPELINE_SOURCE == "merge_request_event"' };
  expect({ ...written.alerts, rules: [mergeRequests] }).toEqual(template.alerts);
  const workflow = parse(githubWorkflow(answers)) as { on: object; jobs: { alerts: { steps: Step[] } } };
  const { steps } = workflow.jobs.alerts;
  expect(Object.keys(workflow.on)).toEqual(['pull_request', 'pull_request_review', 'push']);
  const pins = (all: readonly Step[]): unknown[] => all.flatMap(({ uses }) => uses ?? []);
  expect(pins(steps)).toEqual(pins(actionSteps()));
  expect(steps[0]?.with?.['ref']).toBe('${{ github.event.pull_request.base.sha || github.sha }}');
  for (const { run } of steps) expect(run ?? '').not.toContain('${{');
  expect(steps.map(({ run }) => run)).toContain('sh node_modules/alerts-as-code/ci/pull-request.sh');
});

it(
  'judges a hostile pull request on GitHub with the tool of the base; nothing of the head runs',
  { timeout: 120_000 },
  async () => {
    github.tokens.set(token, { write: true });
    openPull(fixture.head, 'shop/alerting');
    const { status, output, summary } = await runAction('pull_request');
    nothingOfTheHeadRan();
    expect(status, output).toBe(1);
    const calls = readFileSync(fixture.calls, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { args: string[] });
    expect(calls.at(-1)?.args).toEqual(['ci', '--base', fixture.base, '--dir', 'alerts']);
    const comments = github.comments.get(12) ?? [];
    expect(comments.map(({ user }) => user?.login)).toEqual(['github-actions[bot]']);
    expect(comments[0]?.body).toContain('no plan: the definitions have errors');
    expect(comments[0]?.body).toContain('alerts/passwd.yaml');
    expect(comments[0]?.body).not.toContain('root:');
    expect(summary).toContain('### ❌ alerts:');
    expect(output).toContain('::error file=alerts/');
    expect(output).not.toContain(token);
    const again = await runAction('pull_request');
    expect(again.output).not.toContain('Comment on pull request');
    expect(github.comments.get(12)).toHaveLength(1);
  },
);

it('edits the comment in place when a commit takes the links away', { timeout: 120_000 }, async () => {
  github.tokens.set(token, { write: true });
  github.addComment(12, 'github-actions[bot]', '<!-- alerts:ci alerts -->\nof the run before');
  git(fixture.origin, 'rm', '--quiet', '--cached', 'alerts/passwd.yaml', 'alerts/up');
  const head = git(
    fixture.origin,
    'commit-tree',
    git(fixture.origin, 'write-tree'),
    '-p',
    fixture.head,
    '-m',
    'mended',
  );
  git(fixture.origin, 'reset', '--quiet', '--mixed', fixture.head);
  openPull(head, 'shop/alerting');
  const { output } = await runAction('pull_request', head);
  expect(output).toContain('Comment on pull request 12 updated.');
  const [comment, ...more] = github.comments.get(12) ?? [];
  expect(more).toEqual([]);
  expect(comment?.body).toContain('monitorThresholds.critical:');
  nothingOfTheHeadRan();
});

it(
  'gives a pull request from a fork the summary, and a workflow that follows may comment',
  { timeout: 120_000 },
  async () => {
    github.tokens.set(token, { write: false });
    openPull(fixture.head, 'mallory/alerting');
    const forked = await runAction('pull_request', fixture.head, true);
    expect(forked.output).toContain(
      'No comment on pull request 12: it comes from a fork, whose jobs may not write. The summary of this job has everything.',
    );
    expect(forked.summary).toContain('### ❌ alerts:');
    expect(github.comments.size).toBe(0);
    github.tokens.set(token, { write: true });
    const { output } = await runAction('workflow_run');
    expect(output).toContain('Comment on pull request 12 created.');
    nothingOfTheHeadRan();
  },
);

it('refuses what is planted below .alerts', { timeout: 120_000 }, async () => {
  github.tokens.set(token, { write: true });
  const head = fixture.commit({ '.alerts/engine/pulumi': '#!/bin/sh\n' });
  openPull(head, 'shop/alerting');
  const { status, output } = await runAction('pull_request', head);
  expect(status).toBe(2);
  expect(output).toContain('nothing under .alerts/ may come from a commit');
  nothingOfTheHeadRan();
});

it(
  'judges a hostile merge request on GitLab by the template; nothing of the head runs',
  { timeout: 120_000 },
  async () => {
    gitlab.tokens.set('glpat-bot', { username: 'project_7_bot', scope: 'api' });
    gitlab.mergeRequests.set(4, {
      iid: 4,
      author: { username: 'mallory' },
      source_branch: 'raise-limit',
      target_branch: 'main',
      source_project_id: 7,
      sha: fixture.head,
      start_sha: fixture.base,
      commits: [],
      approved_by: [],
      versions: [],
    });
    const template = parse(readFileSync(path.join(root, 'ci/gitlab.yml'), 'utf8')) as {
      alerts: { script: string[]; variables: Record<string, string> };
    };
    const { script, variables } = template.alerts;
    expect(variables).toMatchObject({ GIT_CHECKOUT: 'false', GIT_DEPTH: '0' });
    const workspace = fixture.clone('gitlab');
    const env = {
      ...variables,
      CI: 'true',
      GITLAB_CI: 'true',
      GITLAB_TOKEN: 'glpat-bot',
      CI_API_V4_URL: gitlab.api,
      CI_COMMIT_SHA: fixture.head,
      CI_PROJECT_DIR: workspace,
      CI_PROJECT_ID: '7',
      CI_MERGE_REQUEST_IID: '4',
      CI_MERGE_REQUEST_PROJECT_ID: '7',
      CI_MERGE_REQUEST_SOURCE_PROJECT_ID: '7',
      CI_MERGE_REQUEST_TARGET_BRANCH_NAME: 'main',
      CI_MERGE_REQUEST_DIFF_BASE_SHA: fixture.base,
    };
    const { status, output } = await runStep(script.join('\n'), workspace, env);
    nothingOfTheHeadRan();
    expect(status, output).toBe(1);
    expect(output).toContain('Comment on pull request 4 created.');
    expect(output).not.toContain('glpat-bot');
    const note = gitlab.notes.get(4)?.[0];
    expect(note?.author.username).toBe('project_7_bot');
    expect(readFileSync(path.join(workspace, 'alerts.md'), 'utf8')).toBe(note?.body);
    const quality = JSON.parse(readFileSync(path.join(workspace, 'gl-code-quality-report.json'), 'utf8')) as {
      location: { path: string };
      fingerprint: string;
    }[];
    expect(quality.map(({ location }) => location.path)).toContain('alerts/payments/checkout-api.yaml');
    expect(new Set(quality.map(({ fingerprint }) => fingerprint)).size).toBe(quality.length);
  },
);
