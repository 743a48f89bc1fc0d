import { readAlertTest, type AlertTest } from '../../../src/alert-tests/cases/test-case.ts';
import type { Subject } from '../../../src/alert-tests/model.ts';
import type { SqlTrials } from '../../../src/alert-tests/sql/trial.ts';
import type { Reach } from '../../../src/alert-tests/reach.ts';
import { runCase, type Verdict } from '../../../src/alert-tests/run-case.ts';
import { standardPeople, standardProject, standardSquad } from '../../../src/lint/examples/standard-tree.ts';
import { run } from '../../../src/pipeline/run.ts';
import { testSubjects, type Subjects } from '../../../src/pipeline/test-subjects.ts';
import { treeOfTexts as treeOf } from '../../support/tree.ts';

/** How a test written for these tests is run. */
export interface Written {
  /** YAML of the alert, below its id. */
  readonly alert: string;
  /** YAML of the cases, a list. */
  readonly cases: string;
  readonly step?: string;
  /** Further documents by path below `alerts/`. */
  readonly files?: Readonly<Record<string, string>>;
  readonly reach?: Reach;
  readonly phase?: number;
  /** Answers to the SQL of tests with tables. */
  readonly sql?: SqlTrials;
}

const indent = (text: string, by: string): string => text.trim().replace(/^/gm, by);

/** Opens a test of one alert of the standard organisation through the whole pipeline; findings of the definitions fail. */
export async function openTest({
  alert,
  cases,
  step = '1m',
  files = {},
  sql,
}: Written): Promise<{ test: AlertTest; subject: Subject; subjects: Subjects }> {
  const tree = treeOf({
    'project.yaml': standardProject,
    'people.yaml': standardPeople,
    'payments/squad.yaml': standardSquad,
    'payments/checkout-api.yaml': `
apiVersion: alerts/v1
kind: Application
id: checkout-api
tier: 1
types: [http-service]
alerts:
  tested:
    description: Something is wrong
    priority: P2
    category: errors
${indent(alert, '    ')}
`,
    'payments/tested.alerttest.yaml': `
apiVersion: alerts/v1
kind: AlertTest
id: tested
alert: checkout-api/tested
clock: { start: 2026-11-09T09:00:00Z, step: ${step} }
cases:
${indent(cases, '  ')}
`,
    ...files,
  });
  const result = await run(tree, { now: new Date('2026-11-23T12:00:00Z') });
  const errors = result.findings.filter(
    ({ severity, rule }) => severity === 'error' && /^(yaml|schema|link|resolve|condition)\//.test(rule),
  );
  if (errors.length > 0) throw new Error(errors.map(({ rule, message }) => `${rule}: ${message}`).join('\n'));
  const subjects = testSubjects(result, sql ? { sql } : {});
  const [document] = result.index
    .all('AlertTest')
    .map(({ file, facts }) => result.shard.load(file.path).documents.find((one) => one.document.id === facts.id));
  if (!document) throw new Error('there is no test');
  const test = readAlertTest(document.document);
  const subject = subjects
    .alerts(test.application)
    .find((one) => one.id === test.alert && one.environment === 'production');
  if (!subject) throw new Error(result.findings.map(({ rule, message }) => `${rule}: ${message}`).join('\n'));
  return { test, subject: subjects.compile(subject), subjects };
}

/** Runs the cases. */
export async function verdictsOf(written: Written): Promise<Verdict[]> {
  const { test, subject } = await openTest(written);
  const { reach, phase } = written;
  const options = { ...(reach ? { reach } : {}), ...(phase === undefined ? {} : { phase }) };
  return test.cases.map((one) => runCase(test, one, subject, options));
}

/** What went wrong, one line each; empty when all passed. */
export async function failuresOf(written: Written): Promise<string[]> {
  const verdicts = await verdictsOf(written);
  return verdicts.flatMap(({ one, failures }) =>
    failures.map(({ message, kind }) => `${one.name}: ${kind}: ${message}`),
  );
}
