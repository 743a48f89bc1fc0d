import type { SilentPage } from '../oncall/routing/reaches-nobody.ts';
import { silentPages } from './silent-pages.ts';
import type { CommandResult, Host, Output } from '../cli/command.ts';
import { exitCodes } from '../cli/exit-codes.ts';
import { planLive, waitForUnits, type LivePlan } from '../engine/live-plan.ts';
import { planArtefact } from '../engine/plan-artefact.ts';
import type { Session } from '../engine/session.ts';
import { isEmptyPlan } from '../graph/plan-of.ts';
import type { Plan } from '../graph/plan.ts';
import { sideOfRecorded } from '../graph/recorded-side.ts';
import { passes } from '../pipeline/open.ts';
import type { Run } from '../pipeline/run.ts';
import { filtersOf, type CommonOptions } from './common.ts';
import { deliveredNote } from './delivered.ts';
import { withPlaces } from './failure-places.ts';
import { explainLive } from './live-errors.ts';
import { openSession } from './live-session.ts';
import { placeOf } from './object-place.ts';
import { renderPlan, type PlanFormat } from './plan-output.ts';
import { foretold } from './plan-people.ts';
import { plannedSince, sideOfRun, unitsSince } from './plan-sides.ts';
import type { PlanOptions } from './plan.ts';
import { isPartialIn, unitSelection } from './unit-selection.ts';

/** Options of everything that plans against the world. */
export interface LivePlanOptions extends CommonOptions {
  readonly all?: boolean;
  readonly refresh?: boolean;
  readonly lockTimeout?: string;
}

/** `alerts plan --live`: what the engine and the vendors say that applying would do. */
export async function run(
  result: Run,
  options: PlanOptions,
  specs: readonly PlanFormat[],
  host: Host,
): Promise<CommandResult> {
  return explainLive(host, async () => {
    const session = await openSession(result, options, host);
    try {
      const live = await planSession(session, result, options, host, false);
      const outputs: Output[] = [
        ...(await renderPlan(specs, live.plan, options, host)),
        ...messages(live),
        ...incompleteOutputs(live),
        ...peopleOutputs(session, live, result, host),
        ...silentOutputs(silentPages(result, live.plan, host)),
        ...deliveredNote(result),
      ];
      if (live.failures.length > 0) return { exitCode: planFailureCode(live), outputs };
      if (options.output !== undefined)
        outputs.push({ target: { file: options.output }, text: planArtefact(session, live.plan, filtersOf(options)) });
      const changes = !isEmptyPlan(live.plan);
      return { exitCode: changes && options.failOnChanges ? exitCodes.changes.code : 0, outputs };
    } finally {
      await session.close();
    }
  });
}

/** A plan that lacks a unit says of the others that nothing is to do. */
function incompleteOutputs({ failures }: LivePlan): Output[] {
  const text = 'note: the plan is incomplete, it lacks what could not be planned.\n';
  return failures.length > 0 ? [{ target: 'stderr', text }] : [];
}

/** What "alerts apply" would stop at, said before anybody tries. */
function silentOutputs(pages: readonly SilentPage[]): Output[] {
  const texts = pages.map(({ identities, why }) => `guard reaches-nobody: ${identities.join(', ')}: ${why}.\n`);
  return texts.length > 0 ? [{ target: 'stderr', text: texts.join('') }] : [];
}

/** What a live plan means for whoever is on call now. */
export function peopleOutputs(session: Session, { plan }: LivePlan, result: Run, host: Host): Output[] {
  return foretold(plan, sideOfRecorded(session.recorded), sideOfRun(result), host.now());
}

/** What applying would change of what the session knows to have been applied last. */
export function offlineOf(session: Session, result: Run): Plan {
  return plannedSince(sideOfRecorded(session.recorded), result);
}

/**
 * Plans live what the filters select.
 * @param changes whether it is going to be done, so that nobody else may be at work on it
 */
export async function planSession(
  session: Session,
  result: Run,
  options: LivePlanOptions,
  host: Host,
  changes = true,
): Promise<LivePlan> {
  const filters = filtersOf(options);
  const { since } = options;
  const changed = since === undefined ? undefined : await unitsSince(options, host, since, result);
  const before = offlineOf(session, result);
  const all = options.all === true;
  const includes = unitSelection(options, before);
  const waited = changes && (await waitForUnits(session, before, { includes, all }));
  const offline = waited ? offlineOf(session, result) : before;
  const selected = unitSelection(options, offline);
  const live = await session.watch(() =>
    planLive(session, {
      includes: (unit) => selected(unit) && changed?.has(unit) !== false,
      selects: (unit) => (isPartialIn(unit, options) ? (object) => passes(filters, placeOf(object)) : undefined),
      all,
      refresh: options.refresh !== false,
      offline,
    }),
  );
  return withPlaces(live, [...live.units, ...offline.units], result);
}

/** The exit status of a plan that failed: nothing is wrong with the definitions when somebody else is at work. */
export function planFailureCode({ failures }: Pick<LivePlan, 'failures'>): number {
  return failures.every(({ locked }) => locked) ? exitCodes.refused.code : exitCodes.findings.code;
}

/** What stops a plan, and what is worth reading, for people: `file:line:column: identity: the vendor's words`. */
export function messages(live: Pick<LivePlan, 'failures' | 'notes'>): Output[] {
  const lines = [
    ...live.notes.map((note) => `note: ${lineOf(note)}`),
    ...live.failures.map((failure) => `error: ${lineOf(failure)}`),
  ];
  return lines.length === 0 ? [] : [{ target: 'stderr', text: lines.join('') }];
}

function lineOf({ unit, identity, source, message }: LivePlan['failures'][number]): string {
  const where = source === undefined ? '' : `${source}: `;
  return `${where}${identity ?? unit}: ${message.split('\n').join('\n    ')}\n`;
}
