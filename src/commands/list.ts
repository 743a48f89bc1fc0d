import { Chalk } from 'chalk';
import { UsageError, type CommandResult, type Host } from '../cli/command.ts';
import type { AlertSummary } from '../lint/rule.ts';
import { printableLine } from '../findings/printable.ts';
import { passes } from '../pipeline/open.ts';
import { filtersOf, open, type CommonOptions } from './common.ts';

export interface ListOptions extends CommonOptions {
  readonly format?: readonly string[];
}

/** `alerts list`: the alerts that exist, one line each. */
export async function run(options: ListOptions, host: Host): Promise<CommandResult> {
  const result = await open(options, host);
  const filters = filtersOf(options);
  const alerts = result.analyses
    .flatMap((analysis) => analysis.alerts)
    .filter((alert) => passes(filters, alert))
    .sort((a, b) => (a.identity < b.identity ? -1 : 1));
  const [format = 'text'] = options.format ?? [];
  if (format !== 'text' && format !== 'json')
    throw new UsageError(`"alerts list" prints text or json, not "${format}".`);
  const text =
    format === 'json'
      ? `${JSON.stringify({ version: 1, alerts: alerts.map(row) }, undefined, 2)}\n`
      : table(alerts, host);
  return { exitCode: 0, outputs: [{ target: 'stdout', text }] };
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
