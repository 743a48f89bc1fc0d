import { printable } from '../printable.ts';
import type { Finding, TextEdit } from '../finding.ts';
import type { FindingFormat, FormatContext } from './format.ts';

const severities = { error: 'ERROR', warning: 'WARNING', info: 'INFO' } as const;

/** Reviewdog diagnostic format (reviewdog/reviewdog, proto/rdf): reviews on GitHub, GitLab, Bitbucket and Gerrit. */
export default {
  name: 'rdjson',
  summary: 'reviewdog diagnostics',
  render(report, context) {
    return `${JSON.stringify({ source: { name: 'alerts' }, diagnostics: report.findings.map((finding) => diagnostic(finding, context)) }, undefined, 2)}\n`;
  },
} satisfies FindingFormat;

function diagnostic(finding: Finding, context: FormatContext): object {
  const { file, line, column, endLine, endColumn } = finding.location;
  const url = context.rule(finding.rule)?.url;
  const range = { start: { line, column }, end: { line: endLine, column: endColumn } };
  return {
    message: printable(finding.help ? `${finding.message} ${finding.help}` : finding.message),
    location: { path: file, range },
    severity: severities[finding.severity],
    code: { value: finding.rule, ...(url ? { url } : {}) },
    ...(finding.fix
      ? {
          suggestions: finding.fix.edits
            .filter((edit) => edit.file === file)
            .flatMap((edit) => suggestion(edit, finding)),
        }
      : {}),
  };
}

/** Only an edit of exactly the marked range can be placed without the file's text. */
function suggestion(edit: TextEdit, finding: Finding): object[] {
  const { line, column, endLine, endColumn } = finding.location;
  const sameLine = line === endLine && edit.range.end - edit.range.start === endColumn - column;
  return sameLine
    ? [{ range: { start: { line, column }, end: { line: endLine, column: endColumn } }, text: edit.text }]
    : [];
}
