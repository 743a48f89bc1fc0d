import { UsageError, type CommandResult, type Host } from '../cli/command.ts';
import { exitCodes } from '../cli/exit-codes.ts';
import { Watchdog } from '../engine/progress.ts';
import { openProbe } from '../engine/vendors/probe.ts';
import { jsonText } from '../findings/printable.ts';
import type { OnCallModel, Schedule, Span } from '../oncall/model.ts';
import { localText } from '../oncall/routing/local-text.ts';
import { verify, type Difference, type Sample, type Verification } from '../oncall/verify/compare.ts';
import { sampleInstants } from '../oncall/verify/samples.ts';
import { connectionsOf } from '../pipeline/compile-context.ts';
import { environmentsOf } from '../pipeline/lint-environment.ts';
import { onCallModelOf } from '../pipeline/on-call-model.ts';
import type { Run } from '../pipeline/run.ts';
import type { OnCallProbe } from '../providers/live.ts';
import { open, type CommonOptions } from './common.ts';
import { explainLive } from './live-errors.ts';
import { planFormats } from './plan-output.ts';

export interface VerifyOptions extends CommonOptions {
  readonly weeks?: string;
  readonly samples?: string;
  readonly format?: readonly string[];
}

/** What was asked, and what came of it. */
interface Report extends Verification {
  /** Schedules that the backend does not have: not applied yet, or removed by hand. */
  readonly missing: readonly Schedule[];
}

const week = 7 * 86_400_000;
/** Differences that a person reads before they have seen enough; JSON has all. */
const shown = 20;

/** `alerts oncall verify`: asks the on-call backend who is on call over the coming weeks, and compares with the definitions. */
export async function run(options: VerifyOptions, host: Host): Promise<CommandResult> {
  const [spec] = planFormats('oncall verify', options.format);
  const weeks = wholeNumber('--weeks', options.weeks ?? '4', 26);
  const count = wholeNumber('--samples', options.samples ?? '60', 2_000);
  const result = await open(options, host);
  const model = onCallModelOf(result.shard.lookup(new Map()));
  if (!model) throw new UsageError('There is no project that can be read: "alerts lint" says why.');
  return explainLive(host, async () => {
    const probe = await probeOf(result, host);
    const from = Math.ceil(host.now().getTime() / 60_000) * 60_000;
    const report = await ask(
      probe,
      model,
      schedulesOf(model, options),
      { from, until: from + weeks * week },
      count,
      host,
    );
    const text = spec?.name === 'json' ? jsonText({ version: 1, ...toJson(report) }) : toText(report, model);
    const fine = report.differences.length === 0 && report.missing.length === 0;
    return { exitCode: fine ? 0 : exitCodes.findings.code, outputs: [{ target: 'stdout', text }] };
  });
}

async function probeOf(result: Run, host: Host): Promise<OnCallProbe> {
  const project = result.shard.lookup(new Map()).project();
  const connections = project ? connectionsOf(project, environmentsOf(project.document.data)[0] ?? '') : {};
  const name = project?.document.data['onCall'];
  const vendor = connections[String(name)]?.['vendor'];
  if (vendor === undefined) throw new UsageError('The project names no on-call backend: write "onCall: CONNECTION".');
  const probe = await openProbe(String(vendor), connections, host.env, host.interruption());
  if (!probe) throw new UsageError(`"alerts oncall verify" cannot ask ${String(vendor)} yet.`);
  return probe;
}

function schedulesOf(model: OnCallModel, { squad = [] }: VerifyOptions): Schedule[] {
  return [...model.squads.values()]
    .filter(({ id }) => squad.length === 0 || squad.includes(id))
    .flatMap(({ schedules }) => [...schedules.values()]);
}

async function ask(
  probe: OnCallProbe,
  model: OnCallModel,
  schedules: readonly Schedule[],
  range: Span,
  count: number,
  host: Host,
): Promise<Report> {
  const samples: Sample[] = [];
  const missing: Schedule[] = [];
  const watchdog = new Watchdog((event) => host.progress(event));
  await watchdog.during(async () => {
    for (const [index, schedule] of schedules.entries()) {
      watchdog.receive({
        kind: 'step',
        message: `asking about ${schedule.squad}/${schedule.id} (${index + 1} of ${schedules.length})`,
      });
      const instants = sampleInstants(schedule, range, model.semantics, { count, seed: index + 1 });
      const answers = await answersOf(probe, schedule, instants, range);
      if (answers) samples.push(...answers);
      else missing.push(schedule);
    }
  });
  return { ...verify(samples, model), missing };
}

/** Each instant twice: as the backend answers for it, and as the timeline of the whole range shows it. */
async function answersOf(
  probe: OnCallProbe,
  schedule: Schedule,
  instants: readonly number[],
  range: Span,
): Promise<Sample[] | undefined> {
  const { squad, id } = schedule;
  const timeline = await probe.timeline(squad, id, range);
  if (!timeline) return undefined;
  const samples: Sample[] = [];
  for (const at of instants) {
    const present = timeline.filter(({ from, until }) => from <= at && at < until);
    samples.push({ schedule, at, onCall: present.map(({ onCall }) => onCall) });
    samples.push({ schedule, at, onCall: (await probe.onCallAt(squad, id, at)) ?? [] });
  }
  return samples;
}

function toText(report: Report, model: OnCallModel): string {
  const lines = [
    ...report.missing.map(
      ({ squad, id }) => `missing  ${squad}/${id}: the backend has no such schedule. Apply it first.`,
    ),
    ...report.differences.slice(0, shown).map((difference) => differenceText(difference, model)),
  ];
  const more = report.differences.length - shown;
  if (more > 0) lines.push(`…and ${more} more; --format json has all.`);
  const [best] = report.better;
  if (best)
    lines.push(
      '',
      `With "onCallSemantics: ${wordsOf(best.change)}" in the project ${best.differences === 0 ? 'nothing' : `only ${best.differences}`} would differ.`,
    );
  const outcome = report.differences.length === 0 ? 'all agree' : `${report.differences.length} differ`;
  lines.push('', `${report.compared} answers compared: ${outcome}.`);
  return `${lines.join('\n').trimStart()}\n`;
}

function differenceText({ squad, schedule, at, defined, actual }: Difference, model: OnCallModel): string {
  const zone = model.squads.get(squad)?.schedules.get(schedule)?.zone ?? model.zone;
  const names = (people: readonly string[]): string => (people.length === 0 ? 'nobody' : people.join(', '));
  return `differs  ${squad}/${schedule} ${localText(zone, at)} in ${zone}: defined ${names(defined)}, the backend says ${names(actual)}`;
}

function wordsOf(change: object): string {
  return `{ ${Object.entries(change)
    .map(([name, value]) => `${name}: ${String(value)}`)
    .join(', ')} }`;
}

function toJson({ compared, differences, better, missing }: Report): object {
  return {
    compared,
    differences: differences.map(({ at, ...rest }) => ({ ...rest, at: new Date(at).toISOString() })),
    better,
    missing: missing.map(({ squad, id }) => ({ squad, schedule: id })),
  };
}

function wholeNumber(option: string, text: string, most: number): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > most)
    throw new UsageError(`${option} takes a whole number from 1 to ${most}, not "${text}".`);
  return value;
}
