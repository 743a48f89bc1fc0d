import { compareFindings, type FindingReport, type Severity } from '../finding.ts';
import { uniqueFingerprints } from '../fingerprint.ts';
import { jsonText, printableLine } from '../printable.ts';
import type { FindingFormat, FormatContext } from './format.ts';
import { lastLine, repositoryPath } from './source.ts';

const format: FindingFormat = { name: 'gitlab', summary: 'Code Quality report of a GitLab merge request', render };
export default format;

const severities: Record<Severity, string> = { error: 'major', warning: 'minor', info: 'info' };

/** GitLab drops all but one of the entries with the same fingerprint, and compares fingerprints between branches. */
function render(report: FindingReport, context: FormatContext): string {
  const fingerprints = uniqueFingerprints(report.findings);
  const entries = [...report.findings].sort(compareFindings).map((finding) => ({
    description: printableLine(finding.help === undefined ? finding.message : `${finding.message} ${finding.help}`),
    check_name: finding.rule,
    fingerprint: fingerprints.get(finding),
    severity: severities[finding.severity],
    location: {
      path: repositoryPath(context, finding.location.file),
      lines: { begin: finding.location.line, end: lastLine(finding.location) },
    },
  }));
  return jsonText(entries);
}
