import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Trials } from '../alert-tests/prometheus/trial.ts';
import { SqlTrials } from '../alert-tests/sql/trial.ts';
import { UsageError, type CommandResult, type Host, type Output } from '../cli/command.ts';
import { compareFindings, type Finding, type FindingSummary } from '../findings/finding.ts';
import { affectedFiles, passes } from '../pipeline/open.ts';
import { readinessViews, type ReadinessInput } from '../pipeline/readiness-views.ts';
import type { Run } from '../pipeline/run.ts';
import { firstBaseline, parseBaseline, ratchet, shrunk, type Baseline } from '../readiness/baseline.ts';
import { findingsOf, judge, unknownChecks, unneededExemptions, unreadableFindings } from '../readiness/evaluate.ts';
import { forFolder } from '../readiness/next-step.ts';
import { unknownAlerts } from '../readiness/exemption-alerts.ts';
import { checks } from '../readiness/registry.generated.ts';
import { totals, withoutRepetition, type ReadinessReport } from '../readiness/report.ts';
import { scorecardOf } from '../readiness/scorecard.ts';
import type { ReadinessView } from '../readiness/view.ts';
import { asUsage, exitCodeOf, filtersOf, noteOf, openOptions, openUnderPolicy, type UnderPolicy } from './common.ts';
import { askPromtool, hasPromtool } from './ask-promtool.ts';
import { askSql } from './ask-sql.ts';
import type { Answers } from '../pipeline/test-subjects.ts';
import { askingForge } from './approvals-reviewed.ts';
import { heldBackOutputs } from './held-back-outputs.ts';
import { withApprovals, type ApprovedOptions } from './readiness-approvals.ts';
import { readinessFormats, reportReadiness } from './readiness-report.ts';
import { touchedApplications } from './touched-applications.ts';

export interface ReadinessOptions extends ApprovedOptions {
  readonly format?: readonly string[];
  readonly baseline?: string;
  readonly updateBaseline?: boolean;
}

/** `alerts readiness`: whether applications may go to production. */
export async function run(options: ReadinessOptions, host: Host): Promise<CommandResult> {
  return askingForge(() => judgeReadiness(options, host));
}

async function judgeReadiness(options: ReadinessOptions, host: Host): Promise<CommandResult> {
  if (options.updateBaseline && options.baseline === undefined)
    throw new UsageError('--update-baseline needs --baseline FILE.');
  if (options.updateBaseline && options.policyFrom !== undefined)
    throw new UsageError('--update-baseline writes what is known from here on, --policy-from judges: choose one.');
  readinessFormats(options.format);
  const judged = await openUnderPolicy(options, host);
  const { run: result } = judged;
  const chosen = await wanted(result, options, host);
  const views = readinessViews(result, chosen, await answeredTrials(result, chosen, host));
  if (!views) throw new UsageError('There is no project that could be read: "alerts lint" says what is wrong.');
  const input = await withApprovals(views, result, options, host);
  const read = await readBaseline(options, host);
  const { baseline: known, findings: grown } = countingBaseline(read, judged, options);
  const heldBack = [...judged.heldBack, ...grown].sort(compareFindings);
  const whole = [options.app, options.squad, options.since].every((one) => one === undefined || one.length === 0);
  const report = withFindings(judgeAll(input, known ?? {}, { whole, dir: options.dir }), heldBack);
  if (options.updateBaseline) return writeBaseline(report, known, options);
  const outputs = [
    ...(await reportReadiness(report, result, options.format ?? [], host)),
    ...(await heldBackOutputs('readiness', result, heldBack, host)),
    ...noteOf(judged),
  ];
  return { exitCode: exitCodeOf(report.findings, options.failOn), outputs };
}

/** What promtool says to tests of PromQL alerts, where it is there, and PostgreSQL to tests with tables. */
export async function answeredTrials(
  result: Run,
  chosen: (application: string) => boolean,
  host: Host,
): Promise<Answers> {
  const alerts = result.analyses.flatMap((analysis) => analysis.alerts);
  const applicationsOn = (source: RegExp): ((id: string) => boolean) => {
    const asking = new Set(alerts.filter((one) => source.test(one.source)).map(({ application }) => application));
    return (id) => asking.has(id) && chosen(id);
  };
  const [onRules, onSql] = [applicationsOn(/^prometheus\b/), applicationsOn(/^redash\b/)];
  const sql = new SqlTrials();
  await askSql(sql, () => readinessViews(result, onSql, { sql }));
  if (!alerts.some(({ application }) => onRules(application)) || !(await hasPromtool(host))) return { sql };
  const rules = new Trials();
  const missing = await askPromtool(rules, () => readinessViews(result, onRules, { rules, sql }), host);
  return missing === undefined ? { rules, sql } : { sql };
}

/** The baseline that counts: the file's, or what of it the revision knows whose policy judges. */
export function countingBaseline(
  read: { readonly text: string; readonly baseline: Baseline } | undefined,
  { readinessBaseline }: UnderPolicy,
  { baseline: file = '' }: Pick<ReadinessOptions, 'baseline'>,
): { readonly baseline: Baseline | undefined; readonly findings: readonly Finding[] } {
  return (read && readinessBaseline?.(file, read.text)) ?? { baseline: read?.baseline, findings: [] };
}

/** A report with findings about the change itself. */
function withFindings(report: ReadinessReport, more: readonly Finding[]): ReadinessReport {
  const findings = [...report.findings, ...more].sort(compareFindings);
  const errors = report.summary.errors + more.filter(({ severity }) => severity === 'error').length;
  return { ...report, findings, summary: { ...report.summary, errors } };
}

/** Applications that the filters let through and that a change since a revision touches. */
async function wanted(result: Run, options: ReadinessOptions, host: Host): Promise<(application: string) => boolean> {
  const { since } = options;
  const affected =
    since === undefined ? undefined : await asUsage(() => affectedFiles(result, openOptions(options, host), since));
  const touched = affected && touchedApplications(result, affected);
  const filters = { ...filtersOf(options), env: [], alert: [] };
  const { ownerOf } = result.shard.lookup(new Map());
  return (application) => {
    const squad = ownerOf(application) ?? '';
    return passes(filters, { squad, application }) && (!touched || touched.has(application));
  };
}

/** @param scope whether everything was judged: only then an exemption can be seen to exempt nothing; and the folder of definitions */
export function judgeAll(
  { views, exemptions, project, unreadable }: ReadinessInput,
  known: Baseline,
  { whole, dir }: { readonly whole: boolean; readonly dir: string },
): ReadinessReport {
  const judged = views.map((view) => ({ view, results: forFolder(judge(view, checks), dir) }));
  const results = judged.flatMap((one) => one.results);
  const chosen = new Set(views.map(({ id }) => id));
  const parts = ratchet(results, Object.fromEntries(Object.entries(known).filter(([id]) => chosen.has(id))));
  const hidden = new Set(parts.known);
  const byId = new Map(views.map((view) => [view.id, view]));
  const findings = withoutRepetition([
    ...unknownChecks(project, exemptions.unknown(checks), checks),
    ...unreadableFindings(unreadable),
    ...(whole ? [...unknownAlerts(exemptions.all, views), ...unneededExemptions(results, views)] : []),
    ...findingsOf(
      results.filter((one) => !hidden.has(one)),
      byId,
    ),
  ]);
  const scorecards = judged.map((one) => scorecardOf(one.view, one.results));
  return {
    scorecards,
    findings,
    summary: summaryOf(views, findings, parts.known.length),
    counts: totals(scorecards),
    ratchet: parts,
    today: views[0]?.today ?? '',
  };
}

function summaryOf(views: readonly ReadinessView[], findings: readonly Finding[], known: number): FindingSummary {
  const of = (severity: Finding['severity']): number => findings.filter((one) => one.severity === severity).length;
  return {
    alerts: views.reduce((sum, { alerts }) => sum + alerts.length, 0),
    applications: views.length,
    squads: new Set(views.map(({ squad }) => squad.id)).size,
    errors: of('error'),
    warnings: of('warning'),
    infos: of('info'),
    suppressed: known,
  };
}

/** The baseline; undefined when `--update-baseline` is to write a first one. */
export async function readBaseline(
  options: ReadinessOptions,
  host: Host,
): Promise<{ readonly text: string; readonly baseline: Baseline } | undefined> {
  const { baseline: file } = options;
  if (file === undefined) return undefined;
  const text = await readFile(path.resolve(host.cwd, file), 'utf8').catch(() => undefined);
  if (text === undefined && options.updateBaseline) return undefined;
  const baseline = text === undefined ? undefined : parseBaseline(text);
  if (text !== undefined && baseline) return { text, baseline };
  throw new UsageError(
    text === undefined
      ? `The baseline ${file} cannot be read. Write one with "alerts readiness --baseline ${file} --update-baseline".`
      : `${file} is not a baseline of readiness. Remove it and write it anew with --update-baseline.`,
  );
}

/** A first baseline knows everything; afterwards it only shrinks. */
function writeBaseline(
  { scorecards, ratchet: parts }: ReadinessReport,
  known: Baseline | undefined,
  { baseline: file = '' }: ReadinessOptions,
): CommandResult {
  const next = known ? shrunk(known, parts) : firstBaseline(scorecards.flatMap(({ results }) => results));
  const count = Object.values(next).reduce((sum, list) => sum + list.length, 0);
  const outputs: Output[] = [
    { target: { file }, text: `${JSON.stringify({ version: 1, known: next }, undefined, 2)}\n` },
    { target: 'stderr', text: `${file} now knows ${count} failures; new ones fail from here on.\n` },
  ];
  return { exitCode: 0, outputs };
}
