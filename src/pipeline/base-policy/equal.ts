import { canonicalJson } from '../../graph/canonical.ts';

/** Whether two plain values say the same, whatever the order of their keys. */
export function sameData(one: unknown, other: unknown): boolean {
  return canonicalJson(one ?? null) === canonicalJson(other ?? null);
}
