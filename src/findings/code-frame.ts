import type { Location } from './finding.ts';
import { printable } from './printable.ts';

/** The line of a finding with carets under its range; a long line is cut around the range to `width` columns. */
export function codeFrame(line: string, location: Location, width: number): string {
  const gutter = `${location.line} | `;
  const room = Math.max(20, width - gutter.length - 2);
  const start = Math.min(location.column - 1, line.length);
  const end = location.endLine > location.line ? line.length : Math.min(location.endColumn - 1, line.length);
  const from = start > room - 20 ? Math.max(0, start - Math.floor(room / 3)) : 0;
  const cut = line.slice(from, from + room);
  const lead = from > 0 ? '…' : '';
  const tail = from + room < line.length ? '…' : '';
  const before = show(line.slice(from, start));
  const marked = show(line.slice(start, Math.min(end, from + room)));
  const carets = '^'.repeat(Math.max(1, marked.length));
  return `${gutter}${lead}${show(cut)}${tail}\n${' '.repeat(gutter.length - 2)}| ${' '.repeat(lead.length + before.length)}${carets}`;
}

function show(text: string): string {
  return printable(text.replaceAll('\t', '  '));
}
