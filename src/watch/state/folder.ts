import { StoreError } from '../../graph/text-store.ts';

/** A folder of the state that cannot be read or written now; the message names it, says why, and what to do. */
export class StateFolderError extends Error {}

const reasons: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the quota is used up',
  EROFS: 'it is on a file system that can only be read',
  EACCES: 'this user may not use it',
  EPERM: 'this user may not use it',
  ENOTDIR: 'a part of its path is a file',
  EISDIR: 'a folder stands where a file of it belongs',
};

/**
 * Does something in the folder of the state.
 * @throws StateFolderError when the file system refuses
 */
export async function inStateFolder<T>(folder: string, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (error instanceof StoreError || code === undefined) throw error;
    throw new StateFolderError(
      `The state folder ${folder} cannot be used: ${reasons[code] ?? 'the file system refuses'} (${code}). Mend that, or name another folder with --state.`,
    );
  }
}
