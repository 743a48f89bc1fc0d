import type { Gap } from './check.ts';
import type { CheckResult } from './evaluate.ts';

/** What to do next about a gap: a command, or an edit at a place. */
export type NextStep =
  { readonly command: string; readonly help?: string } | { readonly place: string; readonly help?: string };

/** The command that scaffolds what is missing; where there is none, `file:line:column` and what to write there. */
export function nextStepOf({ command, at, help }: Gap): NextStep {
  const said = help === undefined ? {} : { help };
  return command === undefined ? { place: placeText(at), ...said } : { command, ...said };
}

/** `file:line:column` of a gap. */
export function placeText(at: Gap['at']): string {
  const { file, line, column } = at.file.locate(at);
  return `${file}:${line}:${column}`;
}

/** Results whose commands work on another folder of definitions than the usual one. */
export function forFolder(results: readonly CheckResult[], dir: string): CheckResult[] {
  if (dir === 'alerts') return [...results];
  const there = (gap: Gap): Gap =>
    gap.command === undefined ? gap : { ...gap, command: `${gap.command} --dir ${shellWord(dir)}` };
  return results.map((result) => ({ ...result, gaps: result.gaps.map(there) }));
}

/** A text as one word of a command line, whatever it holds. */
export function shellWord(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
