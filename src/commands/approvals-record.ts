import path from 'node:path';
import { changedParts, partsInWords } from '../approvals/digest.ts';
import { parseRecord, recordPath, recordText, withApprovals, type Approval } from '../approvals/record.ts';
import { UsageError, type CommandResult, type Host, type Output } from '../cli/command.ts';
import type { PullRequest } from '../forge/forge.ts';
import { resolveCommit } from '../git/git.ts';
import { currentBranch, hasCommit, isAncestor } from '../git/history.ts';
import { printableLine } from '../findings/printable.ts';
import { approvableAlerts, type ApprovableAlert } from '../pipeline/approved-alerts.ts';
import { openBase, recordIn, type ApprovalBase } from './approvals-base.ts';
import { askingForge, forgeAround, pullNumber, reviewPull, type ReviewedPull } from './approvals-reviewed.ts';
import { asUsage, open, type CommonOptions } from './common.ts';

export interface RecordOptions extends CommonOptions {
  readonly pullRequest?: string;
  readonly commit?: string;
  readonly branch?: string;
}

/**
 * `alerts approvals record`: after a merge, writes down what reviewers of the pull request have approved. What was merged is compared with what
 * they saw: only alerts that are the same are approved.
 */
export async function run(options: RecordOptions, host: Host): Promise<CommandResult> {
  return askingForge(async () => {
    const place = await forgeAround(host);
    const result = await open(options, host);
    const commit = await asUsage(() => resolveCommit(host.cwd, options.commit ?? 'HEAD'));
    const number = options.pullRequest === undefined ? undefined : pullNumber(options.pullRequest, place);
    const pulls =
      number === undefined
        ? await intoBranch(await place.forge.pullRequestsOf(commit), options, host)
        : [await place.forge.pullRequest(number)];
    if (pulls.length === 0) return said([`No pull request brought in ${commit}: there is nothing to record.`]);
    const merged = await openBase(commit, result, options, host);
    const newest = await openBase('HEAD', result, options, host);
    const records = new Map<string, readonly Approval[]>();
    const lines: string[] = [];
    for (const pull of pulls) {
      refuseForeign(pull, commit, host);
      const base = await openBase(pull.base.sha, result, options, host);
      const frame = { forge: place.forge, base, present: merged.run, options, host };
      lines.push(...recordPull(await reviewPull(pull, frame), { merged, newest }, records));
    }
    return written(records, newest, options, lines);
  });
}

/** Only what was merged into the branch that is recorded: elsewhere other people may decide. */
async function intoBranch(
  pulls: readonly PullRequest[],
  { branch }: RecordOptions,
  { cwd, env }: Host,
): Promise<PullRequest[]> {
  const name = branch ?? env['GITHUB_REF_NAME'] ?? env['CI_COMMIT_BRANCH'] ?? (await asUsage(() => currentBranch(cwd)));
  if (!name) throw new UsageError('No branch is checked out. Say into which one was merged: --branch main.');
  return pulls.filter(({ base }) => base.ref === name);
}

/** Its base decides who may approve, so it has to be part of what is recorded. */
function refuseForeign({ number, base }: PullRequest, commit: string, { cwd }: Host): void {
  if (!hasCommit(cwd, base.sha))
    throw new UsageError(
      `The base of pull request ${number}, ${base.sha}, is not in this repository. Fetch the whole history (fetch-depth: 0).`,
    );
  if (!isAncestor(cwd, base.sha, commit))
    throw new UsageError(
      `The base of pull request ${number}, ${base.sha}, is not part of ${commit}: its policy does not decide here.`,
    );
}

/** What was merged, and the newest commit of the branch: an older merge may be recorded after a newer one. */
interface Merged {
  readonly merged: ApprovalBase;
  readonly newest: ApprovalBase;
}

function recordPull(
  { pull, judgement, changed, approvals, group, head, before }: ReviewedPull,
  { merged, newest }: Merged,
  records: Map<string, readonly Approval[]>,
): string[] {
  const now = approvableAlerts(merged.run);
  const lines = judgement.refused.map(
    ({ account, reason }) => `#${pull.number}: ${account} does not count: ${reason}.`,
  );
  if (judgement.counted.length === 0)
    lines.push(`#${pull.number}: nobody of the group ${group} approved its newest commit; nothing is recorded.`);
  const recorded = new Set<string>();
  for (const [application, given] of approvals) {
    const same = given.filter(({ alert, digest }) => now.get(`${application}/${alert}`)?.digest === digest);
    if (same.length === 0) continue;
    const known = records.get(application) ?? withoutBrought(application, newest, { head, before });
    records.set(application, withApprovals(known, same));
    for (const { alert, approver } of same) {
      recorded.add(`${application}/${alert}`);
      lines.push(`#${pull.number}: ${application}/${alert} is approved by ${approver}.`);
    }
  }
  if (judgement.counted.length > 0)
    lines.push(...changed.filter((one) => !recorded.has(keyOf(one))).map((one) => differs(one, now, pull.number)));
  return lines;
}

/** A record without the lines that the pull request itself brought: these nobody has read from a forge. */
function withoutBrought(
  application: string,
  newest: ApprovalBase,
  { head, before }: Pick<ReviewedPull, 'head' | 'before'>,
): readonly Approval[] {
  const [brought, known] = [head, before].map(({ tree }) => new Set(recordIn(tree, application)?.split('\n')));
  const text = newest.recordText(application) ?? '';
  const kept = text.split('\n').filter((line) => !brought?.has(line) || known?.has(line));
  return parseRecord(kept.join('\n')) ?? [];
}

function keyOf({ application, id }: ApprovableAlert): string {
  return `${application}/${id}`;
}

function differs(one: ApprovableAlert, now: ReadonlyMap<string, ApprovableAlert>, number: number): string {
  const merged = now.get(keyOf(one));
  if (!merged) return `#${number}: ${keyOf(one)} is not recorded: it does not page where it was merged.`;
  const parts = partsInWords(changedParts(one.parts, merged.parts));
  return `#${number}: ${keyOf(one)} is not recorded: what was merged differs from what was reviewed in its ${parts}.`;
}

function written(
  records: ReadonlyMap<string, readonly Approval[]>,
  newest: ApprovalBase,
  { dir }: RecordOptions,
  lines: readonly string[],
): CommandResult {
  const files = [...records].flatMap(([application, approvals]): Output[] => {
    const text = recordText(approvals);
    const file = path.posix.join(dir, recordPath(application));
    return text === newest.recordText(application) ? [] : [{ target: { file }, text }];
  });
  const end = files.length === 0 ? 'The record stays as it is.' : 'Commit the record to the branch.';
  const result = said([...lines, end]);
  return { ...result, outputs: [...files, ...result.outputs] };
}

function said(lines: readonly string[]): CommandResult {
  return { exitCode: 0, outputs: [{ target: 'stderr', text: `${lines.map(printableLine).join('\n')}\n` }] };
}
