import { environmentNeverPages } from '../definitions/resolve/alert.ts';
import type { ResolvedAlert } from '../definitions/types.ts';
import { rules as lintRules } from '../lint/registry.generated.ts';
import { earlierIdentities, forAlert } from '../pipeline/application.ts';
import { compileContext, connectionsOf } from '../pipeline/compile-context.ts';
import { environmentsOf } from '../pipeline/lint-environment.ts';
import { alertsOf } from '../pipeline/resolved-alerts.ts';
import type { Run } from '../pipeline/run.ts';
import { constraintIds } from '../providers/constraints.ts';
import { compileAlert } from '../providers/compile-alert.ts';
import { tagsOf } from '../providers/datadog/tags.ts';
import { accountName, watchHeartbeatId } from '../providers/opsgenie/names.ts';
import type { CompileContext } from '../providers/provider.ts';
import { stepOf } from '../providers/rabbitmq/watch-step.ts';
import { rulesOf } from '../queue-monitor/rules.ts';
import { targetOf } from '../queue-monitor/selection.ts';
import type { WatchedAlert, WatchedBroker } from './watched.ts';

type Connection = Readonly<Record<string, unknown>>;

/** What the definitions say is to be watched. */
export interface Watched {
  readonly uid: string;
  readonly squads: readonly string[];
  readonly brokers: readonly WatchedBroker[];
  /** What is wrong with definitions so that alerts may be missing, in sentences. */
  readonly unread: readonly string[];
}

/**
 * The brokers of the connections with `via: watch`, with their alerts, in the environments asked for.
 * @param environments all of them when there is none
 */
export function watchedIn(run: Run, environments: readonly string[]): Watched {
  const lookup = run.shard.lookup(new Map());
  const project = lookup.project();
  if (!project || project.broken) return { uid: '', squads: [], brokers: [], unread: unreadable(run) };
  const { data } = project.document;
  const contexts = compileContext(project, lookup);
  const problems: string[] = unreadable(run);
  const all = run.index.all('Application').flatMap(({ facts }) => alertsOf(run, facts.id));
  const wanted = environmentsOf(data).filter((one) => environments.length === 0 || environments.includes(one));
  const brokers = wanted.flatMap((environment) =>
    Object.entries(connectionsOf(project, environment))
      .filter(([, { vendor, via }]) => vendor === 'rabbitmq' && via === 'watch')
      .map(([name, connection]): WatchedBroker => {
        const mine = all.filter((alert) => alert.environment === environment && isOn(alert, name));
        const alerts = mine.flatMap((alert) => {
          const application = lookup.find('Application', alert.application)?.document.data ?? {};
          return watchedAlert(alert, application, connection, contexts(environment), problems);
        });
        const pages = !environmentNeverPages(data, environment);
        const owner = String(connection['owner'] ?? '');
        return {
          environment,
          name,
          url: String(connection['url'] ?? '').replace(/\/+$/, ''),
          owner,
          pages,
          step: stepOf(connection),
          ...(pages ? { heartbeat: accountName(owner, watchHeartbeatId(environment, name)) } : {}),
          alerts,
        };
      }),
  );
  return { uid: String(data['uid'] ?? ''), squads: lookup.squads(), brokers, unread: problems };
}

/** Errors of definitions themselves: what rules think of them, and other vendors, does not keep an alert from being watched. */
function unreadable({ findings }: Run): string[] {
  const opinions = new Set(lintRules.map(({ id }) => id));
  const constraints = new Set(constraintIds);
  return findings
    .filter(({ severity, rule }) => severity === 'error' && !opinions.has(rule) && !constraints.has(rule))
    .map(({ location: { file, line, column }, message }) => `${file}:${line}:${column}: ${message.replace(/\.$/, '')}`);
}

function isOn({ source }: ResolvedAlert, connection: string): boolean {
  return source.vendor === 'rabbitmq' && source.fields['connection'] === connection;
}

function watchedAlert(
  alert: ResolvedAlert,
  application: Readonly<Record<string, unknown>>,
  connection: Connection,
  context: CompileContext,
  problems: string[],
): WatchedAlert[] {
  const compiled = compileAlert(alert, forAlert(alert, context));
  const errors = compiled.problems.filter(({ severity }) => severity === 'error');
  const rules = rulesOf(alert, stepOf(connection));
  if (errors.length > 0 || !rules) {
    problems.push(
      `${alert.identity} is not watched: ${errors
        .map(({ message }) => message)
        .join(' ')
        .replace(/\.$/, '')}`,
    );
    return [];
  }
  return [
    {
      alert,
      rules,
      target: targetOf(alert, connection),
      tags: tagsOf(alert, undefined, context, []),
      earlier: earlierIdentities(alert, application),
    },
  ];
}
