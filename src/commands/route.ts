import { Chalk } from 'chalk';
import { UsageError, type CommandResult, type Host, type Output } from '../cli/command.ts';
import { parseDuration } from '../definitions/values/duration.ts';
import { jsonText } from '../findings/printable.ts';
import { routeAlert, type RouteAnswer } from '../oncall/routing/route-alert.ts';
import type { AlertLife } from '../oncall/routing/timeline.ts';
import { routeJson } from '../show/route/json.ts';
import { routeMarkdown } from '../show/route/markdown.ts';
import { routeText } from '../show/route/text.ts';
import { open, type CommonOptions } from './common.ts';
import { instantOption } from './instant-option.ts';
import { planFormats, type PlanFormat } from './plan-output.ts';
import { onCallOf, routedAlert } from './routed-alert.ts';

export interface RouteOptions extends CommonOptions {
  readonly at?: readonly string[];
  readonly ackAfter?: string;
  readonly closeAfter?: string;
  readonly group?: readonly string[];
  readonly title?: string;
  readonly format?: readonly string[];
  readonly sweep?: boolean;
  readonly all?: boolean;
  readonly within?: string;
  readonly against?: string;
  readonly weeks?: string;
}

/** `alerts route APP/ALERT`: who is called for an alert, when, in which way, and why. */
export async function run(reference: string | undefined, options: RouteOptions, host: Host): Promise<CommandResult> {
  const specs = planFormats('route', options.format);
  const life = lifeOf(options);
  refuseOddOptions(reference, options);
  const result = await open(options, host);
  if (options.against !== undefined)
    return (await import('./route-against.ts')).against(options.against, options, specs, result, host);
  if (options.sweep === true) return (await import('./route-sweep.ts')).sweep(reference, options, specs, result, host);
  const onCall = onCallOf(result);
  const { facts, notes } = routedAlert(reference as string, options, result, onCall);
  const times = instantsOf(options, onCall.model.zone, host);
  const answers = times.map(({ instant }) => routeAlert(onCall.model, facts, instant, life));
  const said = [...notes, ...times.flatMap(({ note }) => note ?? [])];
  const several = (options.at ?? []).length > 1;
  return {
    exitCode: 0,
    outputs: [
      ...(said.length > 0 && options.quiet !== true
        ? [{ target: 'stderr', text: said.map((line) => `${line}\n`).join('') } as const]
        : []),
      ...specs.map((spec) => outputOf(spec, answers, several, host)),
    ],
  };
}

function refuseOddOptions(reference: string | undefined, options: RouteOptions): void {
  const { sweep, all, within, ackAfter, closeAfter, against, weeks } = options;
  if (
    against !== undefined &&
    (reference ?? sweep ?? all ?? within ?? ackAfter ?? closeAfter ?? options.at) !== undefined
  )
    throw new UsageError(
      '--against compares everybody and every alert: only --weeks, --env, --squad and --app go with it.',
    );
  if (against !== undefined) return;
  if (weeks !== undefined) throw new UsageError('--weeks goes with --against.');
  if (reference === undefined && all !== true)
    throw new UsageError('Name an alert as APPLICATION/ALERT, or say --sweep --all.');
  if (reference !== undefined && all === true) throw new UsageError('Name an alert, or say --all: not both.');
  if (sweep !== true && (all === true || within !== undefined))
    throw new UsageError('--all and --within go with --sweep.');
  if (sweep === true && (ackAfter ?? closeAfter) !== undefined)
    throw new UsageError(
      '--sweep asks what happens while nobody acknowledges: leave --ack-after and --close-after out.',
    );
}

function outputOf({ name, file }: PlanFormat, answers: readonly RouteAnswer[], several: boolean, host: Host): Output {
  const target = file === undefined ? 'stdout' : { file };
  if (name === 'json') {
    const all = answers.map(routeJson);
    return { target, text: jsonText(several ? { version: 1, answers: all } : { version: 1, ...all[0] }) };
  }
  if (name === 'markdown') return { target, text: answers.map(routeMarkdown).join('\n') };
  const style = { chalk: new Chalk({ level: host.color && file === undefined ? 1 : 0 }), columns: host.columns };
  return { target, text: answers.map((answer) => routeText(answer, style)).join('\n') };
}

function instantsOf({ at = [] }: RouteOptions, zone: string, host: Host): { instant: number; note?: string }[] {
  if (at.length > 0) return at.map((text) => instantOption('--at', text, zone));
  return [{ instant: Math.floor(host.now().getTime() / 60_000) * 60_000 }];
}

function lifeOf({ ackAfter, closeAfter }: RouteOptions): AlertLife {
  const acknowledgedAfter = minutesOf('--ack-after', ackAfter);
  const closedAfter = minutesOf('--close-after', closeAfter);
  return {
    ...(acknowledgedAfter === undefined ? {} : { acknowledgedAfter }),
    ...(closedAfter === undefined ? {} : { closedAfter }),
  };
}

function minutesOf(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const seconds = parseDuration(text);
  if (seconds === undefined || seconds < 60)
    throw new UsageError(`${option}: "${text}" is no time of at least 1m. Write it as 12m or 1h.`);
  return seconds / 60;
}
