import { readTree, type Tree } from '../definitions/load/tree.ts';
import { dateIn } from '../definitions/values/calendar.ts';
import { compareFindings, type Finding } from '../findings/finding.ts';
import { readCommitFile, readCommitTree } from '../git/commit-tree.ts';
import { parseBaseline as parseLintBaseline, type Baseline as LintBaseline } from '../lint/baseline.ts';
import { parseBaseline as parseReadinessBaseline, type Baseline as ReadinessBaseline } from '../readiness/baseline.ts';
import { readinessPolicy } from '../readiness/policy.ts';
import { lintBaselineUnder, readinessBaselineUnder, type JudgedBaseline } from './base-policy/baselines.ts';
import { heldBackOf } from './base-policy/compare.ts';
import { withTaken } from './base-policy/judged-tree.ts';
import { adviceOf, type Bench } from './base-policy/held-back.ts';
import { groupsOf } from './base-policy/people.ts';
import { sidesOf, type Side } from './base-policy/side.ts';
import { openTree, type OpenOptions } from './open.ts';
import type { Run } from './run.ts';

export { touchesContacts } from './base-policy/connections.ts';

/** Whose policy judges. */
export interface BasePolicy {
  /** The base: the newest commit of the branch that a change is to be merged into, never its merge base, which the author chooses. */
  readonly revision: string;
  /** Whether one of {@link Judged.approvers} who pushed nothing to the change approved its newest commit: what it changes in policy then takes effect. */
  readonly approved: boolean;
}

/** Definitions as they are judged under the policy of a base revision. */
export interface Judged {
  /** What is left when the change's own policy does not count. Its findings lack those of {@link heldBack}. */
  readonly run: Run;
  /** One finding (`policy/…`, an error) for each change of policy that does not count, sorted; none when the change is approved. */
  readonly heldBack: readonly Finding[];
  /** Why the definitions' own policy judges, in one line for people: the base has none, or the change is approved. */
  readonly note?: string;
  /** Who may let policy change, by the base: the group, and the ids of its people. */
  readonly approvers: { readonly group: string; readonly people: readonly string[] };
  /** The part of a baseline that counts: what it knows at the base, too. `text` is what the working tree has in `file`. */
  lintBaseline(file: string, text: string): JudgedBaseline<LintBaseline> | undefined;
  /** As {@link lintBaseline}, of readiness. */
  readinessBaseline(file: string, text: string): JudgedBaseline<ReadinessBaseline> | undefined;
}

/**
 * Reads and analyses the definitions; what they change in policy counts only as far as it makes judging stricter, unless it is approved.
 * @throws TreeError when the folder cannot be read
 * @throws GitError when there is no such revision
 */
export async function openJudged(options: OpenOptions, policy: BasePolicy): Promise<Judged> {
  const head = readTree(options.dir, options.cwd);
  const base = readCommitTree(options.dir, options.cwd, policy.revision, head.files);
  const judged = judgedTree(head, base, policy, options.now);
  const { revision } = policy;
  const atBase = (file: string): string | undefined => readCommitFile(file, options.cwd, revision);
  return {
    ...judged,
    run: await openTree(judged.tree, options),
    lintBaseline: (file, text) => {
      const known = parseLintBaseline(text);
      if (!known || judged.bench === undefined) return known && { baseline: known, findings: [] };
      return lintBaselineUnder(known, parseLintBaseline(atBase(file) ?? ''), { path: file, text }, judged.bench);
    },
    readinessBaseline: (file, text) => {
      const known = parseReadinessBaseline(text);
      if (!known || judged.bench === undefined) return known && { baseline: known, findings: [] };
      return readinessBaselineUnder(
        known,
        parseReadinessBaseline(atBase(file) ?? ''),
        { path: file, text },
        judged.bench,
      );
    },
  };
}

/** A tree as it is judged. `bench` is there when the base's policy judges. */
export interface JudgedTree extends Pick<Judged, 'heldBack' | 'note' | 'approvers'> {
  readonly tree: Tree;
  readonly bench?: Bench;
}

/** The definitions of a change without what it must not decide by itself. Pure. */
export function judgedTree(head: Tree, base: Tree, { revision, approved }: BasePolicy, now: Date): JudgedTree {
  const sides = sidesOf(base, head);
  const approvers = approversOf(sides.base);
  if (!sides.base.project && !sides.base.unreadable) {
    const note = `${revision} has no project: this is the first one, so its own policy judges.`;
    return { tree: head, heldBack: [], note, approvers };
  }
  const today = dateIn(String(sides.base.project?.data['timezone'] ?? 'UTC'), now);
  const bench: Bench = { revision, group: approvers.group, today };
  const { findings, taken } = sides.base.project
    ? heldBackOf(sides.base, sides.head, bench)
    : { findings: [unreadable(head, bench)], taken: [] };
  if (approved) {
    const note = `Approved at its newest commit, so its own policy judges: ${counted(findings.length)} ${revision}.`;
    return { tree: head, heldBack: [], approvers, ...(findings.length === 0 ? {} : { note }) };
  }
  return { tree: withTaken(head, taken), heldBack: [...findings].sort(compareFindings), approvers, bench };
}

function counted(changes: number): string {
  return changes === 1 ? 'one change softens that of' : `${changes} changes soften that of`;
}

function approversOf(base: Side): Judged['approvers'] {
  const group = readinessPolicy(base.project?.data ?? {}).approvers;
  const people = base.all('Person').filter(({ document }) => groupsOf(document).includes(group));
  return { group, people: people.map(({ document }) => document.id).sort() };
}

function unreadable(head: Tree, bench: Bench): Finding {
  return {
    rule: 'policy/base-unreadable',
    severity: 'error',
    message: `The project of ${bench.revision} cannot be read, so there is no policy to judge by but the change's own.`,
    location: {
      file: head.root === '' ? 'project.yaml' : `${head.root}/project.yaml`,
      line: 1,
      column: 1,
      endLine: 1,
      endColumn: 1,
    },
    help: adviceOf(bench),
  };
}
