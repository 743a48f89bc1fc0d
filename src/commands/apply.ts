import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { CancelledError, UsageError, type CommandResult, type Host, type Output } from '../cli/command.ts';
import { exitCodes } from '../cli/exit-codes.ts';
import { guardNames, type GuardName, type GuardViolation } from '../engine/guards.ts';
import { applyLive, type ApplyOutcome } from '../engine/live-apply.ts';
import type { LivePlan } from '../engine/live-plan.ts';
import { differences, parsePlanArtefact, PlanFileError, type PlanArtefact } from '../engine/plan-artefact.ts';
import type { Session } from '../engine/session.ts';
import { nearestName } from '../findings/nearest-name.ts';
import { jsonLine } from '../findings/printable.ts';
import { isEmptyPlan } from '../graph/plan-of.ts';
import { counted } from '../findings/counted.ts';
import type { Run } from '../pipeline/run.ts';
import { applyReport } from '../plan/apply-report.ts';
import { open } from './common.ts';
import { guardViolations } from './guard-facts.ts';
import { deliveredNote } from './delivered.ts';
import { withPlaces } from './failure-places.ts';
import { explainLive } from './live-errors.ts';
import { openSession } from './live-session.ts';
import { type LivePlanOptions, messages, peopleOutputs, planFailureCode, planSession } from './plan-live.ts';
import { planFormats, renderPlan } from './plan-output.ts';
import { stopOnErrors } from './stop-on-errors.ts';

export interface ApplyOptions extends LivePlanOptions {
  readonly format?: readonly string[];
  readonly verbose?: boolean;
  readonly yes?: boolean;
  readonly allow?: readonly string[];
  readonly adopt?: readonly string[];
}

/** `alerts apply`: plans live, shows, asks, and changes what lives at the vendors. */
export async function run(file: string | undefined, options: ApplyOptions, host: Host): Promise<CommandResult> {
  const [format] = planFormats('apply', options.format);
  const json = format?.name === 'json';
  const allowed = allowedGuards(options.allow);
  const artefact = file === undefined ? undefined : await readPlanFile(file, host);
  const chosen = artefact ? { ...options, ...artefact.filters } : options;
  refuseInCi(chosen, host);
  const result = await open(chosen, host, true);
  const stopped = await stopOnErrors('apply', result, host);
  if (stopped) return stopped;
  const told: Host = json ? { ...host, progress: (event) => host.stream(resultLine({ ...event })) } : host;
  return explainLive(told, () => applyRun(result, chosen, { artefact, allowed, json }, told));
}

interface Request {
  readonly artefact: PlanArtefact | undefined;
  readonly allowed: ReadonlySet<GuardName>;
  readonly json: boolean;
}

async function applyRun(result: Run, options: ApplyOptions, request: Request, host: Host): Promise<CommandResult> {
  const session = await openSession(result, options, host);
  try {
    if (session.backend.embedded && host.env['CI'] && !host.env['ALERTS_STATE'])
      return refused(
        'The state is below .alerts/, which git ignores: in CI each run would start without it. Set "state" in the project (s3://…, gs://…, azblob://…), or ALERTS_STATE.',
      );
    const live = await planSession(session, result, options, host);
    if (live.failures.length > 0) return { exitCode: planFailureCode(live), outputs: messages(live) };
    if (request.artefact) {
      const found = differences(request.artefact, session, live.plan);
      if (found.length > 0) return refused(['The plan no longer holds; nothing was done.', ...found].join('\n  '));
    }
    const [shown] = await renderPlan([{ name: 'text' }], live.plan, options, host);
    const violations = await guardViolations(result, session, live, options, host);
    const guards = guardLines(violations, request.allowed);
    const people = peopleOutputs(session, live, result, host).map(({ text }) => text);
    if (!request.json) host.stream(`${shown?.text ?? ''}${people.join('')}${guards}`);
    if (violations.some(({ guard }) => !request.allowed.has(guard)))
      return refused('Refused by a guard; nothing was done.');
    if (!isEmptyPlan(live.plan)) await confirm(options, live, host);
    return await change(session, live, result, options, request.json, host);
  } finally {
    await session.close();
  }
}

async function change(
  session: Session,
  live: LivePlan,
  result: Run,
  options: ApplyOptions,
  json: boolean,
  host: Host,
): Promise<CommandResult> {
  const applied = await session.watch(() => applyLive(session, live, { refresh: options.refresh !== false }));
  const outcome = withPlaces(applied, live.units, result);
  const report = applyReport(outcome);
  const summary = `Applied: ${report.done} done${report.failed > 0 ? `, ${report.failed} failed` : ''}.\n`;
  const outputs: Output[] = [
    ...(json
      ? [{ target: 'stdout' as const, text: resultLine({ kind: 'result', ...report.data }) }]
      : [{ target: 'stdout' as const, text: isEmptyPlan(live.plan) ? '' : summary }]),
    ...messages(outcome),
    ...deliveredNote(result),
  ];
  if (!host.interruption().aborted) return { exitCode: exitCodeOf(outcome), outputs };
  const cancelled = 'Cancelled. The next run goes on from here, and adopts what was created.\n';
  return { exitCode: exitCodes.cancelled.code, outputs: [...outputs, { target: 'stderr', text: cancelled }] };
}

function exitCodeOf({ failures }: ApplyOutcome): number {
  if (failures.length === 0) return exitCodes.fine.code;
  return failures.every(({ locked }) => locked) ? exitCodes.refused.code : exitCodes.infrastructure.code;
}

async function confirm(options: ApplyOptions, live: LivePlan, host: Host): Promise<void> {
  if (options.yes) return;
  if (!host.interactive) throw new UsageError('Nobody can be asked here: add --yes to apply what was planned.');
  const changes = live.plan.units.flatMap(({ operations }) => operations.filter(({ op }) => op !== 'same')).length;
  const answer = await host.ask(`Apply ${counted(changes, 'change')}? Only "yes" does: `);
  if (answer !== 'yes') throw new CancelledError();
}

function refuseInCi(options: ApplyOptions, host: Host): void {
  if (host.env['CI'] && !options.env?.length)
    throw new UsageError('In CI "alerts apply" needs --env: say which environments this job applies.');
}

function allowedGuards(names: readonly string[] = []): Set<GuardName> {
  const allowed = new Set<GuardName>();
  for (const name of names) {
    const known = guardNames.find((guard) => guard === name);
    if (!known) {
      const near = nearestName(name, guardNames);
      throw new UsageError(
        `--allow: there is no guard "${name}".${near ? ` Did you mean "${near}"?` : ` Guards: ${guardNames.join(', ')}.`}`,
      );
    }
    allowed.add(known);
  }
  return allowed;
}

async function readPlanFile(file: string, host: Host): Promise<PlanArtefact> {
  let text: string;
  try {
    text = await readFile(path.resolve(host.cwd, file), 'utf8');
  } catch (error) {
    throw new UsageError(`${file} cannot be read (${(error as NodeJS.ErrnoException).code}).`);
  }
  try {
    return parsePlanArtefact(text, file);
  } catch (error) {
    throw error instanceof PlanFileError ? new UsageError(error.message) : error;
  }
}

/** Overridden guards stay visible: they are part of what is agreed to. */
function guardLines(violations: readonly GuardViolation[], allowed: ReadonlySet<GuardName>): string {
  return violations
    .map(({ guard, message }) =>
      allowed.has(guard)
        ? `\nguard ${guard}, overridden: ${message}`
        : `\nguard ${guard}: ${message} Override with --allow ${guard}.`,
    )
    .join('')
    .concat(violations.length > 0 ? '\n' : '');
}

function refused(message: string): CommandResult {
  return { exitCode: exitCodes.refused.code, outputs: [{ target: 'stderr', text: `alerts: ${message}\n` }] };
}

function resultLine(data: object): string {
  return jsonLine({ version: 1, ...data });
}
