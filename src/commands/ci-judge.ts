import type { Host } from '../cli/command.ts';
import { compareFindings, compareText, type Finding, type FindingSummary } from '../findings/finding.ts';
import { counted } from '../findings/counted.ts';
import { fingerprint } from '../findings/fingerprint.ts';
import { withoutBaseline } from '../lint/baseline.ts';
import type { CaseResult } from '../alert-tests/report/case-result.ts';
import { affectedFiles } from '../pipeline/open.ts';
import { readinessViews, type ReadinessInput } from '../pipeline/readiness-views.ts';
import type { Run } from '../pipeline/run.ts';
import type { Anonymous } from '../show/ci/people.ts';
import type { CiReport, TouchedApplication } from '../show/ci/report.ts';
import type { CiOptions } from './ci.ts';
import { approvedInput, missingApprovals, type Reviewed } from './ci-approvals.ts';
import { asUsage, openOptions, type UnderPolicy } from './common.ts';
import { baselineFor } from './lint.ts';
import { nightsOf } from './ci-nights.ts';
import { offlinePlan, sideOfRun } from './plan-sides.ts';
import { answeredTrials, countingBaseline, judgeAll, readBaseline } from './readiness.ts';
import { touchedApplications } from './touched-applications.ts';
import { runTests, type Tested } from './test-run.ts';

/** What a change is judged against. */
export interface Compared {
  /** As it was given. */
  readonly base: string;
  readonly mergeBase: string;
  /** The definitions at the merge base. */
  readonly before: Run;
  readonly notes: readonly string[];
}

/** Lint, readiness, tests, plan and nights of what differs from the merge base and what depends on it. */
export async function judgeChange(
  judged: UnderPolicy,
  compared: Compared,
  anonymous: Anonymous,
  reviewed: Reviewed,
): Promise<CiReport> {
  const { run } = judged;
  const { options, host } = reviewed;
  const { base, mergeBase, before } = compared;
  const affected = await asUsage(() => affectedFiles(run, openOptions(options, host), mergeBase));
  // What an exemption stood for at the base counts, too: it may stand for less now.
  const earlier = [...touchedApplications(before, affected)].filter((id) => run.index.find('Application', id));
  const touched = new Set([...touchedApplications(run, affected), ...earlier]);
  const known = await readinessBaseline(judged, options, host);
  const ready = await readinessOf(run, before, touched, known, reviewed);
  const needed = await missingApprovals(run, reviewed);
  const linted = await lintOf(judged, affected, options, host);
  const { results, problems: failed } = await testsOf(run, mergeBase, options, host);
  const found = [...linted, ...ready.findings, ...failed].sort(compareFindings);
  // Tests of the base are not run: whoever fails one sees it in either case.
  const old = new Set([...before.findings, ...ready.before].map(fingerprint));
  const fresh = found.map((finding) => !old.has(fingerprint(finding)));
  const findings = anonymous.data(found);
  const { passed, cases } = { cases: results.length, passed: results.filter((one) => one.passed).length };
  const compiles = !run.findings.some(({ severity }) => severity === 'error');
  const plan = compiles ? anonymous.data(offlinePlan(sideOfRun(before), run)) : undefined;
  const nights = compiles ? nightsOf(before, run, mergeBase, anonymous, host) : undefined;
  return {
    base,
    mergeBase,
    findings,
    fresh: new Set(findings.filter((_, index) => fresh[index])),
    summary: summaryOf(findings, run, touched.size),
    applications: ready.applications,
    tests: { cases, passed },
    missingApprovals: needed.value,
    notes: [
      ...compared.notes,
      ...(judged.note === undefined ? [] : [judged.note]),
      ...errorsElsewhere(run, found),
      ...new Set([...ready.notes, ...needed.notes]),
    ].map((note) => anonymous.text(note)),
    ...(plan ? { plan } : {}),
    ...(nights ? { nights } : {}),
  };
}

/** Errors that keep the plan from being made and are no part of what the change touches. */
function errorsElsewhere({ findings }: Run, shown: readonly Finding[]): string[] {
  const hidden = findings.filter((one) => one.severity === 'error' && !shown.includes(one));
  const [first] = hidden;
  if (!first) return [];
  const { file, line } = first.location;
  return [
    `${counted(hidden.length, 'error')} in what this change does not touch, first at ${file}:${line}: "alerts lint" lists them.`,
  ];
}

async function lintOf(
  judged: UnderPolicy,
  affected: ReadonlySet<string>,
  { lintBaseline: baseline }: CiOptions,
  host: Host,
): Promise<Finding[]> {
  // What cannot be read (links, files of any size) has no content that could differ.
  const unread = new Set(judged.run.tree.unreadable.map(({ path }) => path));
  const isTouched = (file: string): boolean => affected.has(file) || unread.has(file);
  const touched = judged.run.findings.filter(({ location }) => isTouched(location.file));
  const known = await baselineFor(judged, baseline === undefined ? {} : { baseline }, host);
  // What is held back of policy concerns everybody: no baseline hides it.
  return [...withoutBaseline(touched, known.baseline).fresh, ...judged.heldBack, ...known.findings];
}

async function readinessBaseline(
  judged: UnderPolicy,
  { dir, readinessBaseline: file }: CiOptions,
  host: Host,
): Promise<ReturnType<typeof countingBaseline>> {
  if (file === undefined) return { baseline: undefined, findings: [] };
  const options = { dir, baseline: file };
  return countingBaseline(await readBaseline(options, host), judged, options);
}

interface Readiness {
  readonly findings: readonly Finding[];
  /** Findings of the base, of the same applications. */
  readonly before: readonly Finding[];
  readonly applications: readonly TouchedApplication[];
  readonly notes: readonly string[];
}

async function readinessOf(
  run: Run,
  before: Run,
  touched: ReadonlySet<string>,
  known: ReturnType<typeof countingBaseline>,
  reviewed: Reviewed,
): Promise<Readiness> {
  const { dir } = reviewed.options;
  const wanted = (application: string): boolean => touched.has(application);
  const scope = { whole: false, dir };
  const viewsOf = async (one: Run): Promise<ReadinessInput | undefined> =>
    readinessViews(one, wanted, await answeredTrials(one, wanted, reviewed.host));
  const [now, then] = [await viewsOf(run), await viewsOf(before)];
  const asked = now && (await approvedInput(now, run, reviewed));
  const after = asked && judgeAll(asked.value, known.baseline ?? {}, scope);
  const old = then && judgeAll(then, {}, scope);
  const levels = new Map(old?.scorecards.map(({ application, level }) => [application, level]));
  const cards = [...(after?.scorecards ?? [])].sort((a, b) => compareText(a.application, b.application));
  const applications = cards.map((card): TouchedApplication => {
    const level = levels.get(card.application);
    return { card, ...(level === undefined ? {} : { before: level }) };
  });
  return {
    findings: [...(after?.findings ?? []), ...known.findings],
    before: old?.findings ?? [],
    applications,
    notes: asked?.notes ?? [],
  };
}

/** Tests of what is touched. That a tool is missing which judges some is a finding: the rest has to be said, too. */
async function testsOf(
  run: Run,
  since: string,
  options: CiOptions,
  host: Host,
): Promise<{ readonly results: readonly CaseResult[]; readonly problems: readonly Finding[] }> {
  const tested: Tested & { readonly missing?: string } = await runTests(run, { ...options, since }, host);
  const { results, missing } = tested;
  const problems = results.flatMap(failuresOf);
  if (missing === undefined) return { results, problems };
  const file = run.index.project?.file.path ?? options.dir;
  const location = { file, line: 1, column: 1, endLine: 1, endColumn: 1 };
  return { results, problems: [...problems, { rule: 'test/not-run', severity: 'error', message: missing, location }] };
}

/** A case that failed, where it is written. What could not be decided or imitated is no reason to stop a change. */
function failuresOf({ passed, failures, name, alert }: CaseResult): Finding[] {
  if (passed) return [];
  return failures.map(({ message, kind, location }) => ({
    rule: kind === 'broken' ? 'test/failed' : 'test/undecided',
    severity: kind === 'broken' ? 'error' : 'warning',
    message: `${name}: ${message}`,
    location,
    subject: alert,
    help: `Run \`alerts test --alert ${alert}\` to see it drawn.`,
  }));
}

function summaryOf(findings: readonly Finding[], { summary, analyses }: Run, applications: number): FindingSummary {
  const of = (severity: Finding['severity']): number => findings.filter((one) => one.severity === severity).length;
  return {
    ...summary,
    ...(analyses.length > 0 ? { applications } : {}),
    errors: of('error'),
    warnings: of('warning'),
    infos: of('info'),
  };
}
