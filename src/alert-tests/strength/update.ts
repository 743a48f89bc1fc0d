import { nodeAt, type YamlNode } from '../../definitions/source/node.ts';
import type { TextEdit } from '../../findings/finding.ts';
import type { Verdict } from '../run-case.ts';

/** Edits that put the rendered texts in the place of expected ones that differ; `contains "…"` is left alone. */
export function textEdits(verdicts: readonly Verdict[]): TextEdit[] {
  const edits = new Map<string, TextEdit>();
  for (const { test, failures } of verdicts)
    for (const { path, actual } of failures) {
      const node = actual === undefined ? undefined : nodeAt(test.document.root, path);
      if (!node || actual === undefined) continue;
      const { start, end } = node;
      const file = test.document.file.path;
      edits.set(`${file}:${start}`, { file, range: { start, end }, text: scalar(actual, node) });
    }
  return [...edits.values()];
}

/** A text in YAML: a block of lines where one can stand, else in double quotes. */
function scalar(text: string, { file, start, end }: YamlNode): string {
  const lineStart = file.text.lastIndexOf('\n', start - 1) + 1;
  const [, indent] = /^(\s*(?:- +)?)\w+: *$/.exec(file.text.slice(lineStart, start)) ?? [];
  const restOfLine = file.text.slice(end).split('\n', 1)[0] ?? '';
  const isBlock = indent !== undefined && restOfLine.trim() === '' && text.includes('\n') && /^\S/.test(text);
  // oxlint-disable-next-line no-control-regex
  if (!isBlock || /[ \t]$|[\u0000-\u0009\u000b-\u001f]/m.test(text)) return JSON.stringify(text);
  const inner = ' '.repeat(indent.length + 2);
  return `|-\n${text.replace(/^(?=.)/gm, inner)}`;
}
