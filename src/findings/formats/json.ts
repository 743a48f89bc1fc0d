import type { Finding, FindingReport, TextEdit } from '../finding.ts';
import { compareFindings } from '../finding.ts';
import { uniqueFingerprints } from '../fingerprint.ts';
import { jsonText } from '../printable.ts';
import type { FindingFormat, FormatContext } from './format.ts';
import { sourcesOf, type Sources } from './source.ts';

const format: FindingFormat = {
  name: 'json',
  summary: 'for programs: schemas/reports/findings.schema.json says what it contains',
  render,
};
export default format;

function render(report: FindingReport, context: FormatContext): string {
  const sources = sourcesOf(context);
  const fingerprints = uniqueFingerprints(report.findings);
  const findings = [...report.findings].sort(compareFindings).map((finding) => ({
    ...mainFields(finding),
    url: context.rule(finding.rule)?.url ?? null,
    fingerprint: fingerprints.get(finding),
    related: (finding.related ?? []).map(({ message, location }) => ({ message, ...location })),
    ...(finding.fix && {
      fix: { title: finding.fix.title, edits: finding.fix.edits.map((edit) => editData(edit, sources)) },
    }),
  }));
  const { command, toolVersion, summary } = report;
  return jsonText({ version: 1, command, toolVersion, findings, summary });
}

function mainFields({ rule, severity, message, location, subject, help }: Finding): Record<string, unknown> {
  const { file, line, column, endLine, endColumn } = location;
  return {
    rule,
    severity,
    message,
    file,
    line,
    column,
    endLine,
    endColumn,
    subject: subject ?? null,
    help: help ?? null,
  };
}

function editData(edit: TextEdit, sources: Sources): Record<string, unknown> {
  const { file, range, text } = edit;
  return { file, start: range.start, end: range.end, text, ...sources.place(edit) };
}
