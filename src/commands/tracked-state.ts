import { git, GitError } from '../git/git.ts';

/**
 * Files below a folder `.alerts` that git tracks. State, engines and caches live there; what a pull request can plant is never used.
 * Empty outside a repository.
 */
export function trackedStateFiles(cwd: string): string[] {
  try {
    const listed = git(cwd, ['ls-files', '-z', '--', ':(top,icase,glob)**/.alerts', ':(top,icase,glob)**/.alerts/**']);
    return listed.toString('utf8').split('\0').filter(Boolean);
  } catch (error) {
    if (error instanceof GitError) return [];
    throw error;
  }
}
