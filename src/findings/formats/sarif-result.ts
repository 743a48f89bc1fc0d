import type { Finding, Fix, Location, TextEdit } from '../finding.ts';
import type { FormatContext } from './format.ts';
import { sarifText, sarifUri } from './sarif-text.ts';
import { repositoryPath, type Place, type Sources } from './source.ts';

/** What a SARIF result says beside its rule and level. */
export function sarifResult(
  finding: Finding,
  fingerprint: string,
  context: FormatContext,
  sources: Sources,
): Record<string, unknown> {
  const { message, help, location, subject, related, fix } = finding;
  const logical = subject !== undefined && { logicalLocations: [{ fullyQualifiedName: sarifText(subject) }] };
  return {
    message: { text: sarifText(help === undefined ? message : `${message} ${help}`) },
    locations: [{ ...physical(location, context), ...logical }],
    // Not `primaryLocationLineHash`: GitHub's upload action computes that one itself and warns about every other value.
    partialFingerprints: { 'alertsFinding/v1': fingerprint },
    ...(related?.length && {
      relatedLocations: related.map((other, index) => ({
        id: index + 1,
        message: { text: sarifText(other.message) },
        ...physical(other.location, context),
      })),
    }),
    ...(fix && fix.edits.length > 0 && { fixes: [sarifFix(fix, context, sources)] }),
  };
}

function physical(location: Location, context: FormatContext): Record<string, unknown> {
  return { physicalLocation: { artifactLocation: artifact(location.file, context), region: region(location) } };
}

function artifact(file: string, context: FormatContext): Record<string, unknown> {
  return { uri: sarifUri(repositoryPath(context, file)), uriBaseId: '%SRCROOT%' };
}

function region({ line, column, endLine, endColumn }: Place): Record<string, number> {
  return { startLine: line, startColumn: column, endLine, endColumn };
}

function sarifFix(fix: Fix, context: FormatContext, sources: Sources): Record<string, unknown> {
  const files = [...new Set(fix.edits.map((edit) => edit.file))];
  return {
    description: { text: sarifText(fix.title) },
    artifactChanges: files.map((file) => ({
      artifactLocation: artifact(file, context),
      replacements: fix.edits.filter((edit) => edit.file === file).map((edit) => replacement(edit, sources)),
    })),
  };
}

function replacement(edit: TextEdit, sources: Sources): Record<string, unknown> {
  const { start, end } = edit.range;
  const place = sources.place(edit);
  const deletedRegion = place ? region(place) : { charOffset: start, charLength: end - start };
  return { deletedRegion, insertedContent: { text: edit.text } };
}
