import { CancelledError, UsageError, type CommandResult, type Host } from '../cli/command.ts';
import { exitCodes } from '../cli/exit-codes.ts';
import { applyLive } from '../engine/live-apply.ts';
import { isEmptyPlan } from '../graph/plan-of.ts';
import { counted } from '../findings/counted.ts';
import { applyReport } from '../plan/apply-report.ts';
import type { Run } from '../pipeline/run.ts';
import { open } from './common.ts';
import { explainLive } from './live-errors.ts';
import { openSession } from './live-session.ts';
import { messages, planFailureCode, planSession, type LivePlanOptions } from './plan-live.ts';
import { renderPlan } from './plan-output.ts';
import { stopOnErrors } from './stop-on-errors.ts';

export interface DestroyOptions extends LivePlanOptions {
  readonly yes?: string;
}

/** `alerts destroy`: removes what the definitions have put at the vendors, and nothing else. */
export async function run(options: DestroyOptions, host: Host): Promise<CommandResult> {
  if ((options.app?.length ?? 0) + (options.alert?.length ?? 0) > 0)
    throw new UsageError(
      '"alerts destroy" removes whole units: use --env and --squad. To remove one alert, remove its definition and apply.',
    );
  const result = await open(options, host, true);
  const stopped = await stopOnErrors('destroy', result, host);
  if (stopped) return stopped;
  return explainLive(host, () => destroy(result, options, host));
}

async function destroy(result: Run, options: DestroyOptions, host: Host): Promise<CommandResult> {
  const session = await openSession(result, { ...options, nothing: true }, host);
  try {
    const live = await planSession(session, result, { ...options, all: true, refresh: false }, host);
    if (live.failures.length > 0) return { exitCode: planFailureCode(live), outputs: messages(live) };
    const [shown] = await renderPlan([{ name: 'text' }], live.plan, {}, host);
    host.stream(shown?.text ?? '');
    if (isEmptyPlan(live.plan)) return { exitCode: exitCodes.fine.code, outputs: [] };
    await confirm(session.options.project.id, live.plan.summary.delete, options, host);
    const outcome = await session.watch(() => applyLive(session, live, { refresh: false }));
    const { done, failed } = applyReport(outcome);
    const text = `Destroyed: ${done} done${failed > 0 ? `, ${failed} failed` : ''}.\n`;
    return {
      exitCode: outcome.failures.length > 0 ? exitCodes.infrastructure.code : exitCodes.fine.code,
      outputs: [{ target: 'stdout', text }, ...messages(outcome)],
    };
  } finally {
    await session.close();
  }
}

/** Whoever destroys says what: the project's id, typed or given. */
async function confirm(project: string, objects: number, options: DestroyOptions, host: Host): Promise<void> {
  if (options.yes === project) return;
  if (options.yes !== undefined)
    throw new UsageError(`--yes must name the project, "${project}", not "${options.yes}".`);
  if (!host.interactive) throw new UsageError(`Nobody can be asked here: add --yes ${project} to destroy.`);
  const answer = await host.ask(`This removes ${counted(objects, 'object')}. Type "${project}" to go on: `);
  if (answer !== project) throw new CancelledError();
}
