import type { CommentOutcome } from './forge.ts';

/** A comment as both forges have it. */
export interface ExistingComment {
  readonly id: number;
  readonly author: string;
  readonly body: string;
}

/** What one forge does with comments; each write says whether it was allowed. */
export interface CommentCalls {
  /** All comments, oldest first. */
  list(): Promise<readonly ExistingComment[]>;
  create(body: string): Promise<boolean>;
  update(id: number, body: string): Promise<boolean>;
  remove(id: number): Promise<boolean>;
  /** The account that the token writes as. */
  readonly self: string;
}

/**
 * One comment in place. Ours is one that we wrote and that begins with the marker: anybody can write the marker, and another job that writes
 * as the same account may quote somebody who did. The newest is edited, then older ones go.
 */
export async function upsert(
  calls: CommentCalls,
  marker: string,
  body: string,
  create = true,
): Promise<CommentOutcome> {
  if (!body.startsWith(marker)) throw new Error('A comment begins with its marker.');
  const ours = (await calls.list()).filter((one) => one.author === calls.self && one.body.startsWith(marker));
  const newest = ours.at(-1);
  if (!newest && !create) return 'unchanged';
  const outcome = newest ? await edit(calls, newest, body) : (await calls.create(body)) ? 'created' : 'forbidden';
  if (outcome !== 'forbidden') for (const stray of ours.slice(0, -1)) await calls.remove(stray.id);
  return outcome;
}

async function edit(calls: CommentCalls, { id, body: old }: ExistingComment, body: string): Promise<CommentOutcome> {
  if (lines(old) === lines(body)) return 'unchanged';
  return (await calls.update(id, body)) ? 'updated' : 'forbidden';
}

/** Forges may store other line ends, and trim. */
function lines(text: string): string {
  return text.replaceAll('\r\n', '\n').trim();
}
