import { checkGroup } from '../check-group.ts';
import { groupKey } from '../groups.ts';
import {
  Refusal,
  type Clock,
  type Evaluation,
  type GroupSeries,
  type GroupValues,
  type Notes,
  type State,
  type Subject,
  type Track,
} from '../model.ts';
import type { Notice, Telling } from '../notices.ts';
import { facetsOf, minutesOf, trialOf, wholeExpression } from './trial-of.ts';
import type { Firing, Trace } from './trial.ts';

type Queries = ReadonlyMap<string, readonly GroupSeries[]>;

/**
 * The states of an alert's groups, as promtool evaluates its rules.
 * @throws Refusal when the case cannot be said to promtool, or promtool cannot run the rules
 */
export function evaluateRules(subject: Subject, queries: Queries, clock: Clock, notes: Notes): readonly Track[] {
  notes.add('prometheus/rules');
  if (queries.has(wholeExpression)) notes.add('prometheus/expression');
  if (clock.phase !== 0) throw new Refusal('promtool evaluates at whole minutes only', 'case', []);
  checkGroups(subject, queries);
  const { trial, history } = trialOf(subject, queries, clock);
  const firing = firingOf(subject, trial);
  const groups = groupsOf(subject, queries, firing);
  return groups.map((group) => ({
    group,
    evaluations: minutesOf(clock.end).map((at) => evaluationOf(subject, group, at, firing.get(at + history) ?? [])),
  }));
}

function firingOf(
  { trials }: Subject,
  trial: Parameters<NonNullable<Subject['trials']>['trace']>[0],
): Extract<Trace, { firing: unknown }>['firing'] {
  if (!trials) throw new Refusal('promtool is run by "alerts test" only', 'alert', ['source']);
  const trace = trials.trace(trial);
  if ('error' in trace) throw new Refusal(`promtool cannot run its rules: ${trace.error}`, 'alert', ['source']);
  return trace.firing;
}

/** A case that names groups names all of them; one that names none gives series whose labels are its own. */
function checkGroups(subject: Subject, queries: Queries): void {
  for (const [name, all] of queries)
    all.forEach(({ group }, index) => {
      if (Object.keys(group).length > 0)
        checkGroup(subject, group, ['input', 'metrics', name, ...(all.length > 1 ? [index] : [])]);
    });
}

/** Groups of the case, and of whatever fires; one without values where there is none. */
function groupsOf(subject: Subject, queries: Queries, firing: ReadonlyMap<number, readonly Firing[]>): GroupValues[] {
  const groups = new Map<string, GroupValues>();
  const add = (group: GroupValues): void => void groups.set(groupKey(group), group);
  for (const all of queries.values()) for (const { group } of all) if (Object.keys(group).length > 0) add(group);
  for (const all of firing.values())
    for (const { labels } of all) if (labels['severity'] !== 'no-data') add(groupOf(subject, labels));
  return groups.size > 0 ? [...groups.values()] : [{}];
}

function groupOf(subject: Subject, labels: GroupValues): GroupValues {
  return Object.fromEntries(Object.entries(facetsOf(subject)).map(([alias, facet]) => [alias, labels[facet] ?? '']));
}

/** Later ones are worse. Missing data are those of all groups: the rule has no labels of any. */
const states: readonly (readonly [severity: string, state: State])[] = [
  ['no-data', 'no-data'],
  ['warning', 'warning'],
  ['critical', 'alert'],
];

function evaluationOf(subject: Subject, group: GroupValues, at: number, firing: readonly Firing[]): Evaluation {
  const mine = firingIn(subject, group, firing);
  const [severity, state] = states.findLast(([name]) => mine.some(({ labels }) => labels['severity'] === name)) ?? [
    undefined,
    'ok' as const,
  ];
  const value = Number(
    mine.find(({ labels }) => labels['severity'] === severity)?.annotations['alerts_value'] ?? Number.NaN,
  );
  return { at, state, ...(Number.isNaN(value) || state === 'no-data' ? {} : { value }) };
}

function firingIn(subject: Subject, group: GroupValues, firing: readonly Firing[]): Firing[] {
  const key = groupKey(group);
  return firing.filter(({ labels }) => labels['severity'] === 'no-data' || groupKey(groupOf(subject, labels)) === key);
}

/** Alertmanager is told of whatever begins to fire; a warning that has fired all along is not told again when the critical alert ends. */
export function rulesTelling({ alert, monitors }: Subject): Telling {
  return { alert, tellsNoData: monitors.has('no-data'), silentStepDown: true };
}

/**
 * Title and message of a notice: the annotations with which the rule fires, description and runbook together; those of the last time for a recovery.
 */
export function rulesTexts(
  subject: Subject,
  queries: Queries,
  clock: Clock,
  notice: Notice,
): { readonly title: string; readonly message: string } {
  if (notice.to === 'ok') throw new Refusal('a recovery has no text of its own: it has that of the alert', 'case', []);
  const { trial, history } = trialOf(subject, queries, clock, notice.at);
  const severity = states.find(([, state]) => state === notice.to)?.[0];
  const firing = firingIn(subject, notice.group, firingOf(subject, trial).get(notice.at + history) ?? []);
  const {
    title = '',
    description = '',
    runbook,
  } = firing.find(({ labels }) => labels['severity'] === severity)?.annotations ?? {};
  return { title, message: runbook === undefined ? description : `${description}\n\n${runbook}` };
}
