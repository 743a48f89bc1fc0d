import { spawnSync } from 'node:child_process';

/** Git could not answer: no repository, no such revision, or no git. The message is for the user. */
export class GitError extends Error {}

/**
 * Settings under which nothing that a repository contains can make git run something: no hooks, no file system monitor, no
 * configured protocols or pagers, and bare repositories inside a checkout are not entered.
 */
const hardened = [
  '-c',
  'safe.bareRepository=explicit',
  '-c',
  'core.fsmonitor=false',
  '-c',
  'core.hooksPath=/dev/null',
  '-c',
  'core.pager=cat',
  '-c',
  'core.quotePath=false',
  '-c',
  'diff.external=',
  '-c',
  'core.attributesFile=/dev/null',
];

const passed = ['PATH', 'HOME', 'SystemRoot', 'TMPDIR', 'LANG'];

/** Runs git for reading and returns its output as bytes. */
export function git(cwd: string, args: readonly string[], input?: string): Buffer {
  const env: Record<string, string> = {
    GIT_OPTIONAL_LOCKS: '0',
    GIT_TERMINAL_PROMPT: '0',
    GIT_NO_REPLACE_OBJECTS: '1',
    GIT_NO_LAZY_FETCH: '1',
    // Before git 2.44 the line above means nothing to it; no protocol is called so.
    GIT_ALLOW_PROTOCOL: 'none',
    GIT_CONFIG_NOSYSTEM: '1',
  };
  for (const name of passed) if (process.env[name] !== undefined) env[name] = process.env[name];
  const result = spawnSync('git', [...hardened, ...args], {
    cwd,
    env,
    maxBuffer: 1 << 30,
    timeout: 60_000,
    ...(input === undefined ? {} : { input }),
  });
  if (result.error) {
    const code = (result.error as NodeJS.ErrnoException).code;
    throw new GitError(
      code === 'ENOENT'
        ? 'git is not installed, or not on PATH.'
        : `git did not answer (${code ?? result.error.message}).`,
    );
  }
  if (result.status !== 0)
    throw new GitError(firstLine(result.stderr.toString()) || `git ended with status ${String(result.status)}.`);
  return result.stdout;
}

/** The commit that a revision names. A name that starts with a hyphen, or holds control characters, is refused before git sees it. */
export function resolveCommit(cwd: string, revision: string): string {
  if (!/^[A-Za-z0-9_./@{}^~+-]+$/.test(revision) || revision.startsWith('-'))
    throw new GitError(`"${revision}" is not the name of a revision.`);
  try {
    return git(cwd, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`])
      .toString()
      .trim();
  } catch (error) {
    if (error instanceof GitError && /status 1\b/.test(error.message))
      throw new GitError(
        `There is no revision "${revision}" in this repository. In CI, fetch it first (a shallow clone lacks it).`,
      );
    throw error;
  }
}

/** The top folder of the repository around `cwd`. */
export function topFolder(cwd: string): string {
  return git(cwd, ['rev-parse', '--show-toplevel']).toString().trimEnd();
}

function firstLine(text: string): string {
  return text.split('\n')[0]?.replace(/^fatal: /, '') ?? '';
}
