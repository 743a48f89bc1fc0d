import { parseRecord, recordPath, type Approval } from '../approvals/record.ts';
import type { Host } from '../cli/command.ts';
import type { Tree } from '../definitions/load/tree.ts';
import { readCommitTree } from '../git/commit-tree.ts';
import { openCommit } from '../pipeline/open.ts';
import type { Run } from '../pipeline/run.ts';
import { readinessPolicy, type ReadinessPolicy } from '../readiness/policy.ts';
import { asUsage, openOptions, type CommonOptions } from './common.ts';

/** A revision that decides: who may approve, what needs an approval, and what is recorded. */
export interface ApprovalBase {
  readonly revision: string;
  readonly run: Run;
  readonly policy: ReadinessPolicy;
  /** The approvals of an application's alerts as they are recorded there. */
  record(application: string): readonly Approval[];
  /** The text of a record there; undefined when there is none. */
  recordText(application: string): string | undefined;
}

/**
 * Reads a revision. Records of the working tree are never looked at: whoever changes them must not approve by it.
 * @throws UsageError when there is no such revision
 */
export async function openBase(revision: string, near: Run, options: CommonOptions, host: Host): Promise<ApprovalBase> {
  const tree = await asUsage(() => readCommitTree(options.dir, host.cwd, revision, near.tree.files));
  const run = await openCommit(tree, openOptions(options, host), near);
  const project = run.shard.lookup(new Map()).project()?.document.data ?? {};
  return {
    revision,
    run,
    policy: readinessPolicy(project),
    recordText: (application) => recordIn(tree, application),
    record: (application) => parseRecord(recordIn(tree, application) ?? '') ?? [],
  };
}

/** The text of a record in a tree; undefined when there is none. */
export function recordIn({ root, readText }: Tree, application: string): string | undefined {
  // Files are named by definitions; the name of one is enough, it need not exist in a commit.
  const file = readText(root === '' ? 'project.yaml' : `${root}/project.yaml`, recordPath(application));
  return 'text' in file ? file.text : undefined;
}
