import { problemAt } from '../definitions/problem.ts';
import { isDefault } from '../definitions/resolve/condition.ts';
import { nodeAt, type Path, type YamlNode } from '../definitions/source/node.ts';
import type { Finding } from '../findings/finding.ts';
import { constraintTwins } from '../lint/constraint-twins.ts';
import type { CompileProblem } from '../providers/provider.ts';

/**
 * A vendor's problem as a finding where the value was written; once, and not where a rule says the same.
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
  if (twin !== undefined && findings.some((finding) => finding.rule === twin && finding.subject === subject)) return;
  const { node, layer } = origin(problem.path);
  if (problem.severity !== 'error' && nodeAt(root, problem.path) && isDefault(layer)) return;
  const finding = problemAt(problem.constraint, node, problem.message, {
    severity: problem.severity,
    subject,
    ...(problem.help ? { help: problem.help } : {}),
  });
  const key = JSON.stringify([finding.rule, finding.location, finding.message]);
  if (!seen.has(key)) findings.push(finding);
  seen.add(key);
}
