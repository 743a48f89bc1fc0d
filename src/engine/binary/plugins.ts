import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import type { LiveProvider } from '../../providers/live.ts';
import { engineEnvironment } from '../workspace/engine-env.ts';
import type { EngineBinary } from './locate.ts';
import { checkSeal, seal } from './seal.ts';
import { EngineUnavailableError, liesIn, pulumiHome, type World } from './world.ts';

type Plugin = Pick<LiveProvider, 'package' | 'version'>;

/**
 * The executable of a vendor's plugin: `ALERTS_PLUGIN_<PACKAGE>`, else that of the pinned version below Pulumi's home; installed explicitly when
 * it is missing, since the engine is not allowed to get plugins by itself.
 * @throws EngineUnavailableError
 */
export async function locatePlugin(plugin: Plugin, engine: () => Promise<EngineBinary>, world: World): Promise<string> {
  const found = findPlugin(plugin, world);
  if (found === undefined) await installPlugin(plugin, await engine(), world);
  const file = found ?? cachedPlugin(plugin, world);
  if (statedPlugin(plugin, world) === undefined) await checkSeal(file);
  return file;
}

/**
 * The plugin that is there, if one is.
 * @throws EngineUnavailableError when the environment names one that cannot be used
 */
export function findPlugin(plugin: Plugin, world: World): string | undefined {
  const stated = statedPlugin(plugin, world);
  if (stated === undefined) return existsSync(cachedPlugin(plugin, world)) ? cachedPlugin(plugin, world) : undefined;
  if (!existsSync(stated))
    throw new EngineUnavailableError(`${variable(plugin)} names ${stated}, which does not exist.`);
  if (liesIn(stated, path.join(world.cwd, '.alerts')))
    throw new EngineUnavailableError(`${variable(plugin)} names a file below .alerts/: plugins never come from there.`);
  return stated;
}

/** Installs the pinned version with the engine, and writes down what it is. */
export async function installPlugin(plugin: Plugin, engine: EngineBinary, world: World): Promise<void> {
  const { package: name, version } = plugin;
  world.progress(`installing the plugin ${name} ${version}`);
  const env = engineEnvironment(world.env, { PULUMI_HOME: pulumiHome(world) });
  try {
    const args = ['plugin', 'install', 'resource', name, version, '--non-interactive', '--color', 'never'];
    await promisify(execFile)(engine.path, args, {
      env,
      timeout: 10 * 60_000,
      ...(world.signal ? { signal: world.signal } : {}),
    });
    await seal(cachedPlugin(plugin, world));
  } catch (error) {
    const said = String((error as { stderr?: unknown }).stderr ?? (error as Error).message).trim();
    throw new EngineUnavailableError(
      `The plugin ${name} ${version} is not installed, and cannot be: ${said.split('\n').slice(-2).join(' ')}\nInstall it where the network allows it ("alerts engine install"), or name its executable in ${variable(plugin)}.`,
    );
  }
}

function cachedPlugin({ package: name, version }: Plugin, world: World): string {
  const file = process.platform === 'win32' ? `pulumi-resource-${name}.exe` : `pulumi-resource-${name}`;
  return path.join(pulumiHome(world), 'plugins', `resource-${name}-v${version}`, file);
}

function statedPlugin(plugin: Plugin, { env }: World): string | undefined {
  return env[variable(plugin)];
}

function variable({ package: name }: Plugin): string {
  return `ALERTS_PLUGIN_${name.toUpperCase()}`;
}
