import type { Finding, TextEdit } from '../findings/finding.ts';

/** A file with its fixes applied. */
export interface FixedFile {
  readonly file: string;
  readonly before: string;
  readonly after: string;
  readonly applied: readonly Finding[];
}

/**
 * Applies the fixes of findings as text edits, so that comments and formatting stay. Of fixes that overlap the first is applied;
 * another run applies the rest.
 */
export function applyFixes(findings: readonly Finding[], read: (file: string) => string | undefined): FixedFile[] {
  const files = new Map<string, { edits: TextEdit[]; applied: Finding[] }>();
  for (const finding of findings) {
    if (!finding.fix) continue;
    const touched = [...new Set(finding.fix.edits.map((edit) => edit.file))];
    const clashes = touched.some((file) =>
      finding.fix?.edits.some(
        (edit) => edit.file === file && files.get(file)?.edits.some((other) => overlaps(edit, other)),
      ),
    );
    if (clashes) continue;
    for (const file of touched) {
      const entry = files.get(file) ?? { edits: [], applied: [] };
      entry.edits.push(...finding.fix.edits.filter((edit) => edit.file === file));
      entry.applied.push(finding);
      files.set(file, entry);
    }
  }
  return [...files].flatMap(([file, { edits, applied }]) => {
    const before = read(file);
    return before === undefined ? [] : [{ file, before, after: applyEdits(before, edits), applied }];
  });
}

/** Replaces ranges of a text; the edits must not overlap. */
export function applyEdits(text: string, edits: readonly Pick<TextEdit, 'range' | 'text'>[]): string {
  return [...edits]
    .sort((a, b) => b.range.start - a.range.start)
    .reduce((result, edit) => result.slice(0, edit.range.start) + edit.text + result.slice(edit.range.end), text);
}

function overlaps(a: TextEdit, b: TextEdit): boolean {
  if (a.range.start === b.range.start && a.range.end === b.range.end) return true;
  return a.range.start < b.range.end && b.range.start < a.range.end;
}
