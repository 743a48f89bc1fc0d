import { UsageError } from '../cli/command.ts';
import type { ResolvedAlert } from '../definitions/types.ts';
import { environmentNeverPages } from '../definitions/resolve/alert.ts';
import { nearestName } from '../findings/nearest-name.ts';
import type { OnCallModel } from '../oncall/model.ts';
import type { AlertFacts } from '../oncall/routing/alert-facts.ts';
import { alertFactsOf, type FactsOf } from '../pipeline/alert-facts.ts';
import { onCallModelOf } from '../pipeline/on-call-model.ts';
import { alertsOf } from '../pipeline/resolved-alerts.ts';
import type { Run } from '../pipeline/run.ts';

/** Who is called, and what routing knows of alerts. */
export interface OnCall {
  readonly model: OnCallModel;
  readonly factsOf: FactsOf;
}

/** An alert as a command names it, and what has to be said about which one was taken. */
export interface RoutedAlert {
  readonly facts: AlertFacts;
  readonly notes: readonly string[];
}

/** Options that name an alert. */
export interface AlertOptions {
  readonly env?: readonly string[];
  readonly group?: readonly string[];
  readonly title?: string;
}

/**
 * The on-call model of a run.
 * @throws UsageError when there is no project to build it from
 */
export function onCallOf(run: Run): OnCall {
  const lookup = run.shard.lookup(new Map());
  const project = lookup.project();
  const model = onCallModelOf(lookup);
  if (!model || !project)
    throw new UsageError('There is no project that could be read: "alerts lint" says what is wrong.');
  return { model, factsOf: alertFactsOf(lookup, project) };
}

/**
 * The alert that a reference and options name, in one environment.
 * @throws UsageError when there is none
 */
export function routedAlert(reference: string, options: AlertOptions, run: Run, { factsOf }: OnCall): RoutedAlert {
  const [application = '', id = '', rest] = reference.split('/');
  if (id === '' || rest !== undefined)
    throw new UsageError(`"${reference}" is not APPLICATION/ALERT, e.g. checkout-api/card-errors.`);
  const alerts = alertsOf(run, application).filter((alert) => alert.id === id);
  const { alert, note } = inEnvironment(alerts, options.env ?? [], reference, run);
  const groups = Object.fromEntries((options.group ?? []).map((text) => groupOf(text, alert)));
  const facts = factsOf(alert);
  const title = options.title ?? facts.title;
  return { facts: { ...facts, groups, title }, notes: note === undefined ? [] : [note] };
}

function inEnvironment(
  alerts: readonly ResolvedAlert[],
  wanted: readonly string[],
  reference: string,
  run: Run,
): { readonly alert: ResolvedAlert; readonly note?: string } {
  if (alerts.length === 0) throw new UsageError(notFound(reference, run));
  if (wanted.length > 1) throw new UsageError('--env: ask about one environment at a time.');
  const [environment] = wanted;
  if (environment === undefined) {
    const data = run.index.project?.facts.facts ?? {};
    const alert = alerts.find((one) => !environmentNeverPages(data, one.environment)) ?? (alerts[0] as ResolvedAlert);
    return alerts.length === 1
      ? { alert }
      : { alert, note: `Without --env the alert is taken as it is in ${alert.environment}.` };
  }
  const alert = alerts.find((one) => one.environment === environment);
  if (alert) return { alert };
  const known = alerts.map((one) => one.environment).join(', ');
  throw new UsageError(`${reference} does not exist in ${environment}. It exists in ${known}.`);
}

function notFound(reference: string, run: Run): string {
  const names = [
    ...new Set(run.analyses.flatMap(({ alerts }) => alerts.map(({ application, id }) => `${application}/${id}`))),
  ];
  const near = nearestName(reference, names);
  return `There is no alert "${reference}" there.${near ? ` Did you mean "${near}"?` : ''} "alerts list" shows all; "alerts lint" says whether it has findings that keep it from being built.`;
}

function groupOf(text: string, { groups }: ResolvedAlert): [string, string] {
  const at = text.indexOf('=');
  if (at < 1) throw new UsageError(`--group: "${text}" is not NAME=VALUE, e.g. acquirer=visa.`);
  const name = text.slice(0, at);
  const known = groups?.by.map(({ alias }) => alias) ?? [];
  if (known.includes(name)) return [name, text.slice(at + 1)];
  const hint = known.length > 0 ? `Its groups: ${known.join(', ')}.` : 'It has no groups.';
  throw new UsageError(`--group: the alert is not grouped by "${name}". ${hint}`);
}
