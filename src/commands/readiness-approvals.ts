import type { Approval } from '../approvals/record.ts';
import { approvalState } from '../approvals/state.ts';
import type { Host } from '../cli/command.ts';
import { approvableAlerts } from '../pipeline/approved-alerts.ts';
import type { ReadinessInput } from '../pipeline/readiness-views.ts';
import type { Run } from '../pipeline/run.ts';
import { readinessPolicy } from '../readiness/policy.ts';
import { openBase, type ApprovalBase } from './approvals-base.ts';
import { forgeAround, pullNumber, reviewPull } from './approvals-reviewed.ts';
import type { CommonOptions } from './common.ts';

/** Options of commands whose verdict depends on approvals. */
export interface ApprovedOptions extends CommonOptions {
  /** Reviews of this pull request count, too, for what it changes. */
  readonly pullRequest?: string;
  /** Why its reviews cannot be read. */
  readonly reviewsUnknown?: string;
}

/**
 * What is judged, with what approvals say of its pages where policy asks for them. They are read from the record at the revision whose policy
 * judges, else at HEAD, never from the working tree.
 * @throws ForgeError when a pull request is named and its forge cannot be asked
 */
export async function withApprovals(
  input: ReadinessInput,
  run: Run,
  options: ApprovedOptions,
  host: Host,
): Promise<ReadinessInput> {
  const { approvals: asked } = readinessPolicy(input.project.data);
  const concerned = new Set(input.views.filter(({ tier = 1 }) => asked?.tiers.includes(tier)).map(({ id }) => id));
  if (concerned.size === 0) return input;
  const base = await openBase(options.policyFrom ?? 'HEAD', run, options, host);
  const reviewed = await approvalsOfPull(base, options, host);
  const now = approvableAlerts(run, (application) => concerned.has(application));
  const views = input.views.map((view) => {
    if (!concerned.has(view.id)) return view;
    const record = [...base.record(view.id), ...(reviewed.get(view.id) ?? [])];
    const mine = [...now.values()].filter(({ application }) => application === view.id);
    const approvals = new Map(mine.map((one) => [one.id, approvalState(one.id, one, record)]));
    return {
      ...view,
      approvals,
      ...(options.reviewsUnknown === undefined ? {} : { reviewsUnknown: options.reviewsUnknown }),
    };
  });
  return { ...input, views };
}

async function approvalsOfPull(
  base: ApprovalBase,
  options: ApprovedOptions,
  host: Host,
): Promise<ReadonlyMap<string, readonly Approval[]>> {
  if (options.pullRequest === undefined) return new Map();
  const place = await forgeAround(host);
  const number = pullNumber(options.pullRequest, place) as number;
  const pull = await place.forge.pullRequest(number);
  return (await reviewPull(pull, { forge: place.forge, base, options, host })).approvals;
}
