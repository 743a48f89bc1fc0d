import { readObjectiveTarget } from '../alert-tests/slo-target.ts';
import type { Trials } from '../alert-tests/prometheus/trial.ts';
import type { SqlTrials } from '../alert-tests/sql/trial.ts';
import type { MonitorInputs, Subject } from '../alert-tests/model.ts';
import { environmentNeverPages } from '../definitions/resolve/alert.ts';
import type { ResolvedAlert } from '../definitions/types.ts';
import { compileAlert } from '../providers/compile-alert.ts';
import type { CompileContext } from '../providers/provider.ts';
import { forAlert } from './application.ts';
import { compileContext } from './compile-context.ts';
import { environmentsOf } from './lint-environment.ts';
import { alertsOf } from './resolved-alerts.ts';
import type { Run } from './run.ts';

/** What is known of questions that take their time; absent where nobody is asked. */
export interface Answers {
  readonly rules?: Trials;
  readonly sql?: SqlTrials;
}

/** Gives tests of alerts what they look at: alerts of an environment, and what they compile to. */
export interface Subjects {
  /** All environments, in the order of the project. */
  readonly environments: readonly string[];
  /** The environment that a test means when it names none: the first that pages. */
  readonly usual: string | undefined;
  /** Whether an environment calls anybody. */
  paging(environment: string): boolean;
  /** Alerts of one application in every environment. */
  alerts(application: string): readonly ResolvedAlert[];
  /** Compiles an alert, which may differ from what is defined. */
  compile(alert: ResolvedAlert): Subject;
}

/**
 * Opens the alerts of a run for tests; applications are resolved when they are asked for.
 * @param answers what promtool and PostgreSQL answer, where they are run
 */
export function testSubjects(run: Run, answers: Answers = {}): Subjects {
  const lookup = run.shard.lookup(new Map());
  const project = lookup.project();
  const contexts = project && !project.broken ? compileContext(project, lookup) : undefined;
  const known = new Map<string, readonly ResolvedAlert[]>();
  const data = project?.document.data ?? {};
  const environments = project ? environmentsOf(data) : [];
  return {
    environments,
    paging: (name) => !environmentNeverPages(data, name),
    usual: environments.find((name) => !environmentNeverPages(data, name)) ?? environments[0],
    alerts: (application) => {
      let alerts = known.get(application);
      if (!alerts) known.set(application, (alerts = alertsOf(run, application)));
      return alerts;
    },
    compile: (alert) => compiled(alert, contexts?.(alert.environment), answers),
  };
}

function compiled(alert: ResolvedAlert, context: CompileContext | undefined, { rules, sql }: Answers): Subject {
  if (!context) return { alert, monitors: new Map(), problems: [] };
  const { resources, problems } = compileAlert(alert, forAlert(alert, context));
  const monitors = new Map<string, MonitorInputs>(resources.map(({ part = '', inputs }) => [part, inputs]));
  const slo = alert.source.vendor === 'slo' ? context.slo(String(alert.source.fields['id'])) : undefined;
  const target = slo && readObjectiveTarget(slo.data);
  return {
    alert,
    monitors,
    ...(target === undefined ? {} : { sloTarget: target }),
    ...(rules && alert.source.vendor === 'prometheus' ? { trials: rules } : {}),
    ...(sql && alert.source.vendor === 'redash' ? { sql } : {}),
    problems: problems.filter(isMistake).map(({ message }) => message),
  };
}

/** Vendors that are not compiled yet are evaluated from the definition itself. */
function isMistake({ severity, constraint }: { readonly severity: string; readonly constraint: string }): boolean {
  return severity === 'error' && !constraint.endsWith('/not-yet');
}
