import { git, GitError, resolveCommit } from './git.ts';

/**
 * The newest commit that two revisions have in common.
 * @throws GitError when there is none, or one of them is not there
 */
export function newestCommon(cwd: string, one: string, other: string): string {
  const commits = [resolveCommit(cwd, one), resolveCommit(cwd, other)];
  try {
    return git(cwd, ['merge-base', '--end-of-options', ...commits])
      .toString()
      .trim();
  } catch (error) {
    if (error instanceof GitError && /status 1\b/.test(error.message))
      throw new GitError(`${one} and ${other} have no commit in common here. In CI, fetch the whole history.`);
    throw error;
  }
}

/** Whether everything of `ancestor` is part of `descendant`. */
export function isAncestor(cwd: string, ancestor: string, descendant: string): boolean {
  return newestCommon(cwd, ancestor, descendant) === resolveCommit(cwd, ancestor);
}

/** Whether a commit is in this repository. */
export function hasCommit(cwd: string, commit: string): boolean {
  try {
    return resolveCommit(cwd, commit) !== '';
  } catch (error) {
    if (error instanceof GitError) return false;
    throw error;
  }
}

/** The name of the branch that is checked out; undefined on a detached commit. */
export function currentBranch(cwd: string): string | undefined {
  const name = git(cwd, ['rev-parse', '--abbrev-ref', 'HEAD']).toString().trim();
  return name === 'HEAD' ? undefined : name;
}
