import { aboutOf, concerns } from '../alert-tests/cases/concerns.ts';
import { templateTest } from '../alert-tests/cases/template-test.ts';
import { readAlertTest, type AlertTest } from '../alert-tests/cases/test-case.ts';
import type { Document, ResolvedAlert } from '../definitions/types.ts';
import type { Run } from './run.ts';
import type { Subjects } from './test-subjects.ts';

/** A test and the alert that it runs on. */
export interface BoundTest {
  readonly test: AlertTest;
  readonly alert: ResolvedAlert;
}

/**
 * The alerts that a test document runs on, of those given: the one that it names, in its environment or the first that pages; or each that
 * its template brings, in its environment or in all that page. What is switched off proves nothing of a template.
 */
export function boundTests(document: Document, alerts: readonly ResolvedAlert[], subjects: Subjects): BoundTest[] {
  const about = aboutOf(document.data);
  const concerned = alerts.filter((alert) => concerns(about, alert));
  if (concerned.length === 0) return [];
  if (about.template === undefined) {
    const environment = about.environment ?? subjects.usual;
    const test = readAlertTest(document);
    return concerned.filter((alert) => alert.environment === environment).map((alert) => ({ test, alert }));
  }
  const runs = ({ environment, disabled }: ResolvedAlert): boolean =>
    !disabled && (about.environment === undefined ? subjects.paging(environment) : about.environment === environment);
  return concerned.filter(runs).map((alert) => ({ test: templateTest(document, alert), alert }));
}

/** The alerts that a test document may run on: those of its application, or of all that use its template. */
export function candidatesFor(document: Document, run: Run, subjects: Subjects): readonly ResolvedAlert[] {
  const { alert, template } = aboutOf(document.data);
  if (template === undefined) return subjects.alerts(alert.split('/')[0] ?? '');
  return applicationsUsing(run, template).flatMap((application) => subjects.alerts(application));
}

/** Applications whose alerts a template has a part in. */
export function applicationsUsing(run: Run, template: string): string[] {
  const paths = new Set(
    run.analyses.filter(({ dependencies }) => `Template/${template}` in dependencies).map(({ path }) => path),
  );
  return run.index
    .all('Application')
    .filter(({ file }) => paths.has(file.path))
    .map(({ facts }) => facts.id);
}
