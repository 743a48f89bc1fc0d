import { Buffer } from 'node:buffer';
import { compareFindings, type Finding, type FindingReport, type Fix, type Severity } from '../finding.ts';
import { jsonText, printableLine } from '../printable.ts';
import type { FindingFormat, FormatContext } from './format.ts';
import { repositoryPath, sourcesOf, type Place, type Sources } from './source.ts';

const format: FindingFormat = { name: 'rdjson', summary: 'for reviewdog, which comments on pull requests', render };
export default format;

const severities: Record<Severity, string> = { error: 'ERROR', warning: 'WARNING', info: 'INFO' };

/** https://github.com/reviewdog/reviewdog/tree/master/proto/rdf: columns count bytes of UTF-8 from 1, ends are exclusive. */
function render(report: FindingReport, context: FormatContext): string {
  const sources = sourcesOf(context);
  const diagnostics = [...report.findings]
    .sort(compareFindings)
    .map((finding) => diagnostic(finding, context, sources));
  return jsonText({ source: { name: 'alerts' }, diagnostics });
}

function diagnostic(finding: Finding, context: FormatContext, sources: Sources): Record<string, unknown> {
  const { file } = finding.location;
  const url = context.rule(finding.rule)?.url;
  const suggestion = finding.fix && suggestionOf(finding.fix, file, sources);
  return {
    message: printableLine(finding.help === undefined ? finding.message : `${finding.message} ${finding.help}`),
    location: { path: repositoryPath(context, file), range: byteRange(file, finding.location, sources) },
    severity: severities[finding.severity],
    code: { value: finding.rule, ...(url !== undefined && { url }) },
    ...(suggestion && { suggestions: [suggestion] }),
    ...(finding.related?.length && {
      related_locations: finding.related.map(({ message, location }) => ({
        message: printableLine(message),
        location: { path: repositoryPath(context, location.file), range: byteRange(location.file, location, sources) },
      })),
    }),
  };
}

/** Several suggestions would be alternatives, so the edits of a fix become one replacement from the first to the last. */
function suggestionOf(fix: Fix, file: string, sources: Sources): Record<string, unknown> | undefined {
  const edits = [...fix.edits].sort((a, b) => a.range.start - b.range.start);
  const source = sources.text(file);
  const first = edits[0];
  if (source === undefined || !first || edits.some((edit) => edit.file !== file)) return undefined;
  let text = '';
  let at = first.range.start;
  for (const { range, text: replacement } of edits) {
    if (range.start < at) return undefined;
    text += source.slice(at, range.start) + replacement;
    at = range.end;
  }
  const place = sources.place({ file, range: { start: first.range.start, end: at }, text });
  return place && { range: byteRange(file, place, sources), text };
}

function byteRange(file: string, place: Place, sources: Sources): Record<string, unknown> {
  const position = (line: number, column: number): Record<string, number> => {
    const before = sources.line(file, line)?.slice(0, column - 1);
    return { line, column: before === undefined ? column : Buffer.byteLength(before) + 1 };
  };
  return { start: position(place.line, place.column), end: position(place.endLine, place.endColumn) };
}
