import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { CommandResult, Host } from '../../../src/cli/command.ts';
import { startGithub, type GithubSimulator } from '../../support/forge/github-simulator.ts';
import { testHost } from '../../support/host.ts';
import { approvedTree } from './tree.ts';

/** Who has a hand in a commit, besides its author. */
export interface Hands {
  readonly author?: string | null;
  readonly committer?: string | null;
  readonly coAuthor?: string;
}

const token = 'ghs_secret_of_the_pipeline';

/** The squad of the platform, of which zoe is a member. */
const platform = `apiVersion: alerts/v1
kind: Squad
id: platform
members: [zoe]
schedules:
  oncall:
    rotations:
      weekly: { participants: [zoe], every: 1w, start: 2026-01-05T09:00 }
escalations:
  usual:
    - { after: 0m, notify: [{ schedule: oncall }] }
routing:
  - { to: { escalation: usual } }
`;

/** A repository with a pull request at a simulated GitHub. */
export class Repository {
  readonly folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'alerts-approvals-')));
  readonly github: GithubSimulator;
  readonly #commits: object[] = [];
  #reviews: object[] = [];

  private constructor(github: GithubSimulator) {
    this.github = github;
  }

  static async start(): Promise<Repository> {
    const github = await startGithub();
    github.tokens.set(token, { write: false });
    const repository = new Repository(github);
    repository.git('init', '-q', '-b', 'main');
    for (const [name, text] of Object.entries({ ...approvedTree, 'platform/squad.yaml': platform }))
      repository.write(name, text);
    repository.commit();
    repository.git('switch', '-q', '-c', 'change');
    return repository;
  }

  async end(): Promise<void> {
    await this.github.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  git(...args: string[]): string {
    const who = ['-c', 'user.name=Ana', '-c', 'user.email=ana@acme.example', '-c', 'commit.gpgSign=false'];
    return execFileSync('git', [...who, '-c', 'core.hooksPath=', ...args], { cwd: this.folder })
      .toString()
      .trim();
  }

  write(name: string, text: string): void {
    const file = path.join(this.folder, 'alerts', name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }

  read(name: string): string {
    return readFileSync(path.join(this.folder, 'alerts', name), 'utf8');
  }

  edit(name: string, from: string, to: string): void {
    const text = this.read(name);
    if (!text.includes(from)) throw new Error(`${name} holds no ${from}`);
    this.write(name, text.replaceAll(from, to));
  }

  /** Commits everything on the present branch. */
  commit(): string {
    this.git('add', '-A');
    this.git('commit', '-q', '--allow-empty', '-m', 'change');
    return this.git('rev-parse', 'HEAD');
  }

  /** Commits and pushes to the pull request. */
  push({ author = 'ana-m', committer = author, coAuthor }: Hands = {}): string {
    const sha = this.commit();
    const trailer =
      coAuthor === undefined ? '' : `\n\nCo-authored-by: ${coAuthor} <1+${coAuthor}@users.noreply.github.com>`;
    const signature = (login: string | null): object => ({
      name: login ?? 'Somebody',
      email: `${login ?? 'some'}@x.example`,
      date: '2026-11-20T09:00:00Z',
    });
    this.#commits.push({
      sha,
      author: author === null ? null : { login: author },
      committer: committer === null ? null : { login: committer },
      commit: { message: `change${trailer}`, author: signature(author), committer: signature(committer) },
    }); // prettier-ignore
    return sha;
  }

  /** Says something about a commit; the newest unless told otherwise. */
  review(login: string, more: { state?: string; commit?: string; at?: string } = {}): void {
    const id = this.#reviews.length + 1;
    const { state = 'APPROVED', commit = this.git('rev-parse', 'change'), at = `2026-11-20T10:0${id}:00Z` } = more;
    this.#reviews.push({ id, user: { login }, state, commit_id: commit, submitted_at: at, html_url: `https://github.example/acme/alerting/pull/7#review-${id}` }); // prettier-ignore
  }

  /** A review that was given is dismissed: GitHub changes its state. */
  dismiss(): void {
    this.#reviews = this.#reviews.map((review) => ({ ...review, state: 'DISMISSED' }));
  }

  /** Opens the pull request as it stands. */
  open(author = 'ana-m', base = this.git('rev-parse', 'main')): void {
    const head = { ref: 'change', sha: this.git('rev-parse', 'change'), repository: 'acme/alerting' };
    const pull = { number: 7, user: { login: author }, base: { ref: 'main', sha: base }, head };
    this.github.pulls.set(7, { ...pull, commits: this.#commits, reviews: this.#reviews });
  }

  /** Merges with a commit of its own. */
  merge(): void {
    this.git('switch', '-q', 'main');
    this.git('merge', '-q', '--no-ff', '-m', 'Merge', 'change');
  }

  /** One commit with the content of the pull request, or with what `before` makes of it. */
  squash(before: () => void = () => undefined): void {
    this.git('switch', '-q', 'main');
    this.git('merge', '-q', '--squash', 'change');
    before();
    this.commit();
  }

  host(env: Host['env'] = {}): Host {
    const github = { GITHUB_REPOSITORY: 'acme/alerting', GITHUB_TOKEN: token, GITHUB_API_URL: this.github.url };
    return testHost({ cwd: this.folder, env: { ...github, ...env } });
  }

  /** Writes what a command wrote into files; the rest as one text, in which no token may stand. */
  keep({ exitCode, outputs }: CommandResult): {
    readonly exitCode: number;
    readonly out: string;
    readonly said: string;
  } {
    const texts: { stdout: string[]; stderr: string[] } = { stdout: [], stderr: [] };
    for (const { target, text } of outputs) {
      if (text.includes(token)) throw new Error('a token is printed');
      if (typeof target === 'string') texts[target].push(text);
      else this.write(path.relative('alerts', target.file), text);
    }
    const [out, said] = [texts.stdout, [...texts.stdout, ...texts.stderr]].map((list) => this.#scrubbed(list.join('')));
    return { exitCode, out: out ?? '', said: said ?? '' };
  }

  #scrubbed(text: string): string {
    const named = text.replaceAll(this.github.url, '<github>');
    return named.replace(/\b[0-9a-f]{40}\b/g, '<commit>').replace(/\b[0-9a-f]{12}\b/g, '<short>');
  }
}
