import { printableLine } from '../printable.ts';
import type { FindingFormat } from './format.ts';
import { fingerprints } from './identity.ts';

const severities = { error: 'major', warning: 'minor', info: 'info' } as const;

/** GitLab code quality (docs.gitlab.com/ci/testing/code_quality): fingerprints must be unique. */
export default {
  name: 'gitlab',
  summary: 'GitLab code quality report',
  render(report) {
    const prints = fingerprints(report.findings);
    const issues = report.findings.map((finding, index) => ({
      description: printableLine(finding.help ? `${finding.message} ${finding.help}` : finding.message),
      check_name: finding.rule,
      fingerprint: prints[index],
      severity: severities[finding.severity],
      location: { path: finding.location.file, lines: { begin: finding.location.line, end: finding.location.endLine } },
    }));
    return `${JSON.stringify(issues, undefined, 2)}\n`;
  },
} satisfies FindingFormat;
