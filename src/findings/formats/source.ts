import { posix } from 'node:path';
import type { Location, TextEdit, TextRange } from '../finding.ts';
import type { FormatContext } from './format.ts';

/** A range of a file by lines and UTF-16 columns from 1, the end exclusive. */
export type Place = Omit<Location, 'file'>;

/** Access to the files of a report; each is taken apart once. */
export interface Sources {
  line(file: string, line: number): string | undefined;
  text(file: string): string | undefined;
  /** Where an edit applies; undefined when the text of its file is not known. */
  place(edit: TextEdit): Place | undefined;
}

/** The files that `context` can show. */
export function sourcesOf(context: FormatContext): Sources {
  const starts = new Map<string, number[] | undefined>();
  const text = (file: string): string | undefined => context.sourceText?.(file);
  const startsOf = (file: string): number[] | undefined => {
    if (!starts.has(file)) starts.set(file, lineStarts(text(file)));
    return starts.get(file);
  };
  return {
    text,
    line: (file, line) => {
      const known = startsOf(file);
      const start = known?.[line - 1];
      if (!known || start === undefined) return known ? undefined : context.sourceLine(file, line);
      return text(file)
        ?.slice(start, known[line])
        .replace(/\r?\n$/, '');
    },
    place: ({ file, range }) => {
      const known = startsOf(file);
      return known && placeOf(range, known);
    },
  };
}

/** A file of the report as the repository knows it: relative to its root, with `/`. */
export function repositoryPath(context: FormatContext, file: string): string {
  return posix.join(context.root ?? '', file);
}

/** The last line that a location really covers: a range that ends before the first column of a line does not touch that line. */
export function lastLine({ line, endLine, endColumn }: Location): number {
  return Math.max(line, endColumn <= 1 ? endLine - 1 : endLine);
}

function lineStarts(text: string | undefined): number[] | undefined {
  if (text === undefined) return undefined;
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

function placeOf(range: TextRange, starts: readonly number[]): Place {
  const start = positionOf(range.start, starts);
  const end = positionOf(Math.max(range.start, range.end), starts);
  return { line: start.line, column: start.column, endLine: end.line, endColumn: end.column };
}

function positionOf(offset: number, starts: readonly number[]): { line: number; column: number } {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
}
