import path from 'node:path';
import { matchNodes } from '../graph/match.ts';
import { sideOfDigests, type GraphSide } from '../graph/graph-side.ts';
import type { Finding } from '../findings/finding.ts';
import { run as analyse, type Run } from '../pipeline/run.ts';
import { resourceTypeOf } from '../providers/resource-type.ts';
import type { Tree } from '../definitions/load/tree.ts';

/** Files as they will be: definitions by path, and other files that take another place (from, to). */
export interface MovedFiles {
  readonly definitions: ReadonlyMap<string, string>;
  readonly carried: ReadonlyMap<string, string>;
}

/** What a move would do, found by running everything over the files as they will be. */
export interface MoveCheck {
  /** Findings that are not there now. */
  readonly fresh: readonly Finding[];
  /** Identities that no object would have any more, and none would be a rename of: they would be made anew. */
  readonly lost: readonly string[];
}

/** Checks a move before anything is written. */
export async function checkMove(before: Run, files: MovedFiles, cwd: string, now: Date): Promise<MoveCheck> {
  const after = await analyse(movedTree(before.tree, files, cwd), { now });
  const lost = matchNodes(sideOf(before), sideOf(after)).flatMap((match) =>
    match.old && !match.new && isMissed(match.old.type) ? [match.old.identity] : [],
  );
  return { fresh: freshFindings(before.findings, after.findings), lost: [...new Set(lost)].sort() };
}

/** A downtime per application is made anew under the application's new name: nothing goes unnoticed. */
function isMissed(type: string): boolean {
  return resourceTypeOf(type)?.silences !== true;
}

function sideOf(run: Run): GraphSide {
  const nodes = run.analyses.flatMap((analysis) => {
    // Without digests nothing would ever seem lost.
    if (analysis.nodes === undefined) throw new Error('a move is checked on a run with digests');
    return analysis.nodes;
  });
  return sideOfDigests(nodes, () => []);
}

/** Findings of rules that have become more; names in messages change with a move, so texts alone say nothing. */
function freshFindings(before: readonly Finding[], after: readonly Finding[]): Finding[] {
  const key = (finding: Finding): string => `${finding.rule} ${finding.message}`;
  const known = new Set(before.map(key));
  const rules = [...new Set(after.map((finding) => finding.rule))];
  return rules.flatMap((rule) => {
    const count = (findings: readonly Finding[]): number => findings.filter((one) => one.rule === rule).length;
    const more = count(after) - count(before);
    return more <= 0 ? [] : after.filter((one) => one.rule === rule && !known.has(key(one))).slice(0, more);
  });
}

function movedTree(tree: Tree, { definitions, carried }: MovedFiles, cwd: string): Tree {
  const placeOf = new Map([...carried].map(([from, to]) => [to, from]));
  const [anchor] = tree.files;
  const files = [...definitions].map(([file, text]) => ({
    path: file,
    absolute: path.resolve(cwd, file),
    bytes: Buffer.from(text),
  }));
  return {
    ...tree,
    files: files.sort((a, b) => (a.path < b.path ? -1 : 1)),
    readText: (from, relative) => {
      const target = path.posix.join(path.posix.dirname(from), relative);
      const original = placeOf.get(target) ?? target;
      if (!anchor) return { reason: 'there are no definitions' };
      return tree.readText(anchor.path, path.posix.relative(path.posix.dirname(anchor.path), original));
    },
  };
}
