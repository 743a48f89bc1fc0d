import { Chalk } from 'chalk';
import type { Host, Output } from '../cli/command.ts';
import type { FindingReport } from '../findings/finding.ts';
import { formatNames, type OutputSpec, type RuleInfo } from '../findings/formats/index.ts';
import { jsonText } from '../findings/printable.ts';
import type { Run } from '../pipeline/run.ts';
import { scorecardData } from '../readiness/data.ts';
import type { PageContext } from '../readiness/html/page.ts';
import { readinessJunit } from '../readiness/junit.ts';
import { readinessMarkdown } from '../readiness/markdown.ts';
import { checks } from '../readiness/registry.generated.ts';
import type { ReadinessReport } from '../readiness/report.ts';
import { readinessText } from '../readiness/text.ts';
import { toolVersion } from '../version.ts';
import { documentation, renderFindings, ruleInfo, specsOf } from './report-findings.ts';

const ownFormats = [...formatNames, 'html'] as const;
type ReadinessFormat = (typeof ownFormats)[number];

/**
 * The formats of `--format`; text when there is none.
 * @throws UsageError for one that does not exist
 */
export function readinessFormats(formats: readonly string[] = []): OutputSpec<ReadinessFormat>[] {
  return specsOf(formats, ownFormats);
}

/** Renders a report into every target that `--format` names; scorecards as text on standard output without one. */
export async function reportReadiness(
  report: ReadinessReport,
  run: Run,
  formats: readonly string[],
  host: Host,
): Promise<Output[]> {
  const outputs: Output[] = [];
  for (const spec of readinessFormats(formats)) {
    const text = await render(spec, report, run, host);
    outputs.push({ target: spec.file === undefined ? 'stdout' : { file: spec.file }, text });
  }
  return outputs;
}

async function render(
  spec: OutputSpec<ReadinessFormat>,
  report: ReadinessReport,
  run: Run,
  host: Host,
): Promise<string> {
  if (spec.format === 'text')
    return readinessText(report, new Chalk({ level: host.color && spec.file === undefined ? 1 : 0 }));
  if (spec.format === 'junit') return readinessJunit(report);
  if (spec.format === 'html') {
    const { readinessHtml } = await import('../readiness/html/page.ts');
    return readinessHtml(report, pageContext(run));
  }
  const { findings, summary, scorecards, counts } = report;
  const of: FindingReport = { command: 'readiness', toolVersion, findings, summary };
  const { format, file } = spec;
  const text = await renderFindings({ format, ...(file === undefined ? {} : { file }) }, of, run, host, checkInfo);
  if (spec.format === 'markdown') return `${text}${readinessMarkdown(report)}`;
  if (spec.format !== 'json') return text;
  const data = JSON.parse(text) as Record<string, unknown>;
  return jsonText({ ...data, counts, applications: scorecards.map(scorecardData) });
}

/** What the page says besides the report. */
function pageContext(run: Run): PageContext {
  const lookup = run.shard.lookup(new Map());
  const people = run.index.all('Person').flatMap(({ facts: { id } }) => {
    const { name = id, email = '' } = (lookup.find('Person', id)?.document.data ?? {}) as Record<string, string>;
    return [{ id, name, email }];
  });
  const pageOf = (check: string): string => `${documentation}/readiness/${check}.md`;
  return { project: lookup.project()?.document.id ?? '', people, pageOf, toolVersion };
}

/** A check as formats know rules. */
export function checkInfo(id: string): RuleInfo | undefined {
  const check = checks.find((one) => `readiness/${one.id}` === id);
  return check ? { summary: check.summary, url: `${documentation}/${id}.md` } : ruleInfo(id);
}
