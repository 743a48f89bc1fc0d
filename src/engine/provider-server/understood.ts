import { VendorAnswerError } from '../../providers/live.ts';

/**
 * What a vendor's folder reads in answers. Where something else answers in the vendor's place (a login page, a proxy), reading fails.
 * @throws VendorAnswerError
 */
export async function understood<T>(title: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new VendorAnswerError(
      `${title} answers, and not with what its API documents (${error.message}): is it its address?`,
      { cause: error },
    );
  }
}

/** Whether this is an id, and not what became of one that an answer lacked. */
export function isId(id: string): boolean {
  return !['', 'undefined', 'null', 'NaN', '[object Object]'].includes(id);
}
