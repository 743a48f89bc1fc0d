import { problemAt, type Place, type ProblemDetails } from '../../definitions/problem.ts';
import { entryAt, nodeAt, type Path, type YamlNode } from '../../definitions/source/node.ts';
import type { WithheldPart } from '../../definitions/load/withhold.ts';
import type { Finding } from '../../findings/finding.ts';

/** What judging under the policy of a base takes out of a file. */
export type Taken = { readonly file: string } & (WithheldPart | { readonly comment: number });

/** Changes of policy that do not count yet: what is said of them, and what is taken out of the files for it. */
export interface HeldBack {
  readonly findings: readonly Finding[];
  readonly taken: readonly Taken[];
}

/** Which base, and who may let policy change; for messages. */
export interface Bench {
  /** As the user named the revision. */
  readonly revision: string;
  readonly group: string;
  /** `YYYY-MM-DD`. */
  readonly today: string;
}

/** No change of policy. */
export const nothingHeldBack: HeldBack = { findings: [], taken: [] };

/** All of several. */
export function together(parts: readonly HeldBack[]): HeldBack {
  return { findings: parts.flatMap(({ findings }) => findings), taken: parts.flatMap(({ taken }) => taken) };
}

/** A change of policy at its place. */
export function held(rule: string, at: Place, message: string, bench: Bench, details: ProblemDetails = {}): Finding {
  return problemAt(`policy/${rule}`, at, message, { help: adviceOf(bench), ...details });
}

/** Where a value stands: itself, or the key of what has several lines; of what is missing the nearest above it. */
export function placeAt(root: YamlNode, path: Path): Place {
  for (let length = path.length; length > 0; length--) {
    const node = nodeAt(root, path.slice(0, length));
    if (!node) continue;
    const entry = node.kind === 'scalar' ? undefined : entryAt(root, path.slice(0, length));
    return entry ? { file: node.file, start: entry.keyStart, end: entry.keyEnd } : node;
  }
  return root;
}

/** What to do about a change of policy. */
export function adviceOf({ revision, group }: Bench): string {
  return `Until somebody of the group "${group}", who pushed nothing to this change, approves its newest commit, the policy of ${revision} judges.`;
}
