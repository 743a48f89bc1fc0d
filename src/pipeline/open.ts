import { changedFiles } from '../git/changed-files.ts';
import { onCallUnit } from '../graph/unit-name.ts';
import { cacheFolder, ResultCache } from './cache.ts';
import { run, type Run } from './run.ts';
import { readTree, type Tree } from '../definitions/load/tree.ts';

/** Identifies the build of the tool, so that results of another build are never used. */
declare const ALERTS_BUILD: string | undefined;

/** The options of every command that reads definitions. */
export interface OpenOptions {
  /** Folder of the definitions, relative to `cwd`. */
  readonly dir: string;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly now: Date;
  readonly cache: boolean;
  /** Whether digests of resources are wanted. */
  readonly digests?: boolean;
}

/**
 * Reads and analyses the definitions, with the cache unless it is off.
 * @throws TreeError when the folder cannot be read
 */
export async function openRun(options: OpenOptions): Promise<Run> {
  return openTree(readTree(options.dir, options.cwd), options);
}

/** Analyses definitions that are read already, with the cache unless it is off. */
export async function openTree(tree: Tree, options: OpenOptions): Promise<Run> {
  const cache = cacheOf(tree.real ?? '', tree.root, options);
  return run(tree, {
    now: options.now,
    parallel: true,
    digests: options.digests !== false,
    ...(cache ? { cache } : {}),
  });
}

/** Analyses the definitions of a commit next to those of the working tree, whose cache has most of them. What it finds is asked for seldom. */
export async function openCommit(tree: Tree, options: OpenOptions, near: Run, findings = false): Promise<Run> {
  return run(tree, { now: options.now, findings, ...(near.cache ? { cache: near.cache } : {}) });
}

function cacheOf(real: string, root: string, options: OpenOptions): ResultCache | undefined {
  if (!options.cache || typeof ALERTS_BUILD !== 'string') return undefined;
  return new ResultCache(cacheFolder(options.env), `${real} ${root}`, ALERTS_BUILD);
}

/** What a command looks at: environments, squads, applications and alerts by name; an empty list means all. */
export interface Filters {
  readonly env: readonly string[];
  readonly squad: readonly string[];
  readonly app: readonly string[];
  readonly alert: readonly string[];
}

/** Whether filters let an alert or resource through. `alert` matches the id or `application/alert`. */
export function passes(
  filters: Filters,
  one: { readonly environment?: string; readonly squad: string; readonly application?: string; readonly id?: string },
): boolean {
  const { env, squad, app, alert } = filters;
  if (env.length > 0 && one.environment !== undefined && !env.includes(one.environment)) return false;
  if (squad.length > 0 && !squad.includes(one.squad)) return false;
  if (app.length > 0 && !(one.application !== undefined && app.includes(one.application))) return false;
  return (
    alert.length === 0 ||
    (one.id !== undefined && (alert.includes(one.id) || alert.includes(`${one.application}/${one.id}`)))
  );
}

/** Whether anything is filtered. */
export function isFiltered(filters: Filters): boolean {
  return filters.env.length + filters.squad.length + filters.app.length + filters.alert.length > 0;
}

/** Names in filters that exist nowhere, with what exists; a typo must not look like "nothing to do". */
export function unknownNames(
  filters: Filters,
  run: Run,
): { readonly option: string; readonly name: string; readonly known: readonly string[] }[] {
  if (!isFiltered(filters)) return [];
  const alerts = run.analyses.flatMap((analysis) => analysis.alerts);
  const environments = Object.keys((run.index.project?.facts.facts['environments'] as object | undefined) ?? {});
  const known: readonly (readonly [keyof Filters, readonly string[]])[] = [
    // What belongs to no environment is asked for by its unit's name.
    ['env', [...environments, onCallUnit]],
    ['squad', run.index.all('Squad').map(({ facts }) => facts.id)],
    ['app', run.index.all('Application').map(({ facts }) => facts.id)],
    ['alert', [...new Set(alerts.flatMap((alert) => [`${alert.application}/${alert.id}`, alert.id]))]],
  ];
  return known.flatMap(([option, names]) =>
    filters[option]
      .filter((name) => !names.includes(name))
      .map((name) => ({ option: `--${option}`, name, known: names })),
  );
}

/** Files that a change since a revision touches, and those whose meaning depends on them. */
export function affectedFiles(run: Run, options: OpenOptions, revision: string): Set<string> {
  const changed = changedFiles(options.dir, options.cwd, revision);
  const names = new Set<string>();
  for (const file of run.files)
    if (changed.has(file.path)) for (const { kind, id } of file.documents) names.add(`${kind}/${id}`).add(kind);
  const affected = new Set(changed);
  for (const analysis of run.analyses) {
    const dependsOn = Object.keys(analysis.dependencies).some(
      (name) =>
        names.has(name) ||
        (name.startsWith('text:') && [...changed].some((path) => name.endsWith(path.slice(path.lastIndexOf('/') + 1)))),
    );
    if (dependsOn) affected.add(analysis.path);
  }
  return affected;
}
