import type { Host } from '../cli/command.ts';
import { readCommitTree } from '../git/commit-tree.ts';
import { diffGraphs } from '../graph/diff.ts';
import type { NodeDigest } from '../graph/digest.ts';
import { sideOfDigests, type GraphSide } from '../graph/graph-side.ts';
import type { Plan } from '../graph/plan.ts';
import { sideOfRecorded } from '../graph/recorded-side.ts';
import { compileNodes, ownersOf } from '../pipeline/resolved-alerts.ts';
import { openCommit } from '../pipeline/open.ts';
import type { Run } from '../pipeline/run.ts';
import { isDelivered, resourceTypeOf } from '../providers/resource-type.ts';
import { asUsage, openOptions, type CommonOptions } from './common.ts';
import { readRecorded } from './recorded.ts';

/** What applying a run would change of one side, without asking anybody. */
export function offlinePlan(before: GraphSide, result: Run, complete = false): Plan {
  return diffGraphs(before, sideOfRun(result), { replacesOn, complete });
}

/** What applying would change of what was applied last: what is delivered as files is no part of that. */
export function plannedSince(recorded: GraphSide, result: Run): Plan {
  return diffGraphs(
    recorded,
    sideOfRun(result, ({ type }) => !isDelivered(type)),
    { replacesOn, complete: false },
  );
}

/** The graph of a run as one side of a diff. */
export function sideOfRun(result: Run, wanted: (node: NodeDigest) => boolean = () => true): GraphSide {
  const digests = result.analyses.flatMap((analysis) => analysis.nodes ?? []).filter(wanted);
  return sideOfDigests(digests, (differing) => compileNodes(result, ownersOf(differing)));
}

/**
 * What is recorded as one side of a diff.
 * @throws UsageError when it cannot be read
 */
export async function recordedSide(run: Run, host: Host): Promise<GraphSide> {
  return sideOfRecorded(await readRecorded(run, host));
}

function replacesOn(type: string): readonly string[] {
  return resourceTypeOf(type)?.replacesOn ?? [];
}

/** The definitions of another commit. Its findings do not matter where only what compiles there is compared. */
export async function runOfCommit(
  options: CommonOptions,
  host: Host,
  revision: string,
  near: Run,
  findings = false,
): Promise<Run> {
  const tree = await asUsage(() => readCommitTree(options.dir, host.cwd, revision, near.tree.files));
  return openCommit(tree, openOptions(options, host), near, findings);
}

/** Names of the units whose definitions differ from those of a revision. */
export async function unitsSince(options: CommonOptions, host: Host, revision: string, run: Run): Promise<Set<string>> {
  const plan = offlinePlan(sideOfRun(await runOfCommit(options, host, revision, run)), run);
  const differing = plan.units.filter(({ operations }) => operations.some(({ op }) => op !== 'same'));
  return new Set(differing.map(({ unit }) => unit));
}
