import { UsageError, type Host, type Output } from '../cli/command.ts';
import type { FindingReport, Finding } from '../findings/finding.ts';
import { builtInChecks } from '../lint/built-in.ts';
import { rules } from '../lint/registry.generated.ts';
import { FormatError, loadFormat, parseOutputs, type OutputSpec } from '../findings/formats/index.ts';
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

function specsOf(formats: readonly string[]): OutputSpec[] {
  try {
    return parseOutputs(formats.length > 0 ? formats : ['text']);
  } catch (error) {
    throw error instanceof FormatError ? new UsageError(error.message) : error;
  }
}

async function render(spec: OutputSpec, report: FindingReport, run: Run, host: Host): Promise<Output> {
  const format = await loadFormat(spec.format);
  const toFile = spec.file !== undefined;
  const text = format.render(report, {
    color: host.color && !toFile,
    width: host.columns,
    sourceLine: (file, line) => sourceLine(run, file, line),
    rule: ruleInfo,
  });
  return { target: toFile ? { file: spec.file } : 'stdout', text };
}

function sourceLine(run: Run, file: string, line: number): string | undefined {
  if (!run.tree.files.some((one) => one.path === file)) return undefined;
  return run.shard.load(file).file.text.split('\n')[line - 1]?.replace(/\r$/, '');
}

/** What formats say about a rule: its summary and its page. */
export function ruleInfo(id: string): { summary: string; url: string } | undefined {
  const rule = rules.find((one) => one.id === id);
  const base = 'https://alerts-as-code.dev/rules';
  if (rule) return { summary: rule.summary, url: `${base}/${id}` };
  const check =
    builtInChecks.find((one) => one.id === id) ??
    providers.flatMap((provider) => provider.constraints).find((one) => one.id === id);
  return check && { summary: check.summary, url: `${base}/index#${id.replace('/', '-')}` };
}
