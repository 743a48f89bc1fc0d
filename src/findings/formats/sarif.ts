import { printable } from '../printable.ts';
import type { Finding, Location } from '../finding.ts';
import type { FindingFormat, FormatContext } from './format.ts';
import { fingerprints, worstFirst } from './identity.ts';

/** GitHub keeps at most so many results of a run (docs.github.com, SARIF support for code scanning). */
const maximumResults = 5000;
const levels = { error: 'error', warning: 'warning', info: 'note' } as const;

/** SARIF 2.1.0 for code scanning. */
export default {
  name: 'sarif',
  summary: 'SARIF 2.1.0 for code scanning',
  render(report, context) {
    const findings = worstFirst(report.findings).slice(0, maximumResults);
    const prints = fingerprints(findings);
    const ids = [...new Set(findings.map((finding) => finding.rule))].sort();
    const run = {
      tool: {
        driver: {
          name: 'alerts',
          version: report.toolVersion,
          informationUri: 'https://www.npmjs.com/package/alerts-as-code',
          rules: ids.map((id) => ruleOf(id, context)),
        },
      },
      columnKind: 'utf16CodeUnits',
      results: findings.map((finding, index) => resultOf(finding, ids.indexOf(finding.rule), prints[index] ?? '')),
    };
    return `${JSON.stringify({ $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0', runs: [run] }, undefined, 2)}\n`;
  },
} satisfies FindingFormat;

function ruleOf(id: string, context: FormatContext): object {
  const rule = context.rule(id);
  return {
    id,
    name: id,
    ...(rule ? { shortDescription: { text: rule.summary }, help: { text: rule.summary }, helpUri: rule.url } : {}),
  };
}

function resultOf(finding: Finding, ruleIndex: number, fingerprint: string): object {
  const text = printable(finding.help ? `${finding.message} ${finding.help}` : finding.message);
  return {
    ruleId: finding.rule,
    ruleIndex,
    level: levels[finding.severity],
    message: { text },
    locations: [
      {
        physicalLocation: physical(finding.location),
        ...(finding.subject ? { logicalLocations: [{ fullyQualifiedName: printable(finding.subject) }] } : {}),
      },
    ],
    ...(finding.related
      ? {
          relatedLocations: finding.related.map(({ message, location }) => ({
            message: { text: printable(message) },
            physicalLocation: physical(location),
          })),
        }
      : {}),
    partialFingerprints: { 'alertsFinding/v1': fingerprint },
    ...(finding.fix ? { fixes: [fixOf(finding)] } : {}),
  };
}

function physical(location: Location): object {
  return {
    artifactLocation: uri(location.file),
    region: {
      startLine: location.line,
      startColumn: location.column,
      endLine: location.endLine,
      endColumn: Math.max(location.endColumn, 1),
    },
  };
}

/** Relative paths stay relative to the repository; every special character is escaped. */
function uri(file: string): object {
  return { uri: file.split('/').map(encodeURIComponent).join('/') };
}

function fixOf(finding: Finding): object {
  const files = [...new Set(finding.fix?.edits.map((edit) => edit.file))];
  return {
    description: { text: printable(finding.fix?.title ?? '') },
    artifactChanges: files.map((file) => ({
      artifactLocation: uri(file),
      replacements: (finding.fix?.edits ?? [])
        .filter((edit) => edit.file === file)
        .map((edit) => ({
          deletedRegion: { charOffset: edit.range.start, charLength: edit.range.end - edit.range.start },
          insertedContent: { text: edit.text },
        })),
    })),
  };
}
