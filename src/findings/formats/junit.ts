import type { Finding, FindingReport } from '../finding.ts';
import { byFile } from '../order.ts';
import { printableLine } from '../printable.ts';
import type { FindingFormat, FormatContext } from './format.ts';
import { repositoryPath } from './source.ts';
import { xmlDocument, type XmlElement } from './xml.ts';

const format: FindingFormat = { name: 'junit', summary: 'JUnit XML: a suite per file, a case per finding', render };
export default format;

/** Errors and warnings are failed cases, notes are passed ones with output; a clean run has one passed case, because readers take no case for a fault. */
function render(report: FindingReport, context: FormatContext): string {
  const suites = [...byFile(report.findings)].map(([file, findings]) => suite(repositoryPath(context, file), findings));
  if (suites.length === 0) suites.push(cleanSuite(report.command));
  const failures = report.findings.filter(fails).length;
  const tests = Math.max(1, report.findings.length);
  return xmlDocument({
    name: 'testsuites',
    attributes: { name: printableLine(`alerts ${report.command}`), tests, failures, errors: 0, time: 0 },
    children: suites,
  });
}

function suite(path: string, findings: readonly Finding[]): XmlElement {
  const name = printableLine(path);
  const failures = findings.filter(fails).length;
  return {
    name: 'testsuite',
    attributes: { name, tests: findings.length, failures, errors: 0, skipped: 0, time: 0 },
    children: findings.map((finding) => testCase(finding, name)),
  };
}

function cleanSuite(command: string): XmlElement {
  const name = printableLine(`alerts ${command}`);
  const passed = { name: 'testcase', attributes: { name: 'no findings', classname: name, time: 0 } };
  const attributes = { name, tests: 1, failures: 0, errors: 0, skipped: 0, time: 0 };
  return { name: 'testsuite', attributes, children: [passed] };
}

/** The name holds no line, so that CI systems recognise the case after edits above it. */
function testCase(finding: Finding, file: string): XmlElement {
  const { severity, location } = finding;
  const message = printableLine(finding.message);
  const outcome: XmlElement = fails(finding)
    ? { name: 'failure', attributes: { message, type: severity }, children: details(finding, file) }
    : { name: 'system-out', children: details(finding, file) };
  const attributes = {
    name: `${printableLine(finding.rule)}: ${message}`,
    classname: finding.subject === undefined ? file : printableLine(finding.subject),
    file,
    line: location.line,
    time: 0,
  };
  return { name: 'testcase', attributes, children: [outcome] };
}

function details({ severity, message, help, location, rule }: Finding, file: string): string {
  const first = `at ${file}:${location.line}:${location.column} ${severity} ${printableLine(`${message} (${rule})`)}`;
  return help === undefined ? first : `${first}\nhelp: ${printableLine(help)}`;
}

function fails({ severity }: Finding): boolean {
  return severity !== 'info';
}
