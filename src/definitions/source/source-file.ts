import type { Location, TextRange } from '../../findings/finding.ts';

/** A text file of the definitions as it was read. */
export class SourceFile {
  /** Relative to the working directory, with `/` separators; what findings print. */
  readonly path: string;
  readonly text: string;
  /** SHA-256 of the bytes, hex. */
  readonly digest: string;
  #lineStarts: number[] | undefined;

  constructor(path: string, text: string, digest: string) {
    this.path = path;
    this.text = text;
    this.digest = digest;
  }

  /** Line and column (both from 1) of an offset; an offset past the end is the end. */
  position(offset: number): { line: number; column: number } {
    const starts = (this.#lineStarts ??= lineStartsOf(this.text));
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: Math.min(offset, this.text.length) - (starts[low] ?? 0) + 1 };
  }

  /** The location of a range of offsets. */
  locate(range: TextRange): Location {
    const from = this.position(range.start);
    const to = this.position(Math.max(range.start, range.end));
    return { file: this.path, line: from.line, column: from.column, endLine: to.line, endColumn: to.column };
  }
}

function lineStartsOf(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}
