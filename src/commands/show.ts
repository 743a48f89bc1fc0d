import { Chalk } from 'chalk';
import { UsageError, type CommandResult, type Host } from '../cli/command.ts';
import { nearestName } from '../findings/nearest-name.ts';
import { alertsOf, compileNodes } from '../pipeline/resolved-alerts.ts';
import { originLines, showAlertText } from '../show/show-alert.ts';
import type { ResolvedAlert } from '../definitions/types.ts';
import { open, type CommonOptions } from './common.ts';
import { jsonText } from '../findings/printable.ts';

export interface ShowOptions extends CommonOptions {
  readonly format?: readonly string[];
}

/** `alerts show APP/ALERT`: the resolved definition with the origin of each value, the texts, and what the vendor gets. */
export async function run(reference: string, options: ShowOptions, host: Host): Promise<CommandResult> {
  const result = await open({ ...options, alert: [] }, host);
  const [application = '', id = ''] = splitReference(reference);
  const names = [
    ...new Set(
      result.analyses.flatMap((analysis) => analysis.alerts.map((alert) => `${alert.application}/${alert.id}`)),
    ),
  ];
  const environments = options.env ?? [];
  const alerts = alertsOf(result, application).filter(
    (alert) => alert.id === id && (environments.length === 0 || environments.includes(alert.environment)),
  );
  if (alerts.length === 0) throw new UsageError(notFound(reference, names));
  const nodes = compileNodes(result, { applications: new Set([application]), squads: new Set() });
  const resourcesOf = (alert: ResolvedAlert): typeof nodes =>
    nodes.filter((node) => node.identity === alert.identity || node.identity.startsWith(`${alert.identity}#`));
  const [format = 'text'] = options.format ?? [];
  if (format === 'json')
    return {
      exitCode: 0,
      outputs: [
        {
          target: 'stdout',
          text: jsonText({ version: 1, alerts: alerts.map((alert) => toJson(alert, resourcesOf(alert))) }),
        },
      ],
    };
  if (format !== 'text') throw new UsageError(`"alerts show" prints text or json, not "${format}".`);
  const chalk = new Chalk({ level: host.color ? 1 : 0 });
  const text = alerts.map((alert) => showAlertText(alert, resourcesOf(alert), notesOf(alert), chalk)).join('\n');
  return { exitCode: 0, outputs: [{ target: 'stdout', text }] };
}

function splitReference(reference: string): string[] {
  const parts = reference.split('/');
  if (parts.length !== 2)
    throw new UsageError(`"${reference}" is not APPLICATION/ALERT, e.g. checkout-api/card-errors.`);
  return parts;
}

function notFound(reference: string, names: readonly string[]): string {
  const near = nearestName(reference, names);
  return `There is no alert "${reference}" there.${near ? ` Did you mean "${near}"?` : ''} "alerts list" shows all; "alerts lint" says whether it has findings that keep it from being built.`;
}

function notesOf(alert: ResolvedAlert): string[] {
  const demoted = JSON.stringify(alert.notify) !== JSON.stringify(alert.notifyAsWritten);
  return demoted ? [`${alert.environment} never pages: on-call became the default channel`] : [];
}

function toJson(alert: ResolvedAlert, resources: ReturnType<typeof compileNodes>): Record<string, unknown> {
  const {
    identity,
    environment,
    application,
    id,
    squad,
    title,
    priority,
    category,
    pages,
    notify,
    condition,
    groups,
    source,
    runbook,
  } = alert;
  return {
    identity, environment, application, alert: id, squad, title, priority, category, pages, notify, condition, groups, source, runbook,
    origins: originLines(alert),
    notes: notesOf(alert),
    resources: resources.map((node) => ({ identity: node.identity, type: node.type, inputs: node.inputs })),
  }; // prettier-ignore
}
