import path from 'node:path';
import { Chalk } from 'chalk';
import type { Host, Output } from '../cli/command.ts';
import type { FindingReport, Finding } from '../findings/finding.ts';
import { annotation, withoutCommands } from '../findings/formats/github.ts';
import { loadFormat, type FormatContext, type OutputSpec } from '../findings/formats/index.ts';
import { worstFirst } from '../findings/order.ts';
import { topFolder } from '../git/git.ts';
import { resourceTypeOf } from '../providers/resource-type.ts';
import type { Run } from '../pipeline/run.ts';
import { ciJson } from '../show/ci/json.ts';
import { ciMarkdown, ciMarker, type CiMarkdownOptions } from '../show/ci/markdown.ts';
import type { Anonymous } from '../show/ci/people.ts';
import type { CiReport } from '../show/ci/report.ts';
import { ciText } from '../show/ci/text.ts';
import { toolVersion } from '../version.ts';
import { checkInfo } from './readiness-report.ts';
import { specsOf } from './report-findings.ts';

/** The formats of `--format`; annotations in a job of GitHub, else text, when there is none. */
export function ciFormats(values: readonly string[] | undefined, { env }: Host): OutputSpec[] {
  const usual = env['GITHUB_ACTIONS'] === 'true' ? 'github' : 'text';
  return specsOf(values?.length ? values : [usual]);
}

/** A report in every format that was asked for. */
export async function renderReport(
  specs: readonly OutputSpec[],
  report: CiReport,
  run: Run,
  people: Anonymous,
  host: Host,
  dir: string,
): Promise<Output[]> {
  const outputs: Output[] = [];
  for (const spec of specs) {
    const text = await render(spec, report, contextOf(spec, run, people, host), host, dir);
    outputs.push({ target: spec.file === undefined ? 'stdout' : { file: spec.file }, text });
  }
  return outputs;
}

async function render(
  spec: OutputSpec,
  report: CiReport,
  context: FormatContext,
  host: Host,
  dir: string,
): Promise<string> {
  const { findings, summary } = report;
  const of: FindingReport = { command: 'ci', toolVersion, findings, summary };
  const format = await loadFormat(spec.format === 'github' ? 'text' : spec.format);
  if (spec.format === 'markdown') return ciMarkdown(report, markdownOptions(report, host, dir));
  const rendered = await format.render(of, context);
  if (spec.format === 'json') return ciJson(report, rendered);
  if (spec.format !== 'text' && spec.format !== 'github') return rendered;
  const chalk = new Chalk({ level: context.color ? 1 : 0 });
  const text = `${rendered}\n${ciText(report, { chalk, columns: context.width, noun })}`;
  if (spec.format === 'text') return text;
  const annotations = annotated(findings).map((finding) => `${annotation(finding, context)}\n`);
  return `${annotations.join('')}${withoutCommands(text)}`;
}

/** GitHub keeps ten of each kind per step. https://docs.github.com/actions/reference/limits */
const mostAnnotations = 10;

/** The worst findings of each severity, as many as GitHub shows. */
function annotated(findings: readonly Finding[]): Finding[] {
  return (['error', 'warning', 'info'] as const).flatMap((severity) =>
    worstFirst(findings.filter((one) => one.severity === severity)).slice(0, mostAnnotations),
  );
}

function contextOf(spec: OutputSpec, run: Run, people: Anonymous, host: Host): FormatContext {
  const known = new Set(run.tree.files.map((file) => file.path));
  const lines = new Map<string, readonly string[]>();
  return {
    color: host.color && spec.file === undefined && spec.format !== 'github',
    width: host.columns,
    root: rootOf(host),
    rule: checkInfo,
    sourceLine: (file, line) => {
      if (!lines.has(file) && known.has(file))
        lines.set(file, people.masked(run.shard.load(file).file.text).split(/\r?\n/));
      return lines.get(file)?.[line - 1];
    },
  };
}

/** The working directory as the repository sees it. */
function rootOf({ cwd }: Host): string {
  return path.relative(topFolder(cwd), cwd).split(path.sep).join('/');
}

/** How a report becomes the comment, or with a limit of its own the summary of a job. */
export function markdownOptions({ base }: CiReport, host: Host, dir: string, limit?: number): CiMarkdownOptions {
  const root = rootOf(host);
  const name = /^[0-9a-f]{40,64}$/.test(base) ? base.slice(0, 12) : base;
  return {
    limit: limit ?? 65_000,
    marker: ciMarker(dir),
    pathOf: (file) => path.posix.join(root, file),
    rule: checkInfo,
    noun,
    command: `alerts ci${dir === 'alerts' ? '' : ` --dir ${dir}`} --base ${name}`,
  };
}

function noun(type: string): string {
  return resourceTypeOf(type)?.noun ?? type;
}
