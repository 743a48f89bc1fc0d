import { compareText } from '../findings/finding.ts';
import { canonicalJson } from './canonical.ts';
import { recordedGraphKind, type RecordedNode, type RecordedUnit } from './recorded-graph.ts';

/** Ends the header: what follows is one node per line. Readers that want the header alone cut here. */
export const nodesStart = '\n"nodes": [';

/**
 * The document of a recorded unit: JSON with one header field and one node per line, equal for equal units, ending with a line break.
 */
export function serialiseRecordedUnit(unit: RecordedUnit): string {
  const { nodes, ...header } = unit;
  const { version, project, unit: name, commit, appliedAt, fingerprint } = header;
  const fields = { kind: recordedGraphKind, version, project, unit: name, commit, appliedAt, fingerprint };
  const lines = Object.entries(fields)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `${JSON.stringify(key)}: ${canonicalJson(value)},`);
  const sorted = [...nodes].sort((a, b) => compareText(a.identity, b.identity)).map(serialiseNode);
  return `{\n${lines.join('\n')}${nodesStart}${sorted.length > 0 ? `\n${sorted.join(',\n')}\n` : ''}]}\n`;
}

/** Identity first, for people who search the file; the rest sorted. */
function serialiseNode({ identity, ...rest }: RecordedNode): string {
  return `{"identity":${JSON.stringify(identity)},${canonicalJson(rest).slice(1)}`;
}
