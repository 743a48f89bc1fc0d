import { xmlDocument, type XmlElement } from '../../findings/formats/xml.ts';
import { printableLine } from '../../findings/printable.ts';
import { isUndecided, placeText, summaryOf, type CaseResult } from './case-result.ts';

/** JUnit XML: a suite per file, a case per case; what could not be decided or imitated is an error, not a failure. */
export function junitReport(results: readonly CaseResult[]): string {
  const byFile = new Map<string, CaseResult[]>();
  for (const result of results) byFile.set(result.location.file, [...(byFile.get(result.location.file) ?? []), result]);
  return xmlDocument({
    name: 'testsuites',
    attributes: { name: 'alerts test', ...counts(results), time: 0 },
    children: [...byFile].map(([file, all]) => suite(file, all)),
  });
}

function counts(results: readonly CaseResult[]): { tests: number; failures: number; errors: number } {
  const { cases, failed, undecided } = summaryOf(results);
  return { tests: cases, failures: failed - undecided, errors: undecided };
}

function suite(file: string, results: readonly CaseResult[]): XmlElement {
  return {
    name: 'testsuite',
    attributes: { name: printableLine(file), ...counts(results), skipped: 0, time: 0 },
    children: results.map(testCase),
  };
}

function testCase(result: CaseResult): XmlElement {
  const attributes = {
    name: printableLine(result.name),
    classname: printableLine(result.alert),
    file: printableLine(result.location.file),
    line: result.location.line,
    time: 0,
  };
  if (!result.passed) return { name: 'testcase', attributes, children: [outcome(result)] };
  const trust = [`fidelity: ${result.fidelity}`, ...result.reasons].map(printableLine).join('\n');
  return { name: 'testcase', attributes, children: [{ name: 'system-out', children: trust }] };
}

function outcome(result: CaseResult): XmlElement {
  const lines = result.failures.map(({ location, message }) => `${placeText(location)} ${printableLine(message)}`);
  return {
    name: isUndecided(result) ? 'error' : 'failure',
    attributes: {
      message: printableLine(result.failures[0]?.message ?? ''),
      type: result.failures[0]?.kind ?? 'broken',
    },
    children: lines.join('\n'),
  };
}
