import type { Finding } from '../../findings/finding.ts';
import { problemAt } from '../problem.ts';
import { toData, type YamlNode } from '../source/node.ts';
import type { Runbook } from '../types.ts';
import { parseDuration } from '../values/duration.ts';
import type { Lookup } from './scope.ts';

/** A runbook as written in place, or read from the Markdown file that it names. */
export function resolveRunbook(
  node: YamlNode | undefined,
  lookup: Lookup,
  report: (finding: Finding) => void,
  subject: string,
): Runbook | undefined {
  if (!node) return undefined;
  if (node.kind === 'map') return fromData(toData(node) as Record<string, unknown>);
  if (node.kind !== 'scalar' || typeof node.value !== 'string') return undefined;
  const file = lookup.readText(node.file.path, node.value);
  if ('reason' in file) {
    report(
      problemAt('runbook/unreadable', node, `The runbook ${node.value} cannot be read: ${file.reason}.`, { subject }),
    );
    return undefined;
  }
  return parseMarkdownRunbook(file.text, file.path);
}

function fromData(data: Record<string, unknown>): Runbook {
  const resolution = Array.isArray(data['resolution']) ? (data['resolution'] as unknown[]).map(String) : [];
  const expectedTime = parseDuration(data['expectedTime']);
  return {
    trigger: String(data['trigger'] ?? ''),
    resolution,
    ...(expectedTime === undefined ? {} : { expectedTime }),
  };
}

const headings: Readonly<Record<string, 'trigger' | 'resolution' | 'time'>> = {
  trigger: 'trigger',
  déclenchement: 'trigger',
  declenchement: 'trigger',
  resolution: 'resolution',
  résolution: 'resolution',
  'expected time': 'time',
  'temps théorique': 'time',
  'temps theorique': 'time',
};

/** The three parts of a Markdown runbook by their headings, in English or French. A missing part is empty. */
export function parseMarkdownRunbook(text: string, from: string): Runbook {
  const sections = { trigger: '', resolution: '', time: '' };
  let current: keyof typeof sections | undefined;
  let fenced = false;
  for (const line of text.split(/\r?\n/)) {
    if (/^\s*(```|~~~)/.test(line)) fenced = !fenced;
    const heading = fenced ? null : /^#{1,6}\s+(.+?)\s*#*\s*$/.exec(line);
    if (heading) current = headings[(heading[1] ?? '').toLowerCase().normalize('NFC').replace(/\s*:$/, '')];
    else if (current) sections[current] += `${line}\n`;
  }
  const expectedTime = readTime(sections.time);
  return {
    trigger: sections.trigger.trim(),
    resolution: steps(sections.resolution),
    ...(expectedTime === undefined ? {} : { expectedTime }),
    from,
  };
}

/** Top-level list items, or paragraphs where there is no list; what is indented below an item stays with it. */
function steps(section: string): string[] {
  const lines = section.trim().split('\n');
  if (!lines.some((line) => /^(\d+[.)]|[-*+])\s/.test(line)))
    return section
      .split(/\n\s*\n/)
      .map((part) => part.trim())
      .filter(Boolean);
  const items: string[] = [];
  for (const line of lines) {
    const item = /^(?:\d+[.)]|[-*+])\s+(.*)$/.exec(line);
    if (item) items.push(item[1] ?? '');
    else if (items.length > 0) items[items.length - 1] += `\n${line}`;
    else if (line.trim() !== '') items.push(line.trim());
  }
  return items.map((item) => item.trim()).filter(Boolean);
}

/** `15m`, `15 min`, `1 h`, `30 minutes`, `une heure` is not understood on purpose. */
function readTime(text: string): number | undefined {
  const match = /(\d+)\s*(s|sec|m|min|minutes?|h|hours?|heures?|d|j|days?|jours?)\b/i.exec(text);
  if (!match) return undefined;
  const unit = (match[2] ?? '').toLowerCase();
  return parseDuration(`${match[1]}${unit.startsWith('j') ? 'd' : unit.charAt(0)}`);
}
