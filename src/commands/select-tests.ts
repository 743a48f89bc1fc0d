import { aboutOf } from '../alert-tests/cases/concerns.ts';
import type { AlertTest } from '../alert-tests/cases/test-case.ts';
import type { Subject } from '../alert-tests/model.ts';
import type { Host, Output } from '../cli/command.ts';
import type { Document } from '../definitions/types.ts';
import type { Finding } from '../findings/finding.ts';
import { boundTests, candidatesFor } from '../pipeline/bound-tests.ts';
import { affectedFiles, passes } from '../pipeline/open.ts';
import type { Run } from '../pipeline/run.ts';
import type { Subjects } from '../pipeline/test-subjects.ts';
import { asUsage, filtersOf, openOptions, type CommonOptions } from './common.ts';
import { reportFindings } from './report-findings.ts';

/** A test and what it is about. */
export interface SelectedTest {
  readonly test: AlertTest;
  readonly subject: Subject;
}

/** The tests that options choose, and what keeps others from being run. */
export interface SelectedTests {
  readonly selected: readonly SelectedTest[];
  /** Findings of test documents and of alerts that could not be resolved, for standard error. */
  readonly problems: readonly Output[];
}

/** Reads the AlertTest documents that filters and `--since` let through. */
export async function selectTests(
  result: Run,
  subjects: Subjects,
  options: CommonOptions,
  host: Host,
): Promise<SelectedTests> {
  const affected = await affectedBy(result, options, host);
  const isWanted = (document: Document, application = applicationOf(document)): boolean =>
    !affected || affected.has(document.file.path) || affected.has(fileOf(result, application));
  const broken = new Set<string>();
  const selected: SelectedTest[] = [];
  for (const { facts, file } of result.index.all('AlertTest')) {
    const document = result.shard
      .load(file.path)
      .documents.find((one) => one.document.id === facts.id && one.document.kind === 'AlertTest');
    if (!document || document.broken) {
      broken.add(file.path);
      continue;
    }
    const bound = boundTests(document.document, candidatesFor(document.document, result, subjects), subjects);
    if (bound.length === 0 && isNamed(document.document) && isWanted(document.document)) broken.add(file.path);
    for (const { test, alert } of bound)
      if (isWanted(document.document, alert.application) && passes(filtersOf(options), alert))
        selected.push({ test, subject: subjects.compile(alert) });
  }
  return { selected, problems: await problemsOf(result, broken, host) };
}

async function affectedBy(result: Run, options: CommonOptions, host: Host): Promise<Set<string> | undefined> {
  const { since } = options;
  return since === undefined ? undefined : asUsage(() => affectedFiles(result, openOptions(options, host), since));
}

function fileOf(result: Run, application: string): string {
  return result.index.find('Application', application)?.file.path ?? '';
}

/** Whether it names one alert, which has to be there; a template may have no user yet. */
function isNamed({ data }: Document): boolean {
  return aboutOf(data).template === undefined;
}

function applicationOf({ data }: Document): string {
  const { alert, template } = aboutOf(data);
  return template === undefined ? (alert.split('/')[0] ?? '') : '';
}

/** What is wrong with documents that cannot be run, as lint says it; a test whose alert does not resolve is named as well. */
async function problemsOf(result: Run, broken: ReadonlySet<string>, host: Host): Promise<Output[]> {
  if (broken.size === 0) return [];
  const errors = result.findings.filter((finding) => finding.severity === 'error');
  const mine = errors.filter((finding) => broken.has(finding.location.file));
  const findings = mine.length > 0 ? mine : errors;
  const [report] = await reportFindings('test', result, findings.length > 0 ? findings : unresolved(broken), [], host);
  return [
    { target: 'stderr', text: `${report?.text ?? ''}These tests were not run: ${[...broken].sort().join(', ')}\n` },
  ];
}

function unresolved(broken: ReadonlySet<string>): Finding[] {
  return [...broken].map((file) => ({
    rule: 'test/unresolved',
    severity: 'error',
    message:
      'The alert does not exist in the environment of this test. Name one in "environment", or mend the alert: "alerts lint" says what is wrong.',
    location: { file, line: 1, column: 1, endLine: 1, endColumn: 1 },
  }));
}
