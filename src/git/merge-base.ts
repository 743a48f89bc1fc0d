import { git, GitError, resolveCommit } from './git.ts';

/** The commit at which the working tree's branch left another one; undefined when history is too shallow to know, or there is none in common. */
export function mergeBase(cwd: string, revision: string): string | undefined {
  const commit = resolveCommit(cwd, revision);
  try {
    return git(cwd, ['merge-base', '--end-of-options', commit, 'HEAD']).toString().trim() || undefined;
  } catch (error) {
    if (error instanceof GitError) return undefined;
    throw error;
  }
}
