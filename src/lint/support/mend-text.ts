import type { YamlNode } from '../../definitions/source/node.ts';
import type { Fix } from '../../findings/finding.ts';

/**
 * A fix that rewrites the text of a scalar in place, keeping its quotes. Undefined when what is written differs from its value
 * (escapes, folded blocks, `${}`), since then the edit would not mean what it says.
 */
export function mendText(node: YamlNode, mended: string, title: string): Fix | undefined {
  if (node.kind !== 'scalar' || typeof node.value !== 'string' || mended === '' || mended === node.value)
    return undefined;
  const raw = node.file.text.slice(node.start, node.end);
  const quoted = /^(["'])(.*)\1$/s.exec(raw);
  if ((quoted ? quoted[2] : raw) !== node.value) return undefined;
  const inset = quoted ? 1 : 0;
  const range = { start: node.start + inset, end: node.end - inset };
  return { title, edits: [{ file: node.file.path, range, text: mended }] };
}
