import { UsageError, type CommandResult, type Host } from '../cli/command.ts';
import { exitCodes } from '../cli/exit-codes.ts';
import { mergeBase } from '../git/merge-base.ts';
import { resolveCommit } from '../git/git.ts';
import { anonymous } from '../show/ci/people.ts';
import { enforced } from '../show/ci/report.ts';
import { askingForge, noForge, pullNumber } from './approvals-reviewed.ts';
import { openReviewed } from './ci-approvals.ts';
import { asUsage, type CommonOptions } from './common.ts';
import { ciFormats, renderReport } from './ci-formats.ts';
import { judgeChange, type Compared } from './ci-judge.ts';
import { peopleOf } from './ci-nights.ts';
import { placeOf, type CiPlace } from './ci-place.ts';
import { publish } from './ci-publish.ts';
import { runOfCommit } from './plan-sides.ts';

export interface CiOptions extends CommonOptions {
  readonly format?: readonly string[];
  readonly base?: string;
  readonly pullRequest?: string;
  readonly lintBaseline?: string;
  readonly readinessBaseline?: string;
  /** False with `--no-comment`. */
  readonly comment?: boolean;
}

/** `alerts ci`: everything that a pull request has to know, in one run and one comment. */
export async function run(options: CiOptions, host: Host): Promise<CommandResult> {
  const specs = ciFormats(options.format, host);
  return askingForge(async () => {
    const place = await askedFor(await placeOf(host), options);
    const base = options.base ?? place.base;
    if (base === undefined) throw new UsageError(withoutBase(place));
    const reviewed = { place, base, options, host };
    const judged = await openReviewed(reviewed);
    const compared = await compare(base, judged.run, options, host);
    const people = anonymous(peopleOf(judged.run, compared.before));
    const report = await judgeChange(judged, compared, people, reviewed);
    const outputs = await renderReport(specs, report, judged.run, people, host, options.dir);
    const said = await publish(report, place, options, host);
    return { exitCode: enforced(report).length > 0 ? exitCodes.findings.code : 0, outputs: [...outputs, ...said] };
  });
}

/** `--pull-request` names one where the environment does not. */
async function askedFor(place: CiPlace, { pullRequest }: CiOptions): Promise<CiPlace> {
  const number = pullNumber(pullRequest, place);
  if (number === undefined || place.number === number) return place;
  if (!place.forge) throw new UsageError(`--pull-request: ${noForge(place)}`);
  const found = await place.forge.pullRequest(number);
  return { ...place, number, base: found.base.sha, head: found.head.sha, fork: found.fork };
}

function withoutBase({ kind }: CiPlace): string {
  return kind === 'local'
    ? 'There is nothing to compare with. Name the branch that the change is for: --base origin/main.'
    : 'This pipeline is not that of a pull request, so there is nothing to compare with. Name a revision: --base origin/main.';
}

async function compare(
  base: string,
  near: Parameters<typeof runOfCommit>[3],
  options: CiOptions,
  host: Host,
): Promise<Compared> {
  const found = await asUsage(() => mergeBase(host.cwd, base));
  const tip = await asUsage(() => resolveCommit(host.cwd, base));
  const note = `History is too shallow to know where this left ${base}, so it is compared with that itself: fetch the whole history (fetch-depth: 0).`;
  const revision = found ?? tip;
  const before = await runOfCommit(options, host, revision, near, true);
  return { base, mergeBase: revision, before, notes: found === undefined ? [note] : [] };
}
