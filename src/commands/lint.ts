import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { UsageError, type CommandResult, type Host, type Output } from '../cli/command.ts';
import { compareFindings, type Finding } from '../findings/finding.ts';
import { baselineOf, parseBaseline, withoutBaseline, type Baseline } from '../lint/baseline.ts';
import type { JudgedBaseline } from '../pipeline/base-policy/baselines.ts';
import { affectedFiles, passes } from '../pipeline/open.ts';
import type { Run } from '../pipeline/run.ts';
import {
  asUsage,
  exitCodeOf,
  filtersOf,
  noteOf,
  openOptions,
  openUnderPolicy,
  type CommonOptions,
  type UnderPolicy,
} from './common.ts';
import { reportFindings } from './report-findings.ts';

export interface LintOptions extends CommonOptions {
  readonly format?: readonly string[];
  readonly baseline?: string;
  readonly updateBaseline?: boolean;
}

/** `alerts lint`: everything that is wrong with the definitions. */
export async function run(options: LintOptions, host: Host): Promise<CommandResult> {
  if (options.updateBaseline && options.policyFrom !== undefined)
    throw new UsageError('--update-baseline writes what is known from here on, --policy-from judges: choose one.');
  const judged = await openUnderPolicy(options, host);
  const { run: result } = judged;
  const selected = await select(result, options, host);
  if (options.updateBaseline) return writeBaseline(selected, options);
  const { baseline, findings: grown } = await baselineFor(judged, options, host);
  const { fresh, known } = withoutBaseline(selected, baseline);
  // What is held back of policy concerns everybody: neither filters nor baselines hide it.
  const shown = [...fresh, ...judged.heldBack, ...grown].sort(compareFindings);
  const summary = { ...result.summary, ...count(shown), suppressed: result.summary.suppressed + known };
  const outputs = await reportFindings('lint', { ...result, summary }, shown, options.format ?? [], host);
  return { exitCode: exitCodeOf(shown, options.failOn), outputs: [...outputs, ...noteOf(judged)] };
}

/** The baseline that counts: the file's, or what of it the revision knows whose policy judges. */
export async function baselineFor(
  { lintBaseline }: UnderPolicy,
  { baseline: file }: Pick<LintOptions, 'baseline'>,
  host: Host,
): Promise<JudgedBaseline<Baseline>> {
  if (file === undefined) return { baseline: baselineOf([]), findings: [] };
  const { text, baseline } = await readBaseline(file, host);
  return lintBaseline?.(file, text) ?? { baseline, findings: [] };
}

async function select(result: Run, options: LintOptions, host: Host): Promise<Finding[]> {
  const { since } = options;
  const affected =
    since === undefined ? undefined : await asUsage(() => affectedFiles(result, openOptions(options, host), since));
  const filters = filtersOf(options);
  const owners = new Map(
    result.analyses.flatMap((analysis) => analysis.alerts.map((alert) => [`${alert.application}/${alert.id}`, alert])),
  );
  const filtered = filters.squad.length + filters.app.length + filters.alert.length > 0;
  return result.findings.filter((finding) => {
    if (affected && !affected.has(finding.location.file)) return false;
    if (!filtered) return true;
    const alert = owners.get(finding.subject ?? '');
    return alert ? passes({ ...filters, env: [] }, alert) : inFilteredApplication(finding, filters, result);
  });
}

/** Findings of alerts that could not be resolved still say whose they are. */
function inFilteredApplication(finding: Finding, filters: ReturnType<typeof filtersOf>, result: Run): boolean {
  const [application = '', id] = (finding.subject ?? '').split('/');
  const definition = result.index.find('Application', application);
  if (!definition) return filters.squad.some((squad) => finding.subject === `squad ${squad}`);
  const squad =
    (definition.facts.facts['squad'] as string | undefined) ?? result.index.ownerOf(definition.file.path) ?? '';
  return passes({ ...filters, env: [] }, { squad, application, ...(id === undefined ? {} : { id }) });
}

function count(findings: readonly Finding[]): { errors: number; warnings: number; infos: number } {
  const of = (severity: Finding['severity']): number =>
    findings.filter((finding) => finding.severity === severity).length;
  return { errors: of('error'), warnings: of('warning'), infos: of('info') };
}

async function readBaseline(file: string, host: Host): Promise<{ text: string; baseline: Baseline }> {
  const text = await readFile(path.resolve(host.cwd, file), 'utf8').catch(() => {
    throw new UsageError(
      `The baseline ${file} cannot be read. Write one with "alerts lint --baseline ${file} --update-baseline".`,
    );
  });
  const baseline = parseBaseline(text);
  if (!baseline) throw new UsageError(`${file} is not a baseline of this tool. Write it anew with --update-baseline.`);
  return { text, baseline };
}

function writeBaseline(findings: readonly Finding[], options: LintOptions): CommandResult {
  if (options.baseline === undefined) throw new UsageError('--update-baseline needs --baseline FILE.');
  const outputs: Output[] = [
    { target: { file: options.baseline }, text: `${JSON.stringify(baselineOf(findings), undefined, 2)}\n` },
    {
      target: 'stderr',
      text: `${options.baseline} now knows ${findings.length} findings; new ones fail from here on.\n`,
    },
  ];
  return { exitCode: 0, outputs };
}
