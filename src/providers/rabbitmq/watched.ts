import { isDefault } from '../../definitions/resolve/condition.ts';
import type { Path } from '../../definitions/source/node.ts';
import type { ResolvedAlert } from '../../definitions/types.ts';
import { formatDuration } from '../../definitions/values/duration.ts';
import { facets } from '../../queue-monitor/measures.ts';
import type { CompileContext, CompileProblem } from '../provider.ts';
import type { ConstraintId } from './constraints.ts';
import { longestStep, shortestStep, stepOf } from './watch-step.ts';

/** What is wrong with an alert that `alerts watch` evaluates. It becomes no resource: the watch reads the definition itself. */
export function watchedProblems(alert: ResolvedAlert, name: string, context: CompileContext): CompileProblem[] {
  const connection = context.connections[name] ?? {};
  return [
    ...ownerProblems(alert, name, connection, context),
    ...groupProblems(alert),
    ...fieldProblems(alert),
    ...windowProblems(alert, connection),
  ];
}

function ownerProblems(
  alert: ResolvedAlert,
  name: string,
  { owner }: Readonly<Record<string, unknown>>,
  context: CompileContext,
): CompileProblem[] {
  const source: Path = ['source', 'rabbitmq', alert.source.type, 'connection'];
  if (owner === undefined)
    return [
      problem('watch-owner', source, `Nobody is called when "alerts watch" cannot see the broker "${name}".`, {
        help: `Say whose it is in the connection "${name}": "owner: SQUAD".`,
      }),
    ];
  if (context.squad(String(owner))) return [];
  return [problem('watch-owner', source, `The owner of the connection "${name}", "${String(owner)}", is no squad.`)];
}

function groupProblems({ groups, source }: ResolvedAlert): CompileProblem[] {
  const known = facets[source.type] ?? {};
  const by = groups?.by ?? [];
  const unknown = by.filter(({ facet }) => known[facet] === undefined);
  const problems = unknown.map(({ facet }) =>
    problem('watch-group', ['groups', 'by'], `What the broker tells of a ${source.type} has no "${facet}".`, {
      help: `Group by ${Object.keys(known).join(', ')}.`,
    }),
  );
  const together = groups?.notify;
  if (together && together.length < by.length)
    problems.push(
      problem('watch-group', ['groups', 'notify'], '"alerts watch" opens one alert for each group, not for several.'),
    );
  return problems;
}

/** Fields that the watch has no use for, with the reason. */
const unused: readonly { readonly path: Path; readonly reason: string }[] = [
  { path: ['condition', 'atLeast'], reason: 'A queue has no traffic floor: measure its rate in an alert of its own.' },
  { path: ['renotify'], reason: 'The on-call backend repeats what nobody acknowledges: say it in the escalation.' },
  { path: ['autoClose'], reason: 'It closes what it sees recover; a policy of the squad may close sooner.' },
  { path: ['notify', 'recovery'], reason: 'Closing the alert is the recovery.' },
];

/** What only a default says is left out in silence. */
function fieldProblems(alert: ResolvedAlert): CompileProblem[] {
  return unused
    .filter(({ path }) => alert.has(path) && !isNothing(alert, path) && !isDefault(alert.origin(path).layer))
    .map(({ path, reason }) =>
      problem('watch-field', path, `"alerts watch" does not know "${path.join('.')}". ${reason}`),
    );
}

function isNothing({ notify }: ResolvedAlert, path: Path): boolean {
  return path[0] === 'notify' && notify.recovery.length === 0;
}

function windowProblems(
  { condition, source }: ResolvedAlert,
  connection: Readonly<Record<string, unknown>>,
): CompileProblem[] {
  const step = stepOf(connection);
  if (step < shortestStep || step > longestStep) {
    const range = `${formatDuration(shortestStep)} to ${formatDuration(longestStep)}`;
    const message = `"alerts watch" looks at a broker every ${range}, not every ${formatDuration(step)}.`;
    return [problem('watch-window', ['source', 'rabbitmq', source.type, 'connection'], message)];
  }
  if (condition.kind !== 'measurement') return [];
  return (['over', 'for'] as const)
    .filter((field) => condition[field] !== undefined && condition[field] > 0 && condition[field] < step)
    .map((field) =>
      problem(
        'watch-window',
        ['condition', field],
        `The broker is looked at every ${formatDuration(step)} only; ${formatDuration(condition[field] ?? 0)} is shorter.`,
      ),
    );
}

function problem(
  id: 'watch-owner' | 'watch-group' | 'watch-field' | 'watch-window',
  path: Path,
  message: string,
  more: { readonly help?: string } = {},
): CompileProblem {
  const constraint: ConstraintId = `rabbitmq/${id}`;
  return { constraint, severity: 'error', message, path, ...more };
}
