import { Chalk } from 'chalk';
import type { Host, Output } from '../cli/command.ts';
import type { FindingReport } from '../findings/finding.ts';
import type { OutputSpec, RuleInfo } from '../findings/formats/index.ts';
import { jsonText } from '../findings/printable.ts';
import type { Run } from '../pipeline/run.ts';
import { scorecardData } from '../readiness/data.ts';
import { readinessJunit } from '../readiness/junit.ts';
import { readinessMarkdown } from '../readiness/markdown.ts';
import { checks } from '../readiness/registry.generated.ts';
import type { ReadinessReport } from '../readiness/report.ts';
import { readinessText } from '../readiness/text.ts';
import { toolVersion } from '../version.ts';
import { documentation, renderFindings, ruleInfo, specsOf } from './report-findings.ts';

/** Renders a report into every target that `--format` names; scorecards as text on standard output without one. */
export async function reportReadiness(
  report: ReadinessReport,
  run: Run,
  formats: readonly string[],
  host: Host,
): Promise<Output[]> {
  const outputs: Output[] = [];
  for (const spec of specsOf(formats)) {
    const text = await render(spec, report, run, host);
    outputs.push({ target: spec.file === undefined ? 'stdout' : { file: spec.file }, text });
  }
  return outputs;
}

async function render(spec: OutputSpec, report: ReadinessReport, run: Run, host: Host): Promise<string> {
  if (spec.format === 'text')
    return readinessText(report, new Chalk({ level: host.color && spec.file === undefined ? 1 : 0 }));
  if (spec.format === 'junit') return readinessJunit(report);
  const { findings, summary, scorecards, counts } = report;
  const of: FindingReport = { command: 'readiness', toolVersion, findings, summary };
  const text = await renderFindings(spec, of, run, host, checkInfo);
  if (spec.format === 'markdown') return `${text}${readinessMarkdown(report)}`;
  if (spec.format !== 'json') return text;
  const data = JSON.parse(text) as Record<string, unknown>;
  return jsonText({ ...data, counts, applications: scorecards.map(scorecardData) });
}

/** A check as formats know rules. */
function checkInfo(id: string): RuleInfo | undefined {
  const check = checks.find((one) => `readiness/${one.id}` === id);
  return check ? { summary: check.summary, url: `${documentation}/${id}.md` } : ruleInfo(id);
}
