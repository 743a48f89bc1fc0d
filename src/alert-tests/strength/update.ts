import { nodeAt } from '../../definitions/source/node.ts';
import type { TextEdit } from '../../findings/finding.ts';
import type { Verdict } from '../run-case.ts';

/** Edits that put the rendered texts in the place of expected ones that differ; `contains "…"` is left alone. */
export function textEdits(verdicts: readonly Verdict[]): TextEdit[] {
  return verdicts.flatMap(({ test, failures }) =>
    failures.flatMap(({ path, actual }): TextEdit[] => {
      const node = actual === undefined ? undefined : nodeAt(test.document.root, path);
      if (!node || actual === undefined) return [];
      const { start, end } = node;
      return [{ file: test.document.file.path, range: { start, end }, text: JSON.stringify(actual) }];
    }),
  );
}
