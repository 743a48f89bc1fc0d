import { child, type MapNode, type YamlNode } from '../../definitions/source/node.ts';
import { parseYaml } from '../../definitions/source/parse-yaml.ts';
import { SourceFile } from '../../definitions/source/source-file.ts';
import { endOf, endOfLastLine, indentAt, isFlow, lineBreakOf, reindent, type Edit } from './text.ts';

/** An edit that cannot be made in a text; the message says what to do by hand. */
export class EditError extends Error {}

/**
 * Adds an alert to the end of an application's `alerts:`.
 * @param block the entry as lines in block style, at any indentation, with a final line break
 */
export function insertAlert(root: YamlNode, block: string): Edit {
  if (root.kind !== 'map' || isFlow(root)) throw new EditError('The application is written in braces.');
  const { text } = root.file;
  const newline = lineBreakOf(text);
  const entry = root.entries.get('alerts');
  const alerts = entry?.value;
  const lines = (indent: number): string => reindent(block, indent).replace(/\r?\n/g, newline);
  if (!entry || !alerts) {
    const at = endOfLastLine(root);
    return { start: at, end: at, text: `${breakBefore(text, at)}alerts:${newline}${lines(2)}` };
  }
  if (alerts.kind === 'map' && alerts.entries.size > 0 && isFlow(alerts))
    throw new EditError('Its "alerts" are written in braces; write them as a block first.');
  if (alerts.kind !== 'map' || alerts.entries.size === 0) {
    const start = text.indexOf(':', entry.keyEnd) + 1;
    const end = Math.max(start, endOf(alerts));
    return { start, end, text: `${newline}${lines(indentAt(text, entry.keyStart) + 2).replace(/\r?\n$/, '')}` };
  }
  const at = endOfLastLine(alerts);
  const blankBetween = alerts.entries.size > 1 && hasBlankLines(alerts);
  return {
    start: at,
    end: at,
    text: `${breakBefore(text, at)}${blankBetween ? newline : ''}${lines(firstIndent(alerts))}`,
  };
}

function firstIndent(map: MapNode): number {
  const [first] = map.entries.values();
  return first ? indentAt(map.file.text, first.keyStart) : 2;
}

/** Whether the alerts of this file stand apart from each other. */
function hasBlankLines(map: MapNode): boolean {
  const starts = [...map.entries.values()].map((entry) => entry.keyStart);
  const { text } = map.file;
  return starts.slice(1).every((start, index) => /\n[ \t]*\r?\n/.test(text.slice(starts[index], start)));
}

function breakBefore(text: string, at: number): string {
  return at === text.length && at > 0 && !text.endsWith('\n') ? lineBreakOf(text) : '';
}

/** The documents of a text; throws when the text does not parse. */
export function parseDocuments(path: string, text: string): readonly YamlNode[] {
  const { documents, problems } = parseYaml(new SourceFile(path, text, ''));
  if (problems.length > 0) throw new EditError(`${path} does not parse: ${problems[0]?.message ?? ''}`);
  return documents;
}

/** The mapping under `alerts` of an application. */
export function alertsOf(root: YamlNode): MapNode | undefined {
  const alerts = child(root, 'alerts');
  return alerts?.kind === 'map' ? alerts : undefined;
}
