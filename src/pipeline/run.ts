import { checkReferences } from '../definitions/link/check-references.ts';
import type { DefinitionIndex } from '../definitions/link/definition-index.ts';
import type { FileFacts } from '../definitions/link/facts.ts';
import { dateIn } from '../definitions/values/calendar.ts';
import { globMatches } from '../definitions/values/glob.ts';
import { compareFindings, type Finding, type FindingSummary } from '../findings/finding.ts';
import { builtInChecks } from '../lint/built-in.ts';
import { lintCatalog } from '../lint/engine.ts';
import { rules } from '../lint/registry.generated.ts';
import type { CatalogView, Rule } from '../lint/rule.ts';
import { applySuppressions } from '../lint/suppressions.ts';
import type { LintConfig } from '../lint/config.ts';
import { constraintIds } from '../providers/constraints.ts';
import type { AnalysisSettings, FileAnalysis } from './analysis.ts';
import type { ResultStore } from './cache.ts';
import { withDowntimes } from './downtimes.ts';
import { environmentsOf } from './lint-environment.ts';
import { isCurrent, Shard } from './shard.ts';
import type { Tree } from '../definitions/load/tree.ts';
import { Crew } from './crew.ts';

/** What a run may use. */
export interface RunOptions {
  readonly now: Date;
  readonly cache?: ResultStore;
  /** Whether a second thread may be started when the work is worth it. */
  readonly parallel?: boolean;
  /** Whether the digests of resources are wanted; default: they are. */
  readonly digests?: boolean;
  /** Whether findings are wanted; default: they are. */
  readonly findings?: boolean;
}

/** Everything known of a tree of definitions after one run. */
export interface Run {
  readonly tree: Tree;
  readonly index: DefinitionIndex;
  readonly files: readonly FileFacts[];
  readonly analyses: readonly FileAnalysis[];
  /** What is left after suppressions, sorted. */
  readonly findings: readonly Finding[];
  readonly summary: FindingSummary;
  readonly today: string;
  readonly now: Date;
  /** Loads definitions again where their content is needed. */
  readonly shard: Shard;
  readonly cache?: ResultStore;
}

/** Loads, links, resolves, lints and compiles a tree; with a cache only what changed, with equal results. */
export async function run(tree: Tree, options: RunOptions): Promise<Run> {
  const shard = new Shard(tree);
  const crew = new Crew(tree, shard, options.parallel === true);
  try {
    const files = (await loadAll(tree, crew, options.cache)).filter(notIgnored(tree));
    const index = shard.know(files);
    const settings: AnalysisSettings = {
      today: dateIn(timezoneOf(index), options.now),
      digests: options.digests !== false,
    };
    const separate = await analyseAll(tree, crew, files, index, settings, options.cache);
    options.cache?.save();
    const analyses = withDowntimes(separate, shard, index, { ...settings, now: options.now });
    const known = { tree, shard, files, index, analyses, ...(options.cache ? { cache: options.cache } : {}) };
    return {
      ...known,
      ...conclude(known, settings, options.findings !== false),
      today: settings.today,
      now: options.now,
    };
  } finally {
    await crew.dismiss();
  }
}

async function loadAll(tree: Tree, crew: Crew, cache: ResultStore | undefined): Promise<FileFacts[]> {
  const known = new Map<string, FileFacts>();
  const missing: string[] = [];
  for (const file of tree.files) {
    const facts = cache?.get<FileFacts>(factsKey(file.path, crew.digestOf(file)));
    if (facts) known.set(file.path, facts);
    else missing.push(file.path);
  }
  for (const facts of await crew.facts(missing)) {
    known.set(facts.path, facts);
    cache?.set(factsKey(facts.path, facts.digest), facts);
  }
  return tree.files.map((file) => known.get(file.path)).filter((facts) => facts !== undefined);
}

async function analyseAll(
  tree: Tree,
  crew: Crew,
  files: readonly FileFacts[],
  index: DefinitionIndex,
  settings: AnalysisSettings,
  cache: ResultStore | undefined,
): Promise<FileAnalysis[]> {
  const known = new Map<string, FileAnalysis>();
  const missing: string[] = [];
  for (const file of files) {
    if (file.documents.length === 0) continue;
    const key = analysisKey(file, settings);
    const analysis = cache?.get<FileAnalysis>(key);
    if (analysis && (analysis.nodes !== undefined || !settings.digests) && isCurrent(analysis, index, tree))
      known.set(file.path, analysis);
    else missing.push(file.path);
  }
  for (const analysis of await crew.analyse(missing, files, settings)) {
    known.set(analysis.path, analysis);
    cache?.set(analysisKey(analysis, settings), analysis);
  }
  return files.map((file) => known.get(file.path)).filter((analysis) => analysis !== undefined);
}

function factsKey(path: string, digest: string): string {
  return `facts ${digest} ${encodeURI(path)}`;
}

function analysisKey(file: { readonly path: string; readonly digest: string }, settings: AnalysisSettings): string {
  return `analysis ${settings.today} ${file.digest} ${encodeURI(file.path)}`;
}

function timezoneOf(index: DefinitionIndex): string {
  const zone = index.project?.facts.broken === false ? index.project.facts.facts['timezone'] : undefined;
  return typeof zone === 'string' ? zone : 'UTC';
}

/** Files that the project's `ignore` names are left out entirely. */
function notIgnored(tree: Tree): (file: FileFacts, index: number, all: FileFacts[]) => boolean {
  let globs: readonly string[] | undefined;
  const prefix = tree.root === '' ? '' : `${tree.root}/`;
  return (file, _index, all) => {
    globs ??= all.flatMap((one) =>
      one.documents
        .filter((facts) => facts.kind === 'Project' && !facts.broken)
        .flatMap((facts) => (facts.facts['ignore'] as string[] | undefined) ?? []),
    );
    const relative = file.path.startsWith(prefix) ? file.path.slice(prefix.length) : file.path;
    return !globs.some((glob) => globMatches(glob, relative));
  };
}

/** All findings of a run together with those of rules over the whole catalog, suppressions applied. */
function conclude(
  { tree, files, index, analyses }: Pick<Run, 'tree' | 'files' | 'index' | 'analyses'>,
  settings: AnalysisSettings,
  wanted: boolean,
): Pick<Run, 'findings' | 'summary'> {
  if (!wanted) return { findings: [], summary: summarise([], 0, analyses, index) };
  const alerts = analyses.flatMap((analysis) => analysis.alerts);
  const ruleIds = new Set([
    ...rules.map((rule) => rule.id),
    ...builtInChecks.map((check) => check.id),
    ...constraintIds,
  ]);
  const findings: Finding[] = [
    ...tree.unreadable.map(({ path, rule, reason }): Finding => ({
      rule,
      severity: 'error',
      message: reason,
      location: { file: path, line: 1, column: 1, endLine: 1, endColumn: 1 },
    })),
    ...files.flatMap((file) => file.findings),
    ...index.findings,
    ...noProject(tree, index, files),
    ...analyses.flatMap((analysis) => analysis.findings),
  ];
  const project = index.project;
  if (project && !project.facts.broken) {
    findings.push(...checkReferences(index, { alerts: knownAlerts(alerts, findings, index), rules: ruleIds }));
    const config = (project.facts.facts['lint'] as LintConfig | undefined) ?? {};
    const environments = environmentsOf(project.facts.facts);
    const catalog: CatalogView = {
      alerts,
      environments,
      documents: files.flatMap((file) => file.documents.filter((facts) => !facts.broken)),
    };
    const relative = (path: string): string =>
      tree.root !== '' && path.startsWith(`${tree.root}/`) ? path.slice(tree.root.length + 1) : path;
    findings.push(
      ...lintCatalog(catalog, {
        rules: catalogRules(files),
        config,
        environments,
        today: settings.today,
        pagingEnvironment: () => true,
        relative,
      }),
    );
  }
  const suppressed = applySuppressions(
    unique(findings),
    analyses.flatMap((analysis) => analysis.suppressions),
    { ids: ruleIds, constraints: new Set(constraintIds) },
    settings.today,
  );
  const sorted = [...suppressed.findings].sort(compareFindings);
  return { findings: sorted, summary: summarise(sorted, suppressed.hidden.length, analyses, index) };
}

/** What a file that could not be read would have used is not unused. */
function catalogRules(files: readonly FileFacts[]): readonly Rule[] {
  const unread = files.some((file) => file.tentative.length > 0 || file.documents.some((facts) => facts.broken));
  return unread ? rules.filter((rule) => !rule.id.startsWith('unused/')) : rules;
}

/** Ids of alerts; those of alerts that could not be resolved count as known, since their own finding says what is wrong. */
function knownAlerts(
  alerts: readonly { application: string; id: string }[],
  findings: readonly Finding[],
  index: DefinitionIndex,
): Set<string> {
  const known = new Set(alerts.map((alert) => `${alert.application}/${alert.id}`));
  for (const finding of findings) if (finding.subject?.includes('/')) known.add(finding.subject);
  for (const application of index.all('Application'))
    if (application.facts.broken) known.add(`${application.facts.id}/`);
  return known;
}

function noProject(tree: Tree, index: DefinitionIndex, files: readonly FileFacts[]): Finding[] {
  if (index.project || files.some((file) => file.tentative.some((seeming) => seeming.kind === 'Project'))) return [];
  const file = tree.root === '' ? 'project.yaml' : `${tree.root}/project.yaml`;
  return [
    {
      rule: 'link/one-project',
      severity: 'error',
      message: 'There is no project. Create one with "alerts init".',
      location: { file, line: 1, column: 1, endLine: 1, endColumn: 1 },
    },
  ];
}

function unique(findings: readonly Finding[]): Finding[] {
  const seen = new Set<string>();
  return findings.filter((finding) => {
    const { file, line, column } = finding.location;
    const key = `${finding.rule} ${file}:${line}:${column} ${finding.message}`;
    return seen.has(key) ? false : seen.add(key);
  });
}

/** Counts for the report: alerts once, whatever the number of environments. */
export function summarise(
  findings: readonly Finding[],
  suppressed: number,
  analyses: readonly FileAnalysis[],
  index: DefinitionIndex,
): FindingSummary {
  const count = (severity: Finding['severity']): number =>
    findings.filter((finding) => finding.severity === severity).length;
  return {
    alerts: new Set(analyses.flatMap((analysis) => analysis.alerts.map((alert) => `${alert.application}/${alert.id}`)))
      .size,
    applications: index.all('Application').length,
    squads: index.all('Squad').length,
    errors: count('error'),
    warnings: count('warning'),
    infos: count('info'),
    suppressed,
  };
}
