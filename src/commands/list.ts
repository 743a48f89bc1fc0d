import { Chalk } from 'chalk';
import { UsageError, type CommandResult, type Host } from '../cli/command.ts';
import type { AlertSummary } from '../lint/rule.ts';
import { jsonText, printableLine } from '../findings/printable.ts';
import { passes } from '../pipeline/open.ts';
import type { Run } from '../pipeline/run.ts';
import { filtersOf, open, type CommonOptions } from './common.ts';

export interface ListOptions extends CommonOptions {
  readonly format?: readonly string[];
  /** Names only, one a line: what shells complete from. */
  readonly ids?: string;
}

/** `alerts list`: the alerts that exist, one line each. */
export async function run(options: ListOptions, host: Host): Promise<CommandResult> {
  const result = await open(options, host);
  if (options.ids !== undefined)
    return {
      exitCode: 0,
      outputs: [
        {
          target: 'stdout',
          text: idsOf(options.ids, result)
            .map((id) => `${id}\n`)
            .join(''),
        },
      ],
    };
  const filters = filtersOf(options);
  const alerts = result.analyses
    .flatMap((analysis) => analysis.alerts)
    .filter((alert) => passes(filters, alert))
    .sort((a, b) => (a.identity < b.identity ? -1 : 1));
  const [format = 'text'] = options.format ?? [];
  if (format !== 'text' && format !== 'json')
    throw new UsageError(`"alerts list" prints text or json, not "${format}".`);
  const text = format === 'json' ? jsonText({ version: 1, alerts: alerts.map(row) }) : table(alerts, host);
  return { exitCode: 0, outputs: [{ target: 'stdout', text }] };
}

/** Shells expand what they complete from, so only what the format allows as a name is printed. */
function idsOf(what: string, run: Run): string[] {
  return [...new Set(namesOf(what, run))].filter((name) => /^[a-z0-9][a-z0-9./-]*$/.test(name)).sort();
}

function namesOf(what: string, { index, analyses }: Run): string[] {
  if (what === 'squads') return index.all('Squad').map(({ facts }) => facts.id);
  if (what === 'applications') return index.all('Application').map(({ facts }) => facts.id);
  if (what === 'environments')
    return Object.keys((index.project?.facts.facts['environments'] as object | undefined) ?? {});
  return analyses.flatMap((analysis) => analysis.alerts.map((alert) => `${alert.application}/${alert.id}`));
}

function row(alert: AlertSummary): Record<string, unknown> {
  const {
    identity,
    environment,
    application,
    id,
    squad,
    title,
    priority,
    category,
    tier,
    pages,
    source,
    template,
    disabled,
    location,
  } = alert;
  return {
    identity,
    environment,
    application,
    alert: id,
    squad,
    title,
    priority,
    category,
    tier,
    pages,
    source,
    template,
    disabled,
    file: location.file,
    line: location.line,
  };
}

function table(alerts: readonly AlertSummary[], host: Host): string {
  const chalk = new Chalk({ level: host.color ? 1 : 0 });
  const width = Math.min(
    Math.max(20, ...alerts.map((alert) => alert.identity.length)),
    Math.max(30, host.columns - 24),
  );
  const lines = alerts.map(
    (alert) =>
      `${printableLine(alert.identity).padEnd(width)}  ${alert.priority}  ${alert.pages ? chalk.red('pages') : 'quiet'}  ${chalk.dim(printableLine(alert.source))}`,
  );
  return [...lines, `${alerts.length} alerts`, ''].join('\n');
}
