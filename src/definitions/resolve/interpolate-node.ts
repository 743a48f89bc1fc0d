import type { Finding } from '../../findings/finding.ts';
import { nearestName } from '../../findings/nearest-name.ts';
import { problemAt } from '../problem.ts';
import type { MapEntry, ScalarNode, YamlNode } from '../source/node.ts';
import { hasReference, interpolate, type Bindings } from '../values/interpolate.ts';

/** Whether a subtree contains `${`; trees are shared by many alerts, so the answer is kept. */
const references = new WeakMap<YamlNode, boolean>();

function containsReference(node: YamlNode): boolean {
  if (node.kind === 'scalar') return typeof node.value === 'string' && hasReference(node.value);
  let result = references.get(node);
  if (result === undefined) {
    result =
      node.kind === 'list'
        ? node.items.some(containsReference)
        : [...node.entries.values()].some((entry) => containsReference(entry.value));
    references.set(node, result);
  }
  return result;
}

/** Fills `${name}` in every text below `node`, except in runbooks and SQL, which shells and databases share with us. */
export function interpolateNode(node: YamlNode, bindings: Bindings, findings: Finding[]): YamlNode {
  if (!containsReference(node)) return node;
  if (node.kind === 'scalar') return interpolateScalar(node, bindings, findings);
  if (node.kind === 'list')
    return { ...node, items: node.items.map((item) => interpolateNode(item, bindings, findings)) };
  const entries = new Map<string, MapEntry>();
  const verbatimAllowed = !says(node, 'interpolate');
  for (const [key, entry] of node.entries) {
    const verbatim = (key === 'runbook' && !says(entry.value, 'interpolate')) || (key === 'sql' && verbatimAllowed);
    const isFile = entry.value.kind === 'scalar';
    entries.set(
      key,
      verbatim && !(key === 'runbook' && isFile)
        ? entry
        : { ...entry, value: interpolateNode(entry.value, bindings, findings) },
    );
  }
  return { ...node, entries };
}

function says(node: YamlNode, key: string): boolean {
  const value = node.kind === 'map' ? node.entries.get(key)?.value : undefined;
  return value?.kind === 'scalar' && value.value === true;
}

function interpolateScalar(node: ScalarNode, bindings: Bindings, findings: Finding[]): YamlNode {
  const { value, unknown } = interpolate(String(node.value), bindings);
  for (const { name } of unknown) {
    if (name === 'description' || name === 'title') continue;
    const near = nearestName(name, [...bindings.keys()]);
    const hint = near ? ` Did you mean "\${${near}}"?` : ` Known here: ${[...bindings.keys()].join(', ')}.`;
    findings.push(
      problemAt(
        'template/unknown-variable',
        node,
        `Nothing is called "${name}" here.${hint} Write $\${ for a literal \${.`,
      ),
    );
  }
  return toNode(value, node);
}

/** A bound value as a node at the place of the reference. */
function toNode(value: unknown, at: ScalarNode): YamlNode {
  if (Array.isArray(value))
    return { kind: 'list', items: value.map((item) => toNode(item, at)), file: at.file, start: at.start, end: at.end };
  return { ...at, value: value as ScalarNode['value'] };
}
