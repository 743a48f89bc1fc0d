import type { ResolvedAlert } from '../../definitions/types.ts';
import { nodeAt, type Path } from '../../definitions/source/node.ts';
import type { Fix } from '../../findings/finding.ts';

/**
 * A fix that replaces the scalar at `path`; undefined when the value is a default, which other alerts share, or is not written as
 * it reads (quoted, or filled by a template's parameter).
 */
export function replaceValue(alert: ResolvedAlert, path: Path, text: string, title: string): Fix | undefined {
  const node = nodeAt(alert.root, path);
  if (node?.kind !== 'scalar' || alert.origin(path).layer.endsWith(' defaults')) return undefined;
  if (node.file.text.slice(node.start, node.end) !== String(node.value)) return undefined;
  return { title, edits: [{ file: node.file.path, range: { start: node.start, end: node.end }, text }] };
}
