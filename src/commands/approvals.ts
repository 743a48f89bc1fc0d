import { Chalk } from 'chalk';
import { listJson, listText, type ApprovalList, type ListedAlert } from '../approvals/list.ts';
import { approvalState } from '../approvals/state.ts';
import type { CommandResult, Host, Output } from '../cli/command.ts';
import { jsonText } from '../findings/printable.ts';
import { approvableAlerts, type ApprovableAlert } from '../pipeline/approved-alerts.ts';
import { passes } from '../pipeline/open.ts';
import type { Run } from '../pipeline/run.ts';
import { openBase, type ApprovalBase } from './approvals-base.ts';
import { approvalFormats } from './approvals-formats.ts';
import { filtersOf, open, type CommonOptions } from './common.ts';

export interface ApprovalsOptions extends CommonOptions {
  readonly format?: readonly string[];
}

/** `alerts approvals`: which alerts are approved as they are, and what has changed of those that are not. */
export async function run(options: ApprovalsOptions, host: Host): Promise<CommandResult> {
  const specs = approvalFormats('approvals', options.format);
  const result = await open(options, host);
  const base = await openBase(options.policyFrom ?? 'HEAD', result, options, host);
  const list = { base: base.revision, alerts: listed(result, base, options) };
  const asked: Output[] =
    base.policy.approvals || options.quiet === true
      ? []
      : [{ target: 'stderr', text: 'The project asks for no approvals: "readiness.approvals" turns them on.\n' }];
  return { exitCode: 0, outputs: [...asked, ...specs.map((spec) => outputOf(spec, list, host))] };
}

function listed(result: Run, base: ApprovalBase, options: ApprovalsOptions): ListedAlert[] {
  const filters = { ...filtersOf(options), env: [] };
  const tiers = base.policy.approvals?.tiers ?? [1, 2, 3, 4];
  return [...approvableAlerts(result, (application) => tiers.includes(tierOf(result, application)))]
    .filter(([, one]) => passes(filters, one))
    .map(([alert, one]) => ({
      alert,
      squad: one.squad,
      digest: { digest: one.digest, parts: one.parts },
      ...placeOf(one),
      approval: stateOf(one, base),
    }));
}

/** An application without a tier counts as the most critical. */
function tierOf({ index }: Run, application: string): number {
  return (index.find('Application', application)?.facts.facts['tier'] as number | undefined) ?? 1;
}

function stateOf(one: ApprovableAlert, base: ApprovalBase): ListedAlert['approval'] {
  return approvalState(one.id, one, base.record(one.application));
}

function placeOf({ alert }: ApprovableAlert): Pick<ListedAlert, 'file' | 'line'> {
  const { node } = alert.origin([]);
  const { file, line } = node.file.locate(node);
  return { file, line };
}

function outputOf(
  { name, file }: { readonly name: string; readonly file?: string },
  list: ApprovalList,
  host: Host,
): Output {
  const target = file === undefined ? 'stdout' : { file };
  if (name === 'json') return { target, text: jsonText(listJson(list)) };
  return { target, text: listText(list, new Chalk({ level: host.color && file === undefined ? 1 : 0 })) };
}
