import type { Withheld, WithheldPart } from '../../definitions/load/withhold.ts';
import type { Tree } from '../../definitions/load/tree.ts';
import type { Taken } from './held-back.ts';

/** The tree in which what was taken out does not count. Texts and positions stay. */
export function withTaken(tree: Tree, taken: readonly Taken[]): Tree {
  const byFile = new Map<string, { parts: WithheldPart[]; comments: number[] }>();
  for (const { file, ...one } of taken) {
    const known = byFile.get(file) ?? { parts: [], comments: [] };
    if ('comment' in one) known.comments.push(one.comment);
    else known.parts.push(one);
    byFile.set(file, known);
  }
  const files = tree.files.map((file) => {
    const withheld: Withheld | undefined = byFile.get(file.path);
    return withheld ? { ...file, withheld } : file;
  });
  return { ...tree, files };
}
