import { problemAt, type Place } from '../definitions/problem.ts';
import { isDefault } from '../definitions/resolve/condition.ts';
import { nodeAt, type Path, type YamlNode } from '../definitions/source/node.ts';
import type { Finding } from '../findings/finding.ts';
import { constraintTwins } from '../lint/constraint-twins.ts';
import type { CompileProblem } from '../providers/provider.ts';

/**
 * A vendor's problem as a finding where the value was written; once.
 * @param seen findings of this subject so far
 */
export function addProblem(
  problem: CompileProblem,
  root: YamlNode,
  origin: (path: Path) => { node: YamlNode; layer: string },
  subject: string,
  seen: Set<string>,
  findings: Finding[],
): void {
  const twin = constraintTwins[problem.constraint];
  const { node, layer } = origin(problem.path);
  if (problem.severity !== 'error' && nodeAt(root, problem.path) && isDefault(layer)) return;
  const place = problem.within ? partOfText(node, problem.within) : node;
  const finding = problemAt(problem.constraint, place, problem.message, {
    severity: problem.severity,
    subject,
    ...(problem.help ? { help: problem.help } : {}),
    ...(twin === undefined ? {} : { unlessShown: twin }),
  });
  const key = JSON.stringify([finding.rule, finding.location, finding.message]);
  if (!seen.has(key)) findings.push(finding);
  seen.add(key);
}

/**
 * A part of a text as it stands in its file: the line of the value that it begins on is looked for there, since indentation, quotes and
 * the marks of blocks belong to the file only. The whole text where it is written otherwise, with escapes or folded.
 */
function partOfText(node: YamlNode, { start, end }: { readonly start: number; readonly end: number }): Place {
  const value = 'value' in node && typeof node.value === 'string' ? node.value : '';
  const lineStart = value.lastIndexOf('\n', Math.max(0, start - 1)) + 1;
  const [line = ''] = value.slice(lineStart).split('\n', 1);
  const written = node.file.text.slice(node.start, node.end);
  const found = line === '' ? -1 : written.indexOf(line);
  if (found < 0 || written.indexOf(line, found + 1) >= 0) return node;
  const from = node.start + found + Math.min(start - lineStart, line.length);
  return { file: node.file, start: from, end: Math.max(from + 1, Math.min(from + end - start, node.end)) };
}
