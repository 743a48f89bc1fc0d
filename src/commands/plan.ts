import { UsageError, type CommandResult, type Host } from '../cli/command.ts';
import { exitCodes } from '../cli/exit-codes.ts';
import { filterPlan, isEmptyPlan } from '../graph/plan-of.ts';
import type { Plan } from '../graph/plan.ts';
import { touchesContacts } from '../pipeline/base-policy.ts';
import { passes } from '../pipeline/open.ts';
import { filtersOf, noteOf, openUnderPolicy, type CommonOptions } from './common.ts';
import { heldBackOutputs } from './held-back-outputs.ts';
import { deliveredNote, withoutDelivered } from './delivered.ts';
import { placeOf } from './object-place.ts';
import { planFormats, renderPlan } from './plan-output.ts';
import { foretold, movedDuties } from './plan-people.ts';
import { offlinePlan, recordedSide, runOfCommit, sideOfRun } from './plan-sides.ts';
import { stopOnErrors } from './stop-on-errors.ts';

export interface PlanOptions extends CommonOptions {
  readonly format?: readonly string[];
  readonly against?: string;
  readonly failOnChanges?: boolean;
  readonly verbose?: boolean;
  readonly live?: boolean;
  readonly all?: boolean;
  readonly refresh?: boolean;
  readonly adopt?: readonly string[];
  readonly output?: string;
}

/** `alerts plan`: what applying would change, against what is recorded or another commit; only `--live` contacts anybody. */
export async function run(options: PlanOptions, host: Host): Promise<CommandResult> {
  const specs = planFormats('plan', options.format);
  refuseOddOptions(options);
  const judged = await openUnderPolicy(options, host, true);
  const { run: result, heldBack } = judged;
  const stopped = await stopOnErrors('plan', result, host, options.live && touchesContacts(heldBack) ? heldBack : []);
  if (stopped) return stopped;
  if (options.live) return (await import('./plan-live.ts')).run(result, options, specs, host);
  const { against } = options;
  const commit = against === undefined ? undefined : await runOfCommit(options, host, against, result);
  const before = commit ? sideOfRun(commit) : await recordedSide(result, host);
  const plan = select(offlinePlan(before, result, options.verbose === true), options);
  const outputs = [
    ...(await renderPlan(specs, plan, options, host)),
    ...foretold(plan, before, sideOfRun(result), host.now()),
    ...(commit ? movedDuties(plan, commit, result, host.now()) : deliveredNote(result)),
    ...(await heldBackOutputs('plan', result, heldBack, host)),
    ...noteOf(judged),
  ];
  const changes = !isEmptyPlan(commit ? plan : withoutDelivered(plan));
  return { exitCode: changes && options.failOnChanges ? exitCodes.changes.code : 0, outputs };
}

function refuseOddOptions({ live, against, output, adopt, all, refresh, since }: PlanOptions): void {
  if (live && against !== undefined)
    throw new UsageError('--live compares with what lives at the vendors, --against with another commit: choose one.');
  if (!live && (output ?? adopt ?? since) !== undefined)
    throw new UsageError('--output, --adopt and --since go with --live.');
  if (!live && (all === true || refresh === false)) throw new UsageError('--all and --no-refresh go with --live.');
  if (output !== undefined && since !== undefined)
    throw new UsageError('A plan that is written down covers what its filters say: use --env or --squad, not --since.');
}

function select(plan: Plan, options: PlanOptions): Plan {
  const filters = filtersOf(options);
  return filterPlan(plan, (operation) => passes(filters, placeOf(operation)));
}
