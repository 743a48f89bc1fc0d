import { judgeReviews, ofSquad, type CountedReview } from '../approvals/judge.ts';
import { checkJson, checkText, type ApprovalCheck, type SquadAnswer } from '../approvals/check-report.ts';
import { UsageError, type CommandResult, type Host } from '../cli/command.ts';
import { jsonText } from '../findings/printable.ts';
import { squadsTouched } from '../oncall/changes/squads-touched.ts';
import type { ChangeSide } from '../oncall/changes/route-changes.ts';
import type { Run } from '../pipeline/run.ts';
import { openBase, recordIn, type ApprovalBase } from './approvals-base.ts';
import { approvalFormats } from './approvals-formats.ts';
import { askingForge, forgeAround, pullNumber, reviewPull, type ReviewedPull } from './approvals-reviewed.ts';
import { open, type CommonOptions } from './common.ts';
import { pagingAlerts } from './route-sweep.ts';
import { onCallOf } from './routed-alert.ts';

export interface CheckOptions extends CommonOptions {
  readonly format?: readonly string[];
  readonly pullRequest?: string;
}

const quarter = 13 * 7 * 86_400_000;

/** `alerts approvals check`: whose approval a pull request needs, and whose it has; exit status 1 when one is missing. */
export async function run(options: CheckOptions, host: Host): Promise<CommandResult> {
  const specs = approvalFormats('approvals check', options.format);
  return askingForge(async () => {
    const place = await forgeAround(host);
    const number = pullNumber(options.pullRequest, place);
    if (number === undefined) throw new UsageError('Say which pull request: --pull-request NUMBER.');
    const pull = await place.forge.pullRequest(number);
    const result = await open(options, host);
    const base = await openBase(options.policyFrom ?? place.base ?? pull.base.sha, result, options, host);
    const check = checkOf(await reviewPull(pull, { forge: place.forge, base, options, host }), base, options, host);
    const outputs = specs.map(({ name, file }) => ({
      target: file === undefined ? ('stdout' as const) : { file },
      text: name === 'json' ? jsonText(checkJson(check)) : checkText(check),
    }));
    return { exitCode: check.missing.length > 0 ? 1 : 0, outputs };
  });
}

/** Whose approval a reviewed pull request needs, and whose it has. */
export function checkOf(reviewed: ReviewedPull, base: ApprovalBase, options: CheckOptions, host: Host): ApprovalCheck {
  const { pull, group, judgement, changed } = reviewed;
  const tiers = base.policy.approvals?.tiers ?? [];
  const tierOf = (application: string): number =>
    (reviewed.head.index.find('Application', application)?.facts.facts['tier'] as number | undefined) ?? 1;
  const alerts = changed.filter(({ application }) => tiers.includes(tierOf(application)));
  const squads = squadAnswers(reviewed, base, options, host);
  const brought = broughtRecords(reviewed);
  const names = alerts.map(({ application, id }) => `${application}/${id}`);
  return {
    pull,
    base: base.revision,
    group,
    judgement,
    alerts: names,
    squads,
    missing: [
      ...(names.length > 0 && judgement.counted.length === 0
        ? [`somebody of the group ${group}, for ${names.join(', ')}`]
        : []),
      ...squads
        .filter(({ by }) => by.length === 0)
        .map(({ squad }) => `somebody of squad ${squad}, who is called otherwise`),
      ...brought.map((file) => `nobody may bring approvals of their own: take the new lines out of ${file}`),
    ],
  };
}

/** Squads that the base knows and that are called otherwise. Nobody was called of a squad that the change itself brings. */
function squadAnswers(
  { before, head, change, reviewers }: ReviewedPull,
  { run }: ApprovalBase,
  options: CheckOptions,
  host: Host,
): SquadAnswer[] {
  const from = Math.floor(host.now().getTime() / 60_000) * 60_000;
  const touched = squadsTouched(sideOf(before, options), sideOf(head, options), { from, until: from + quarter });
  return touched
    .filter(({ squad }) => run.index.find('Squad', squad) !== undefined)
    .map(({ squad, touches }) => {
      const { counted, refused } = judgeReviews(change, reviewers, ofSquad(squad));
      const members = new Set(
        reviewers.filter(({ squads }) => squads.includes(squad)).map(({ account }) => account?.toLowerCase()),
      );
      const own = refused.filter(({ account }) => members.has(account.toLowerCase()));
      return { squad, touches, by: counted.map(({ person }: CountedReview) => person), refused: own };
    });
}

function sideOf(run: Run, { dir }: CheckOptions): ChangeSide {
  const onCall = onCallOf(run);
  return { model: onCall.model, alerts: pagingAlerts(run, { dir }, onCall) };
}

/** Records that hold lines which the change itself brings: only the pipeline of the branch writes them, after the merge. */
function broughtRecords({ before, head }: ReviewedPull): string[] {
  return head.index.all('Application').flatMap(({ facts: { id } }) => {
    const known = new Set(recordIn(before.tree, id)?.split('\n'));
    const lines = recordIn(head.tree, id)?.split('\n') ?? [];
    return lines.some((line) => line.trim() !== '' && line !== '{"version":1}' && !known.has(line))
      ? [`the record of ${id}`]
      : [];
  });
}
