import { Chalk } from 'chalk';
import { UsageError, type CommandResult, type Host, type Output } from '../cli/command.ts';
import { jsonText } from '../findings/printable.ts';
import { readCommitTree } from '../git/commit-tree.ts';
import { dutyChanges } from '../oncall/changes/duty-changes.ts';
import { routeChanges } from '../oncall/changes/route-changes.ts';
import { namesFrom } from '../oncall/changes/sentences.ts';
import { openCommit } from '../pipeline/open.ts';
import type { Run } from '../pipeline/run.ts';
import { changesJson, changesMarkdown, changesText, type ChangeReport } from '../show/route/changes-text.ts';
import { asUsage, openOptions, type CommonOptions } from './common.ts';
import type { PlanFormat } from './plan-output.ts';
import { pagingAlerts } from './route-sweep.ts';
import { onCallOf } from './routed-alert.ts';

export interface AgainstOptions extends CommonOptions {
  readonly weeks?: string;
}

const week = 7 * 86_400_000;

/** `alerts route --against REF`: whose nights and which routes differ from those of a revision, over the next weeks. */
export async function against(
  revision: string,
  options: AgainstOptions,
  specs: readonly PlanFormat[],
  result: Run,
  host: Host,
): Promise<CommandResult> {
  const weeks = weeksOf(options.weeks);
  const tree = await asUsage(() => readCommitTree(options.dir, host.cwd, revision, result.tree.files));
  const old = await openCommit(tree, openOptions(options, host), result);
  const [before, after] = [sideOf(old, options), sideOf(result, options)];
  const from = Math.floor(host.now().getTime() / 60_000) * 60_000;
  const range = { from, until: from + weeks * week };
  const all = dutyChanges(before.model, after.model, range);
  const chosen = (one: { readonly squad: string }): boolean =>
    !options.squad?.length || options.squad.includes(one.squad);
  const report = {
    range,
    zone: after.model.zone,
    revision,
    duties: { ...all, duties: all.duties.filter(chosen), loads: all.loads.filter(chosen) },
    routes: routeChanges(before, after, range),
    nameOf: namesFrom(after.model, before.model),
  };
  return { exitCode: 0, outputs: specs.map((spec) => outputOf(spec, report, host)) };
}

function sideOf(run: Run, options: CommonOptions): Parameters<typeof routeChanges>[0] {
  const onCall = onCallOf(run);
  return { model: onCall.model, alerts: pagingAlerts(run, options, onCall) };
}

function weeksOf(text = '13'): number {
  const weeks = Number(text);
  if (!/^\d{1,3}$/.test(text) || weeks < 1 || weeks > 104)
    throw new UsageError(`--weeks: "${text}" is no number of weeks from 1 to 104.`);
  return weeks;
}

function outputOf({ name, file }: PlanFormat, report: ChangeReport, host: Host): Output {
  const target = file === undefined ? 'stdout' : { file };
  if (name === 'json') return { target, text: jsonText(changesJson(report)) };
  if (name === 'markdown') return { target, text: changesMarkdown(report) };
  const chalk = new Chalk({ level: host.color && file === undefined ? 1 : 0 });
  return { target, text: changesText(report, { chalk, columns: host.columns }) };
}
