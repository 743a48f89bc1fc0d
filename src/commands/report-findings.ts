import { UsageError, type Host, type Output } from '../cli/command.ts';
import type { FindingReport, Finding } from '../findings/finding.ts';
import { builtInChecks } from '../lint/built-in.ts';
import { rules } from '../lint/registry.generated.ts';
import {
  FormatError,
  formatNames,
  loadFormat,
  parseOutputs,
  type OutputSpec,
  type RuleInfo,
} from '../findings/formats/index.ts';
import { providers } from '../providers/registry.ts';
import type { Run } from '../pipeline/run.ts';
import { toolVersion } from '../version.ts';

/** Renders findings into every target that `--format` names; text on standard output without one. */
export async function reportFindings(
  command: string,
  run: Run,
  findings: readonly Finding[],
  formats: readonly string[],
  host: Host,
): Promise<Output[]> {
  const report: FindingReport = { command, toolVersion, findings, summary: run.summary };
  const outputs: Output[] = [];
  for (const spec of specsOf(formats)) outputs.push(await render(spec, report, run, host));
  return outputs;
}

/**
 * The formats of `--format`; text when there is none.
 * @param allowed what the command can write; all formats of findings by default
 * @throws UsageError for one that does not exist
 */
export function specsOf(formats: readonly string[]): OutputSpec[];
export function specsOf<Name extends string>(formats: readonly string[], allowed: readonly Name[]): OutputSpec<Name>[];
export function specsOf(formats: readonly string[], allowed: readonly string[] = formatNames): OutputSpec<string>[] {
  try {
    return parseOutputs(formats.length > 0 ? formats : ['text'], allowed);
  } catch (error) {
    throw error instanceof FormatError ? new UsageError(error.message) : error;
  }
}

async function render(spec: OutputSpec, report: FindingReport, run: Run, host: Host): Promise<Output> {
  const toFile = spec.file !== undefined;
  const text = await renderFindings(spec, report, run, host, ruleInfo);
  return { target: toFile ? { file: spec.file } : 'stdout', text };
}

/** The text of a report in one format; `rule` knows the rules of its findings. */
export async function renderFindings(
  spec: OutputSpec,
  report: FindingReport,
  run: Run,
  host: Host,
  rule: (id: string) => RuleInfo | undefined,
): Promise<string> {
  const format = await loadFormat(spec.format);
  const known = new Set(run.tree.files.map((file) => file.path));
  const lines = new Map<string, readonly string[]>();
  const sourceText = (file: string): string | undefined =>
    known.has(file) ? run.shard.load(file).file.text : undefined;
  return format.render(report, {
    color: host.color && spec.file === undefined,
    width: host.columns,
    sourceText,
    sourceLine: (file, line) => {
      if (!lines.has(file)) lines.set(file, sourceText(file)?.split(/\r?\n/) ?? []);
      return lines.get(file)?.[line - 1];
    },
    rule,
  });
}

/** Where the pages of this version are served from, once it is published. */
export const documentation = `https://unpkg.com/alerts-as-code@${toolVersion}/docs`;
const pages = `${documentation}/rules`;

/** What formats say about a rule: its summary, its page and its usual severity. */
export function ruleInfo(id: string): RuleInfo | undefined {
  const rule = rules.find((one) => one.id === id);
  const usual = rule?.presets.recommended;
  if (rule)
    return {
      summary: rule.summary,
      url: `${pages}/${id}.md`,
      ...(usual === undefined || usual === 'off' ? {} : { severity: usual }),
    };
  const check =
    builtInChecks.find((one) => one.id === id) ??
    providers.flatMap((provider) => provider.constraints).find((one) => one.id === id);
  return check && { summary: check.summary, url: `${pages}/index.md` };
}
