import { simulateQueries } from './datadog/simulate.ts';
import { tellingOf, textsOf } from './datadog/telling.ts';
import { Refusal, type Clock, type Input, type Notes, type Subject, type Track } from './model.ts';
import { noticesOf, type Notice, type Telling } from './notices.ts';

/** What an alert did during a case. */
export interface Simulation {
  readonly tracks: readonly Track[];
  readonly notices: readonly Notice[];
  /** Title and message of a notice. */
  texts(notice: Notice): { readonly title: string; readonly message: string };
}

/** The tracks of one kind of source, and how its vendor tells people. */
interface Evaluated {
  readonly tracks: readonly Track[];
  readonly telling: Telling;
}

/** How an alert is evaluated on one kind of input. */
type Evaluator = (subject: Subject, input: Input, clock: Clock, notes: Notes) => Evaluated;

/**
 * Runs an alert over the input of a case, on a virtual clock.
 * @throws Refusal when that cannot be done truthfully
 */
export function simulate(subject: Subject, input: Input, clock: Clock, notes: Notes): Simulation {
  const { alert } = subject;
  if (subject.problems.length > 0)
    throw new Refusal(`the alert cannot be compiled: ${subject.problems.join(' ')}`, 'alert', ['source']);
  const { tracks, telling } = evaluatorOf(subject, input)(subject, input, clock, notes);
  const notices = noticesOf(tracks, telling, notes);
  const main = subject.monitors.get('');
  return { tracks, notices, texts: (notice) => textsOf(alert, main ?? plainTexts(subject), notice) };
}

function evaluatorOf({ alert }: Subject, input: Input): Evaluator {
  const { vendor, type } = alert.source;
  const kind = vendor === 'slo' ? 'slo' : type === '' ? vendor : `${vendor}.${type}`;
  const found = evaluators[kind];
  if (!found)
    throw new Refusal(`${kind} is not imitated: ${reasons[kind] ?? 'nothing evaluates it yet'}`, 'alert', ['source']);
  if (found.input !== input.kind)
    throw new Refusal(`an alert on ${kind} is fed with "${found.input}", not with "${input.kind}"`, 'case', [
      'input',
      input.kind,
    ]);
  return found.evaluate;
}

const reasons: Readonly<Record<string, string>> = {
  'datadog.raw': "its query is in the vendor's own words",
  prometheus: 'promtool evaluates PromQL itself',
};

/** Evaluators by source, each with the kind of input that feeds it. */
const evaluators: Readonly<Record<string, { readonly input: Input['kind']; readonly evaluate: Evaluator }>> = {
  'datadog.metric': { input: 'metrics', evaluate: queries },
  'datadog.apm': { input: 'metrics', evaluate: queries },
};

function queries(subject: Subject, input: Input, clock: Clock, notes: Notes): Evaluated {
  if (input.kind !== 'metrics') throw new RangeError(input.kind);
  for (const [name, all] of input.queries)
    all.forEach(({ group }, index) =>
      checkGroup(subject, group, ['input', 'metrics', name, ...(all.length > 1 ? [index] : [])]),
    );
  const tracks = simulateQueries(subject, input.queries, clock, notes);
  return { tracks, telling: tellingOf(subject.alert, subject.monitors.get('') ?? {}) };
}

/** The groups of a case are those of the alert, by alias. */
export function checkGroup(
  { alert }: Subject,
  group: Readonly<Record<string, string>>,
  path: readonly (string | number)[],
): void {
  const aliases = alert.groups?.by.map((one) => one.alias) ?? [];
  const given = Object.keys(group);
  const missing = aliases.filter((alias) => !given.includes(alias));
  const unknown = given.filter((alias) => !aliases.includes(alias));
  if (missing.length === 0 && unknown.length === 0) return;
  const known = aliases.length === 0 ? 'has no groups' : `is grouped by ${aliases.join(', ')}`;
  const wrong = missing.length > 0 ? `"${missing[0]}" is missing` : `"${unknown[0]}" is none of them`;
  throw new Refusal(`the alert ${known}; ${wrong} here`, 'case', path);
}

/** Texts of vendors that are not compiled yet: the definition's own. */
function plainTexts({ alert }: Subject): Readonly<Record<string, unknown>> {
  const byFacet = (text: string): string =>
    (alert.groups?.by ?? []).reduce(
      (all, { alias, facet }) => all.replaceAll(`{{group.${alias}}}`, `{{[${facet}].name}}`),
      text,
    );
  const condition = alert.condition.kind === 'measurement' ? alert.condition : undefined;
  return {
    name: byFacet(alert.title),
    message: byFacet(alert.message ?? alert.description),
    monitorThresholds: { critical: condition?.critical ?? '', warning: condition?.warning ?? '' },
  };
}
