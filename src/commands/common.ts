import { existsSync } from 'node:fs';
import path from 'node:path';
import { nearestName } from '../findings/nearest-name.ts';
import type { Finding } from '../findings/finding.ts';
import { UsageError, type Host, type Output } from '../cli/command.ts';
import { GitError } from '../git/git.ts';
import { openJudged, type Judged } from '../pipeline/base-policy.ts';
import { openRun, unknownNames, type Filters, type OpenOptions } from '../pipeline/open.ts';
import type { Run } from '../pipeline/run.ts';
import { trackedStateFiles } from './tracked-state.ts';
import { TreeError } from '../definitions/load/tree.ts';

/** Options that commands over definitions share. */
export interface CommonOptions {
  readonly dir: string;
  readonly env?: readonly string[];
  readonly squad?: readonly string[];
  readonly app?: readonly string[];
  readonly alert?: readonly string[];
  readonly since?: string;
  readonly cache?: boolean;
  readonly failOn?: string;
  readonly quiet?: boolean;
  /** Revision whose policy judges; the definitions' own without it. */
  readonly policyFrom?: string;
}

/** The filters of the options. */
export function filtersOf(options: CommonOptions): Filters {
  return { env: options.env ?? [], squad: options.squad ?? [], app: options.app ?? [], alert: options.alert ?? [] };
}

/** How to open the definitions. */
export function openOptions(options: CommonOptions, host: Host): OpenOptions {
  return { dir: options.dir, cwd: host.cwd, env: host.env, now: host.now(), cache: options.cache !== false };
}

/** Opens the definitions and checks the filters against them. Only plans need the `digests` of resources. */
export async function open(options: CommonOptions, host: Host, digests = false): Promise<Run> {
  refuseTrackedState(host.cwd);
  const run = await asUsage(() => openRun({ ...openOptions(options, host), digests }));
  refuseUnknownNames(run, options);
  return run;
}

/** The definitions under the policy of `--policy-from`, or under their own. */
export type UnderPolicy = Pick<Judged, 'run' | 'heldBack' | 'note'> &
  Partial<Pick<Judged, 'lintBaseline' | 'readinessBaseline' | 'approvers'>>;

/**
 * Opens the definitions as {@link open} does, under the policy of a revision when `--policy-from` names one.
 * @param approved whether somebody who may has approved what the definitions change in it
 */
export async function openUnderPolicy(
  options: CommonOptions,
  host: Host,
  digests = false,
  approved = false,
): Promise<UnderPolicy> {
  const { policyFrom: revision } = options;
  if (revision === undefined) return { run: await open(options, host, digests), heldBack: [] };
  refuseTrackedState(host.cwd);
  const opened = { ...openOptions(options, host), digests };
  const judged = await asUsage(() => openJudged(opened, { revision, approved }));
  refuseUnknownNames(judged.run, options);
  return judged;
}

/** What is said of a policy that is not the definitions' own. */
export function noteOf({ note }: UnderPolicy): Output[] {
  return note === undefined ? [] : [{ target: 'stderr', text: `${note}\n` }];
}

function refuseUnknownNames(run: Run, options: CommonOptions): void {
  const unknown = run.index.project ? unknownNames(filtersOf(options), run) : [];
  if (unknown.length > 0)
    throw new UsageError(
      unknown.map(({ option, name, known }) => `${option}: there is no "${name}".${hint(name, known)}`).join('\n'),
    );
}

/** A commit must not bring state: it would decide what a plan shows. */
function refuseTrackedState(cwd: string): void {
  if (!existsSync(path.join(cwd, '.alerts'))) return;
  const [tracked] = trackedStateFiles(cwd);
  if (tracked !== undefined)
    throw new UsageError(
      `git tracks ${tracked}, but nothing under .alerts/ may come from a commit. "alerts doctor" says how to mend it.`,
    );
}

function hint(name: string, known: readonly string[]): string {
  const near = nearestName(name, known);
  return near
    ? ` Did you mean "${near}"?`
    : known.length <= 12 && known.length > 0
      ? ` Known: ${known.join(', ')}.`
      : '';
}

/** Mistakes about folders and revisions are wrong use. */
export async function asUsage<T>(action: () => T | Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    if (error instanceof TreeError || error instanceof GitError) throw new UsageError(error.message);
    throw error;
  }
}

/** Exit status for findings: 1 from the severity on that `--fail-on` names, 2 when the project cannot be read at all. */
export function exitCodeOf(findings: readonly Finding[], failOn: string | undefined): number {
  const fails = findings.some(
    (finding) => finding.severity === 'error' || (failOn === 'warning' && finding.severity === 'warning'),
  );
  return fails ? 1 : 0;
}
