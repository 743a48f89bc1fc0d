import type { Approval } from '../approvals/record.ts';
import { approvalJson } from '../approvals/list.ts';
import { UsageError, type CommandResult, type Host, type Output } from '../cli/command.ts';
import { jsonText, printableLine } from '../findings/printable.ts';
import { counted } from '../findings/counted.ts';
import { passes } from '../pipeline/open.ts';
import type { Run } from '../pipeline/run.ts';
import { openBase, type ApprovalBase } from './approvals-base.ts';
import { approvalFormats, type ApprovalFormat } from './approvals-formats.ts';
import { askingForge, forgeAround, reviewPull, type ReviewedPull } from './approvals-reviewed.ts';
import { filtersOf, open, type CommonOptions } from './common.ts';
import type { Forge } from '../forge/forge.ts';

export interface VerifyOptions extends CommonOptions {
  readonly format?: readonly string[];
}

/** A recorded approval, and why it no longer holds; undefined when it does. */
interface Verified {
  readonly alert: string;
  readonly approval: Approval;
  readonly reason: string | undefined;
}

/** `alerts approvals verify`: reads the recorded reviews again, and says which of them no longer hold. */
export async function run(options: VerifyOptions, host: Host): Promise<CommandResult> {
  const specs = approvalFormats('approvals verify', options.format);
  return askingForge(async () => {
    const { forge } = await forgeAround(host);
    const result = await open(options, host);
    const base = await openBase(options.policyFrom ?? 'HEAD', result, options, host);
    const verified = await verify(recorded(result, base, options), { forge, result, options, host });
    const wrong = verified.some(({ reason }) => reason !== undefined);
    return { exitCode: wrong ? 1 : 0, outputs: specs.map((spec) => outputOf(spec, verified)) };
  });
}

function recorded(result: Run, base: ApprovalBase, options: VerifyOptions): Omit<Verified, 'reason'>[] {
  const filters = { ...filtersOf(options), env: [] };
  return result.index.all('Application').flatMap(({ facts: { id: application } }) => {
    const squad = result.shard.lookup(new Map()).ownerOf(application) ?? '';
    return base
      .record(application)
      .filter(({ alert }) => passes(filters, { squad, application, id: alert }))
      .map((approval) => ({ alert: `${application}/${approval.alert}`, approval }));
  });
}

interface Frame {
  readonly forge: Forge;
  readonly result: Run;
  readonly options: VerifyOptions;
  readonly host: Host;
}

/** Each pull request is read once. */
async function verify(approvals: readonly Omit<Verified, 'reason'>[], frame: Frame): Promise<Verified[]> {
  const pulls = new Map<number, ReviewedPull | string>();
  for (const { approval } of approvals)
    if (!pulls.has(approval.pullRequest)) pulls.set(approval.pullRequest, await reread(approval.pullRequest, frame));
  return approvals.map((one) => {
    const pull = pulls.get(one.approval.pullRequest) ?? '';
    return { ...one, reason: typeof pull === 'string' ? pull : reasonAgainst(one, pull) };
  });
}

/** The pull request as it was judged when it was recorded, or why it cannot be. */
async function reread(number: number, { forge, result, options, host }: Frame): Promise<ReviewedPull | string> {
  const pull = await forge.pullRequest(number);
  try {
    const base = await openBase(pull.base.sha, result, options, host);
    return await reviewPull(pull, { forge, base, options, host });
  } catch (error) {
    if (error instanceof UsageError) return error.message;
    throw error;
  }
}

function reasonAgainst({ alert, approval }: Omit<Verified, 'reason'>, reviewed: ReviewedPull): string | undefined {
  const { judgement, approvals, pull } = reviewed;
  const same = (text: string): boolean => text.toLowerCase() === approval.account.toLowerCase();
  const refused = judgement.refused.find(({ account }) => same(account));
  if (refused) return `${refused.reason}.`;
  const counted = judgement.counted.find(({ author }) => same(author));
  if (!counted) return `#${pull.number} holds no approving review of ${approval.account}.`;
  if (counted.person !== approval.approver)
    return `${approval.account} is the account of ${counted.person}, not of ${approval.approver}.`;
  if (counted.commit !== approval.commit || counted.url !== approval.review)
    return `the review of ${approval.account} in #${pull.number} is another one: ${counted.url}.`;
  const given = approvals.get(alert.split('/')[0] ?? '') ?? [];
  if (given.some((one) => one.alert === approval.alert && one.digest === approval.digest)) return undefined;
  return `#${pull.number} does not change ${alert} into what is recorded.`;
}

function outputOf({ name, file }: ApprovalFormat, verified: readonly Verified[]): Output {
  const target = file === undefined ? 'stdout' : { file };
  return { target, text: name === 'json' ? jsonText(dataOf(verified)) : textOf(verified) };
}

function dataOf(verified: readonly Verified[]): unknown {
  return {
    version: 1,
    approvals: verified.map(({ alert, approval, reason }) => ({
      alert,
      digest: approval.digest,
      ...(approvalJson(approval) as object),
      holds: reason === undefined,
      reason: reason ?? null,
    })),
  };
}

function textOf(verified: readonly Verified[]): string {
  const wrong = verified.filter(({ reason }) => reason !== undefined);
  const lines = wrong.map(
    ({ alert, approval, reason = '' }) => `${alert}: the approval of ${approval.approver} does not hold: ${reason}`,
  );
  const sum =
    wrong.length === 0
      ? `All ${counted(verified.length, 'recorded approval')} hold.`
      : `${wrong.length} of ${counted(verified.length, 'recorded approval')} do not hold.`;
  return `${[...lines, sum].map(printableLine).join('\n')}\n`;
}
