import { exampleFiles } from '../../../src/lint/examples/example-files.ts';
import { judgedTree, type JudgedTree } from '../../../src/pipeline/base-policy.ts';
import { readinessViews } from '../../../src/pipeline/readiness-views.ts';
import { run, type Run } from '../../../src/pipeline/run.ts';
import { judge } from '../../../src/readiness/evaluate.ts';
import { checkExampleFiles } from '../../../src/readiness/examples/example-files.ts';
import { checks } from '../../../src/readiness/registry.generated.ts';
import { testNow, treeOfTexts } from '../../support/tree.ts';

export type Files = Readonly<Record<string, string>>;

/** Files in which texts were replaced; each text must be there. */
export function edited(files: Files, file: string, ...replacements: readonly (readonly [string, string])[]): Files {
  let content = files[file] ?? '';
  for (const [before, after] of replacements) {
    if (!content.includes(before)) throw new RangeError(`${file} does not say ${before}`);
    content = content.replace(before, () => after);
  }
  return { ...files, [file]: content };
}

/** The clean tree of lint rules, written as people write it. */
export const cleanTree: Files = exampleFiles({});

/** The application that passes readiness. */
export const readyTree: Files = checkExampleFiles({});

/** What a change is judged as. */
export function judged(head: Files, base: Files, approved = false): JudgedTree {
  return judgedTree(treeOfTexts(head), treeOfTexts(base), { revision: 'main', approved }, testNow);
}

/** `rule file:line` of what is held back; the line is given as its text. */
export function heldBack(head: Files, base: Files): string[] {
  return judged(head, base).heldBack.map(({ rule, location: { file, line } }) => {
    const text = head[file.replace(/^alerts\//, '')]?.split('\n')[line - 1] ?? '';
    return `${rule} | ${text.trim()}`;
  });
}

/** What the run over a judged tree comes to. */
export function runOf({ tree }: JudgedTree): Promise<Run> {
  return run(tree, { now: testNow });
}

/** `rule severity` of every finding under the base's policy. */
export async function foundIn(one: JudgedTree): Promise<string[]> {
  return (await runOf(one)).findings.map(({ rule, severity }) => `${rule} ${severity}`);
}

/** Check to `verdict stage` of the application. */
export async function readinessOf(one: JudgedTree): Promise<ReadonlyMap<string, string>> {
  const input = readinessViews(await runOf(one), () => true);
  const [view] = input?.views ?? [];
  if (!view) throw new RangeError('nothing could be judged');
  return new Map(judge(view, checks).map(({ check, verdict, stage }) => [check.id, `${verdict} ${stage}`]));
}
