import type { TestCase } from '../alert-tests/cases/test-case.ts';
import type { SqlTrials } from '../alert-tests/sql/trial.ts';
import type { SqlBudget } from './sql/run-sql.ts';

/** Whether a case has tables that SQL is run on. */
export function hasTables({ input }: TestCase): boolean {
  return 'tables' in input;
}

/** Runs what asks PostgreSQL, until every question is answered; results come from a run that follows. */
export async function askSql(sql: SqlTrials, run: () => unknown): Promise<void> {
  let budget: SqlBudget | undefined;
  await sql.settle(run, async (asked) => {
    const { budgetOf, runSql, usualLimits } = await import('./sql/run-sql.ts');
    budget ??= budgetOf(usualLimits);
    return runSql(asked, usualLimits, budget);
  });
}
