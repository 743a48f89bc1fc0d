import type { Host } from '../cli/command.ts';
import { checkGuards, type GuardViolation } from '../engine/guards.ts';
import type { LivePlan } from '../engine/live-plan.ts';
import type { Session } from '../engine/session.ts';
import { git, GitError } from '../git/git.ts';
import { isFiltered } from '../pipeline/open.ts';
import type { Run } from '../pipeline/run.ts';
import { filtersOf, type CommonOptions } from './common.ts';
import { silentPages } from './silent-pages.ts';

/** Everything that speaks against applying a plan. */
export async function guardViolations(
  result: Run,
  session: Session,
  live: LivePlan,
  options: CommonOptions,
  host: Host,
): Promise<GuardViolation[]> {
  const data = result.index.project?.facts.facts ?? {};
  const environments = Object.entries((data['environments'] ?? {}) as Record<string, { paging?: string } | null>);
  const branch = branchOf(host);
  const filters = filtersOf(options);
  return checkGuards({
    plan: live.plan,
    sizes: sizesOf(session, live),
    nodes: live.units.flatMap(({ run }) => run.unit.nodes),
    begun: new Set(live.units.flatMap(({ run }) => run.begun)),
    filtered: isFiltered({ ...filters, env: [] }),
    ...(branch === undefined ? {} : { branch }),
    quiet: new Set(environments.filter(([, settings]) => settings?.paging === 'never').map(([name]) => name)),
    handleOf: handleLookup(session, String(data['onCall'] ?? '')),
    squads: result.index.all('Squad').map(({ facts }) => facts.id),
    silent: silentPages(result, live.plan, host),
    newerCommits: missingCommits(session, host),
  });
}

/** How many objects the planned units had; the records of others are not read. */
function sizesOf(session: Session, { units }: LivePlan): Map<string, number> {
  const planned = new Set(units.map(({ run }) => run.name));
  const recorded = session.recorded.filter(({ header }) => planned.has(header.unit));
  return new Map(recorded.map((file) => [file.header.unit, file.nodes().length]));
}

function handleLookup(session: Session, onCall: string): (squad: string) => string | undefined {
  const pattern = session.options.connections(undefined)[onCall]?.['handle'];
  return (squad) => (typeof pattern === 'string' ? pattern.replace('${squad}', squad) : undefined);
}

/** The branch that is checked out when it is not the one that the remote calls its default; CI says it in its environment. */
function branchOf(host: Host): string | undefined {
  const { env, cwd } = host;
  const branch =
    env['GITHUB_HEAD_REF'] ||
    env['CI_MERGE_REQUEST_SOURCE_BRANCH_NAME'] ||
    read(cwd, ['symbolic-ref', '--short', 'HEAD']);
  if (!branch) return undefined;
  const main =
    env['CI_DEFAULT_BRANCH'] ??
    read(cwd, ['symbolic-ref', '--short', 'refs/remotes/origin/HEAD'])?.replace(/^origin\//, '');
  const defaults = main === undefined ? ['main', 'master', 'trunk'] : [main];
  return defaults.includes(branch) ? undefined : branch;
}

/** Commits that were applied last and that this checkout does not contain. */
function missingCommits(session: Session, host: Host): string[] {
  const head = session.options.commit;
  if (head === undefined) return [];
  const applied = session.recorded.map(({ header }) => header.commit).filter((commit) => commit !== undefined);
  return [...new Set(applied)].filter(
    (commit) => commit !== head && !isAncestor(host.cwd, ['merge-base', '--is-ancestor', commit, head]),
  );
}

function read(cwd: string, args: readonly string[]): string | undefined {
  try {
    return git(cwd, args).toString().trim() || undefined;
  } catch (error) {
    if (error instanceof GitError) return undefined;
    throw error;
  }
}

function isAncestor(cwd: string, args: readonly string[]): boolean {
  try {
    git(cwd, args);
    return true;
  } catch (error) {
    if (error instanceof GitError) return false;
    throw error;
  }
}
