import { nodeAt, type YamlNode } from '../../definitions/source/node.ts';
import type { TextEdit } from '../../findings/finding.ts';
import type { Failure } from '../expectations/failure.ts';
import type { Verdict } from '../run-case.ts';

/**
 * Edits that put the rendered texts in the place of expected ones that differ; `contains "…"` is left alone, and so is what a template's test
 * fills by itself, or what differs from one of its applications to the other.
 */
export function textEdits(verdicts: readonly Verdict[]): TextEdit[] {
  const edits = new Map<string, TextEdit>();
  const unlike = new Set<string>();
  for (const { test, failures } of verdicts)
    for (const failure of failures) {
      const edit = editOf(test, failure);
      if (!edit) continue;
      const key = keyOf(edit);
      const known = edits.get(key);
      if (known && known.text !== edit.text) unlike.add(key);
      edits.set(key, edit);
    }
  return [...edits].filter(([key]) => !unlike.has(key)).map(([, edit]) => edit);
}

/** Whether a failure is mended by one of the edits. */
export function isMended(edits: readonly TextEdit[], test: Verdict['test'], failure: Failure): boolean {
  const edit = editOf(test, failure);
  return edit !== undefined && edits.some((one) => keyOf(one) === keyOf(edit));
}

function editOf({ document }: Verdict['test'], { path, actual }: Failure): TextEdit | undefined {
  const node = actual === undefined ? undefined : nodeAt(document.root, path);
  if (!node || actual === undefined) return undefined;
  const { start, end } = node;
  if (document.file.text.slice(start, end).includes('${')) return undefined;
  return { file: document.file.path, range: { start, end }, text: scalar(actual, node) };
}

function keyOf({ file, range }: TextEdit): string {
  return `${file}:${range.start}`;
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
