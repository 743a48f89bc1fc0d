import { accessSync, constants, existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Host } from '../cli/command.ts';
import { TreeError } from '../definitions/load/tree.ts';
import { git, GitError, topFolder } from '../git/git.ts';
import { cacheFolder } from '../pipeline/cache.ts';
import { openRun } from '../pipeline/open.ts';
import { toolVersion } from '../version.ts';
import { trackedStateFiles } from './tracked-state.ts';

/** One thing that `alerts` needs of the machine or the repository. */
export interface Diagnosis {
  readonly name: string;
  /** `advice` does not keep anything from working. */
  readonly status: 'ok' | 'advice' | 'broken';
  readonly detail: string;
  /** The one command that mends it. */
  readonly mend?: string;
}

/** Every check of `alerts doctor`, in its order. */
export async function diagnose(dir: string, host: Host): Promise<Diagnosis[]> {
  return [nodeVersion(), build(), ...(await definitions(dir, host)), ...repository(host), cache(host), pipeline(host)];
}

function nodeVersion(): Diagnosis {
  const major = Number(process.versions.node.split('.')[0]);
  return major >= 20
    ? { name: 'node', status: 'ok', detail: process.versions.node }
    : { name: 'node', status: 'broken', detail: `${process.versions.node}; 20 is the oldest`, mend: 'nvm install 22' };
}

function build(): Diagnosis {
  return { name: 'alerts', status: 'ok', detail: toolVersion };
}

async function definitions(dir: string, host: Host): Promise<Diagnosis[]> {
  const option = dir === 'alerts' ? '' : ` --dir ${dir}`;
  try {
    const run = await openRun({ dir, cwd: host.cwd, env: host.env, now: host.now(), cache: true });
    const folder: Diagnosis = { name: 'definitions', status: 'ok', detail: `${run.files.length} files in ${dir}` };
    const { project } = run.index;
    if (!project || project.facts.broken) {
      const detail = project ? `${project.facts.location.file} cannot be read` : `no Project in ${dir}`;
      const mend = project ? `alerts lint${option}` : `alerts init${option}`;
      return [folder, { name: 'project', status: 'broken', detail, mend }];
    }
    const { errors } = run.summary;
    return [
      folder,
      { name: 'project', status: 'ok', detail: project.facts.id },
      errors === 0
        ? { name: 'lint', status: 'ok', detail: 'no errors' }
        : { name: 'lint', status: 'advice', detail: `${errors} errors`, mend: `alerts lint${option}` },
    ];
  } catch (error) {
    if (!(error instanceof TreeError)) throw error;
    return [{ name: 'definitions', status: 'broken', detail: `no folder ${dir}`, mend: `alerts init${option}` }];
  }
}

function repository(host: Host): Diagnosis[] {
  let top: string;
  try {
    top = topFolder(host.cwd);
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    const isMissing = error.message.includes('not installed');
    const detail = isMissing ? error.message : 'not a repository: --since and --against need one';
    return [{ name: 'git', status: 'advice', detail, mend: isMissing ? 'apt install git' : 'git init' }];
  }
  return [{ name: 'git', status: 'ok', detail: top }, state(top)];
}

function state(top: string): Diagnosis {
  const [tracked, ...more] = trackedStateFiles(top);
  if (tracked !== undefined) {
    const others = more.length === 0 ? '' : ` and ${more.length} more`;
    return {
      name: 'state',
      status: 'broken',
      detail: `git tracks ${tracked}${others}; nothing under .alerts/ may come from a commit`,
      mend: `git rm -r --cached ${tracked.slice(0, tracked.toLowerCase().indexOf('.alerts') + 7)}`,
    };
  }
  try {
    git(top, ['check-ignore', '--quiet', '--', '.alerts/state']);
    return { name: 'state', status: 'ok', detail: '.alerts/ is ignored by git' };
  } catch {
    const mend = `echo '.alerts/' >> .gitignore`;
    return { name: 'state', status: 'advice', detail: '.alerts/ is not ignored by git', mend };
  }
}

function cache(host: Host): Diagnosis {
  const folder = cacheFolder(host.env);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    accessSync(folder, constants.W_OK);
    return { name: 'cache', status: 'ok', detail: folder };
  } catch {
    const mend = 'export ALERTS_CACHE_DIR="$HOME/.alerts-cache"';
    return {
      name: 'cache',
      status: 'advice',
      detail: `${folder} cannot be written; every run computes everything`,
      mend,
    };
  }
}

function pipeline(host: Host): Diagnosis {
  const running = host.env['GITHUB_ACTIONS'] ? 'GitHub Actions' : host.env['GITLAB_CI'] ? 'GitLab CI' : undefined;
  if (running !== undefined) return { name: 'ci', status: 'ok', detail: `running in ${running}` };
  const found = ['.github/workflows/alerts.yml', '.gitlab-ci.yml'].filter((file) =>
    existsSync(path.join(host.cwd, file)),
  );
  if (found.length > 0) return { name: 'ci', status: 'ok', detail: found.join(', ') };
  return { name: 'ci', status: 'advice', detail: 'no pipeline checks pull requests', mend: 'alerts init --ci github' };
}
