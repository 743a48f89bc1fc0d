import { Chalk } from 'chalk';
import { UsageError, type CommandResult, type Host, type Output } from '../cli/command.ts';
import { parseDuration } from '../definitions/values/duration.ts';
import { jsonText } from '../findings/printable.ts';
import type { AlertFacts } from '../oncall/routing/alert-facts.ts';
import { sweepAll } from '../oncall/routing/sweep-all.ts';
import { passes } from '../pipeline/open.ts';
import { alertsOf } from '../pipeline/resolved-alerts.ts';
import type { Run } from '../pipeline/run.ts';
import { sweepJson } from '../show/route/sweep-json.ts';
import { sweepMarkdown } from '../show/route/sweep-markdown.ts';
import type { SweepReport } from '../show/route/sweep-report.ts';
import { sweepText } from '../show/route/sweep-text.ts';
import { filtersOf, type CommonOptions } from './common.ts';
import { instantOption } from './instant-option.ts';
import type { PlanFormat } from './plan-output.ts';
import { onCallOf, routedAlert, type AlertOptions, type OnCall } from './routed-alert.ts';

export interface SweepOptions extends CommonOptions, AlertOptions {
  readonly at?: readonly string[];
  readonly all?: boolean;
  readonly within?: string;
}

const day = 86_400_000;

/** `alerts route --sweep`: when in the next year one alert, or any that pages, would call nobody in time. */
export function sweep(
  reference: string | undefined,
  options: SweepOptions,
  specs: readonly PlanFormat[],
  result: Run,
  host: Host,
): CommandResult {
  const onCall = onCallOf(result);
  const { alerts, notes } = alertsIn(reference, options, result, onCall);
  const { model } = onCall;
  const start = startOf(options, model.zone, host);
  const range = { from: start.instant, until: start.instant + 365 * day };
  const within = withinOf(options.within);
  const silent = sweepAll(model, alerts, range, within);
  const report = { range, zone: model.zone, within, swept: alerts.length, silent };
  const wrong = silent.some(({ spans }) => spans.some(({ onPurpose }) => !onPurpose));
  const said = [...notes, ...(start.note === undefined ? [] : [start.note])].map((line) => `${line}\n`).join('');
  const stderr: Output[] = said === '' || options.quiet === true ? [] : [{ target: 'stderr', text: said }];
  return { exitCode: wrong ? 1 : 0, outputs: [...stderr, ...specs.map((spec) => outputOf(spec, report, host))] };
}

/** The facts of every alert that calls somebody, in the environments, squads and applications of the filters. */
export function pagingAlerts(result: Run, options: CommonOptions, { factsOf }: OnCall): AlertFacts[] {
  const filters = filtersOf(options);
  const applications = result.index.all('Application').map(({ facts }) => facts.id);
  return applications
    .flatMap((application) => alertsOf(result, application))
    .filter((alert) => passes(filters, alert))
    .map(factsOf)
    .filter(({ silence }) => silence === undefined);
}

function alertsIn(
  reference: string | undefined,
  options: SweepOptions,
  result: Run,
  onCall: OnCall,
): { readonly alerts: readonly AlertFacts[]; readonly notes: readonly string[] } {
  if (reference === undefined) return { alerts: pagingAlerts(result, options, onCall), notes: [] };
  const { facts, notes } = routedAlert(reference, options, result, onCall);
  if (facts.silence)
    throw new UsageError(
      `${facts.identity} calls nobody at any time: "alerts route ${reference} --env ${facts.environment}" says why.`,
    );
  return { alerts: [facts], notes };
}

function startOf(
  { at = [] }: SweepOptions,
  zone: string,
  host: Host,
): { readonly instant: number; readonly note?: string } {
  const [first, ...more] = at;
  if (more.length > 0) throw new UsageError('--sweep begins at one time: give --at once.');
  if (first !== undefined) return instantOption('--at', first, zone);
  return { instant: Math.floor(host.now().getTime() / 60_000) * 60_000 };
}

function withinOf(text = '30m'): number {
  const seconds = parseDuration(text);
  if (seconds === undefined || seconds > 86_400)
    throw new UsageError(`--within: "${text}" is no time of at most 1d. Write it as 30m or 1h.`);
  return seconds;
}

function outputOf({ name, file }: PlanFormat, report: SweepReport, host: Host): Output {
  const target = file === undefined ? 'stdout' : { file };
  if (name === 'json') return { target, text: jsonText(sweepJson(report)) };
  if (name === 'markdown') return { target, text: sweepMarkdown(report) };
  const chalk = new Chalk({ level: host.color && file === undefined ? 1 : 0 });
  return { target, text: sweepText(report, { chalk, columns: host.columns }) };
}
