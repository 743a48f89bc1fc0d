import { tellingOf, textsOf } from './datadog/telling.ts';
import { evaluators, sourceName, whyNotImitated, type Evaluator } from './evaluators.ts';
import { Refusal, type Clock, type Input, type Notes, type Subject, type Track } from './model.ts';
import { rulesTelling, rulesTexts } from './prometheus/evaluate.ts';
import { graylogTelling } from './vendors/graylog.ts';
import { redashTelling } from './vendors/redash.ts';
import { executionsOf } from './vendors/redash-sql.ts';
import { noticesOf, type Notice, type Telling } from './notices.ts';

/** What an alert did during a case. */
export interface Simulation {
  readonly tracks: readonly Track[];
  readonly notices: readonly Notice[];
  /** Title and message of a notice. */
  texts(notice: Notice): { readonly title: string; readonly message: string };
}

/**
 * Runs an alert over the input of a case, on a virtual clock.
 * @throws Refusal when that cannot be done truthfully
 */
export function simulate(subject: Subject, fed: Input, clock: Clock, notes: Notes): Simulation {
  const { alert } = subject;
  if (subject.problems.length > 0)
    throw new Refusal(`the alert cannot be compiled: ${subject.problems.join(' ')}`, 'alert', ['source']);
  const input = ofTables(subject, fed, clock, notes);
  const tracks = evaluatorOf(subject, input).evaluate(subject, input, clock, notes);
  if (alert.source.vendor === 'prometheus' && input.kind === 'metrics')
    return {
      tracks,
      notices: noticesOf(tracks, rulesTelling(subject), notes),
      texts: (notice) => rulesTexts(subject, input.queries, clock, notice),
    };
  if (alert.source.vendor === 'graylog') {
    const notices = noticesOf(tracks, graylogTelling(subject), notes);
    return { tracks, notices, texts: (notice) => textsOf(alert, plainTexts(subject), notice) };
  }
  if (alert.source.vendor === 'redash') {
    const notices = noticesOf(tracks, redashTelling(subject), notes);
    return { tracks, notices, texts: (notice) => textsOf(alert, plainTexts(subject), notice) };
  }
  const main = subject.monitors.get('');
  const notices = noticesOf(tracks, main ? tellingOf(alert, main) : plainTelling(subject), notes);
  return { tracks, notices, texts: (notice) => textsOf(alert, main ?? plainTexts(subject), notice) };
}

/** Tables of Redash as what its query returns on them. */
function ofTables(subject: Subject, input: Input, clock: Clock, notes: Notes): Input {
  if (input.kind !== 'tables' || sourceName(subject) !== 'redash.query') return input;
  notes.add('redash/sql');
  return { kind: 'rows', executions: executionsOf(subject, input.tables, clock) };
}

function evaluatorOf(subject: Subject, input: Input): Evaluator {
  const source = sourceName(subject);
  const found = evaluators[source];
  if (!found) throw new Refusal(`${source} is not imitated: ${whyNotImitated(source) ?? ''}`, 'alert', ['source']);
  if (found.input === input.kind) return found;
  throw new Refusal(`an alert on ${source} is fed with "${found.input}", not with "${input.kind}"`, 'case', [
    'input',
    input.kind,
  ]);
}

/** How vendors tell that are not compiled yet: repetition as the definition says it. */
function plainTelling({ alert }: Subject): Telling {
  const { every, max } = alert.renotify ?? {};
  // The watch tells each state once: the on-call backend repeats.
  if (alert.source.vendor === 'rabbitmq') return { alert, tellsNoData: true };
  const repeat = every === undefined ? undefined : { every, states: ['alert'] as const };
  return {
    alert,
    tellsNoData: false,
    ...(repeat ? { repeat: { ...repeat, ...(max === undefined ? {} : { max }) } } : {}),
  };
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
