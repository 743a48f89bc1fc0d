import type { Finding } from '../finding.ts';
import type { FindingFormat } from './format.ts';
import { xml } from './xml.ts';

/** JUnit XML: a suite per file, a failed case per error or warning; one passed case when all is well. */
export default {
  name: 'junit',
  summary: 'JUnit XML',
  render(report) {
    const byFile = new Map<string, Finding[]>();
    for (const finding of report.findings)
      byFile.set(finding.location.file, [...(byFile.get(finding.location.file) ?? []), finding]);
    const suites = [...byFile].map(
      ([file, findings]) =>
        `  <testsuite name="${xml(file)}" tests="${findings.length}" failures="${findings.filter(fails).length}">\n${findings.map(testCase).join('\n')}\n  </testsuite>`,
    );
    const clean =
      '  <testsuite name="alerts" tests="1" failures="0">\n    <testcase name="no findings" classname="alerts"/>\n  </testsuite>';
    const failures = report.findings.filter(fails).length;
    return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="alerts ${xml(report.command)}" tests="${Math.max(1, report.findings.length)}" failures="${failures}">\n${suites.join('\n') || clean}\n</testsuites>\n`;
  },
} satisfies FindingFormat;

function fails(finding: Finding): boolean {
  return finding.severity !== 'info';
}

function testCase(finding: Finding): string {
  const { file, line, column } = finding.location;
  const open = `    <testcase name="${xml(`${finding.rule} ${file}:${line}:${column}`)}" classname="${xml(finding.subject ?? file)}"`;
  if (!fails(finding)) return `${open}/>`;
  const body = `${file}:${line}:${column}\n${finding.message}${finding.help ? `\n${finding.help}` : ''}`;
  return `${open}><failure type="${finding.severity}" message="${xml(finding.message)}">${xml(body)}</failure></testcase>`;
}
