import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { buildEngine } from './build.ts';
import { downloadEngine } from './download.ts';
import { engineArchive, engineVersion, isTested } from './pinned.ts';
import { checkSeal, seal } from './seal.ts';
import { EngineUnavailableError, liesIn, pulumiHome, type World } from './world.ts';

/** The Pulumi CLI that is used. */
export interface EngineBinary {
  readonly path: string;
  readonly version: string;
  readonly from: 'ALERTS_ENGINE' | 'PATH' | 'cache' | 'download' | 'Go';
}

/** How to get an engine, for messages. */
export const waysOut = [
  `put pulumi ${engineVersion.replace(/\d+$/, 'x')} on PATH, or its path into ALERTS_ENGINE`,
  'run "alerts engine install" where github.com can be reached',
  'install Go 1.25 or later: the engine is then built from its module (5 GB of caches)',
];

/**
 * Finds the engine, and gets it when there is none: `ALERTS_ENGINE`, PATH in the tested range, the cache below Pulumi's home, a download
 * of the pinned archive, a build with Go. Nothing that lies in the checkout is run.
 * @throws EngineUnavailableError
 */
export async function locateEngine(world: World): Promise<EngineBinary> {
  const found = await findEngine(world);
  return found ?? (await obtainEngine(world));
}

/**
 * The engine that is there; undefined when one would have to be got.
 * @throws EngineUnavailableError when `ALERTS_ENGINE` names one that cannot be used
 */
export async function findEngine(world: World): Promise<EngineBinary | undefined> {
  const stated = world.env['ALERTS_ENGINE'];
  if (stated !== undefined) return { path: stated, version: await usableVersion(stated, world), from: 'ALERTS_ENGINE' };
  const onPath = findOnPath('pulumi', world);
  if (onPath !== undefined) {
    const version = await versionOf(onPath, world).catch(() => 'unknown');
    if (isTested(version)) return { path: onPath, version, from: 'PATH' };
    world.progress(
      `pulumi ${version} on PATH is not used: alerts is tested with ${engineVersion.replace(/\d+$/, 'x')}`,
    );
  }
  const cached = cachePath(world);
  if (!existsSync(cached)) return undefined;
  await checkSeal(cached);
  return { path: cached, version: engineVersion, from: 'cache' };
}

async function obtainEngine(world: World): Promise<EngineBinary> {
  const target = cachePath(world);
  const reasons: string[] = [];
  const archive = engineArchive(process.platform, process.arch);
  if (!archive) reasons.push(`no archive is pinned for ${process.platform} on ${process.arch}`);
  for (const [from, get] of [
    ['download', archive && (() => downloadEngine(archive, target, world))],
    ['Go', () => buildEngine(target, world)],
  ] as const) {
    if (!get) continue;
    try {
      await get();
      await chmod(target, 0o755);
      await seal(target);
      return { path: target, version: engineVersion, from };
    } catch (error) {
      if (world.signal?.aborted) throw error;
      reasons.push(error instanceof Error ? error.message : String(error));
    }
  }
  throw new EngineUnavailableError(
    `There is no Pulumi engine, and none can be got:\n${reasons.map((reason) => `  ${reason}`).join('\n')}\nOne of these helps:\n${waysOut.map((way) => `  ${way}`).join('\n')}`,
  );
}

/** Where an engine that was got lies. */
export function cachePath(world: Pick<World, 'env'>): string {
  const name = process.platform === 'win32' ? 'pulumi.exe' : 'pulumi';
  return path.join(pulumiHome(world), 'versions', engineVersion, 'bin', name);
}

async function usableVersion(file: string, world: World): Promise<string> {
  if (!existsSync(file)) throw new EngineUnavailableError(`ALERTS_ENGINE names ${file}, which does not exist.`);
  const version = await versionOf(file, world).catch((error: Error) => {
    throw new EngineUnavailableError(`ALERTS_ENGINE names ${file}, which does not say its version: ${error.message}`);
  });
  if (!isTested(version))
    throw new EngineUnavailableError(
      `ALERTS_ENGINE names ${file}, which is pulumi ${version}; alerts is tested with ${engineVersion.replace(/\d+$/, 'x')}.`,
    );
  return version;
}

/** A program on PATH that does not lie in the checkout. */
export function findOnPath(name: string, { env, cwd }: World): string | undefined {
  const file = process.platform === 'win32' ? `${name}.exe` : name;
  return (env['PATH'] ?? '')
    .split(path.delimiter)
    .filter((folder) => path.isAbsolute(folder))
    .map((folder) => path.join(folder, file))
    .find((candidate) => existsSync(candidate) && !liesIn(candidate, checkoutOf(cwd)));
}

/** The folder above `cwd` that holds `.git`, else `cwd`. */
function checkoutOf(cwd: string): string {
  for (let at = path.resolve(cwd); at !== path.dirname(at); at = path.dirname(at))
    if (existsSync(path.join(at, '.git'))) return at;
  return path.resolve(cwd);
}

async function versionOf(file: string, { env }: World): Promise<string> {
  const settings = { PATH: env['PATH'] ?? '', HOME: env['HOME'] ?? '', PULUMI_SKIP_UPDATE_CHECK: 'true' };
  const { stdout } = await promisify(execFile)(file, ['version'], { env: settings, timeout: 20_000 });
  return stdout.trim().replace(/^v/, '');
}
