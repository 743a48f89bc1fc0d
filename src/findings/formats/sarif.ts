import type { Finding, FindingReport, Severity } from '../finding.ts';
import { worstFirst } from '../order.ts';
import { jsonText } from '../printable.ts';
import type { FindingFormat, FormatContext } from './format.ts';
import { sarifResult } from './sarif-result.ts';
import { sarifText } from './sarif-text.ts';
import { sourcesOf } from './source.ts';
import { uniqueFingerprints } from '../fingerprint.ts';

const format: FindingFormat = { name: 'sarif', summary: 'SARIF 2.1.0, for GitHub code scanning and editors', render };
export default format;

/** GitHub keeps 5,000 results of a run and refuses a run with more than 25,000 rules. */
const maximumResults = 5_000;
const maximumRules = 25_000;

const levels: Record<Severity, string> = { error: 'error', warning: 'warning', info: 'note' };

function render(report: FindingReport, context: FormatContext): string {
  const kept = worstFirst(report.findings).slice(0, maximumResults);
  const rules = [...new Set(kept.map((finding) => finding.rule))].sort().slice(0, maximumRules);
  const indexes = new Map(rules.map((id, index) => [id, index]));
  const fingerprints = uniqueFingerprints(report.findings);
  const sources = sourcesOf(context);
  const results = kept.map((finding) => ({
    ruleId: finding.rule,
    ...ruleIndex(finding, indexes),
    level: levels[finding.severity],
    ...sarifResult(finding, fingerprints.get(finding) ?? '', context, sources),
  }));
  return jsonText({
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'alerts', version: report.toolVersion, rules: rules.map((id) => rule(id, context)) } },
        automationDetails: { id: `alerts/${report.command}/` },
        columnKind: 'utf16CodeUnits',
        invocations: [{ executionSuccessful: true, ...notifications(report.findings.length - kept.length) }],
        results,
      },
    ],
  });
}

function ruleIndex(finding: Finding, indexes: ReadonlyMap<string, number>): { ruleIndex?: number } {
  const index = indexes.get(finding.rule);
  return index === undefined ? {} : { ruleIndex: index };
}

function rule(id: string, context: FormatContext): Record<string, unknown> {
  const info = context.rule(id);
  const [area = id] = id.split('/');
  const summary = sarifText(info?.summary ?? id);
  const text = info ? `${summary} See ${info.url}` : summary;
  return {
    id,
    shortDescription: { text: summary },
    fullDescription: { text: summary },
    help: { text },
    ...(info && { helpUri: info.url }),
    ...(info?.severity && { defaultConfiguration: { level: levels[info.severity] } }),
    properties: { tags: ['alerting', area] },
  };
}

function notifications(dropped: number): Record<string, unknown> {
  if (dropped === 0) return {};
  const text = `${dropped} more findings were left out: readers keep ${maximumResults} results. The gravest were kept.`;
  return { toolExecutionNotifications: [{ level: 'warning', message: { text } }] };
}
