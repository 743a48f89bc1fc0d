import { parseDuration } from '../../definitions/values/duration.ts';
import { Refusal, type Clock, type ResultSet, type Subject } from '../model.ts';
import type { FixtureTable, SqlTrial } from '../sql/trial.ts';

/** Executions of a case at most. */
const mostExecutions = 2000;

/**
 * Executions of an alert's query on the tables of a case: one at the start, then every `every`. An execution that fails is one that Redash does not
 * evaluate; where each of them fails the case proves nothing, and is refused with PostgreSQL's words.
 * @throws Refusal
 */
export function executionsOf({ alert, sql }: Subject, tables: readonly FixtureTable[], clock: Clock): ResultSet[] {
  if (!sql) throw new Refusal('SQL is run by "alerts test", "readiness" and "ci" only', 'case', ['input', 'tables']);
  const every = parseDuration(alert.source.fields['every']) ?? 0;
  const count = every > 0 ? Math.floor((clock.end - clock.phase) / every) + 1 : 0;
  if (count > mostExecutions)
    throw new Refusal(`the query would run ${count} times; ${mostExecutions} are enough`, 'case', ['input']);
  const times = Array.from({ length: Math.max(0, count) }, (_, index) => clock.phase + index * every);
  const trial: SqlTrial = { sql: String(alert.source.fields['sql']), tables, start: clock.start, times };
  const answer = sql.answerOf(trial);
  if (!answer) return [];
  if ('error' in answer) throw new Refusal(`its SQL cannot be run: ${answer.error}`, 'case', ['input', 'tables']);
  const failed = answer.results.flatMap((result) => ('error' in result ? [result.error] : []));
  if (failed.length > 0 && failed.length === times.length)
    throw new Refusal(`the query fails: ${failed[0]}`, 'alert', ['source', 'redash', 'query', 'sql']);
  return answer.results.map((result, index) => ({
    at: times[index] ?? 0,
    failed: 'error' in result,
    rows: 'rows' in result ? result.rows : [],
  }));
}
