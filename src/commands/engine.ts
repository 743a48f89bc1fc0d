import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import type { CommandResult, Host } from '../cli/command.ts';
import { UsageError } from '../cli/command.ts';
import { exitCodes } from '../cli/exit-codes.ts';
import { locateEngine, type EngineBinary } from '../engine/binary/locate.ts';
import { installOwnPlugin } from '../engine/binary/own-plugin.ts';
import { locatePlugin } from '../engine/binary/plugins.ts';
import { liveProviders } from '../engine/vendors/registry.ts';
import { chooseBackend } from '../engine/workspace/backend.ts';
import { engineEnvironment } from '../engine/workspace/engine-env.ts';
import { prepareWorkspace } from '../engine/workspace/workspace.ts';
import { StateFolder } from '../engine/workspace/state-folder.ts';
import { alertsPlugin } from '../providers/rest-vendor.ts';
import { open, type CommonOptions } from './common.ts';
import { explainLive } from './live-errors.ts';
import { worldOf } from './live-session.ts';

export interface EngineOptions extends CommonOptions {
  readonly unit?: string;
}

/** `alerts engine install`: gets the engine and the plugins. `alerts engine -- ARGS`: runs the real CLI against this project's state. */
export async function run(args: readonly string[], options: EngineOptions, host: Host): Promise<CommandResult> {
  if (args.length === 0)
    throw new UsageError('Say what the engine is to do: "alerts engine install", or e.g. "alerts engine -- stack ls".');
  return explainLive(host, () =>
    args[0] === 'install' && args.length === 1 ? install(host) : passOn(args, options, host),
  );
}

async function install(host: Host): Promise<CommandResult> {
  const world = worldOf(host);
  const engine = await locateEngine(world);
  const lines = [`engine ${engine.version}: ${engine.path} (${engine.from})`];
  for (const load of Object.values(liveProviders)) {
    const { live } = await load();
    if (live.rest) continue;
    lines.push(
      `plugin ${live.package} ${live.version}: ${await locatePlugin(live, () => Promise.resolve(engine), world)}`,
    );
  }
  // For the plain CLI alone: runs of ours attach it in this process.
  lines.push(`plugin ${alertsPlugin.plugin} ${alertsPlugin.version}: ${await installOwnPlugin(world)}`);
  return { exitCode: exitCodes.fine.code, outputs: [{ target: 'stdout', text: `${lines.join('\n')}\n` }] };
}

async function passOn(args: readonly string[], options: EngineOptions, host: Host): Promise<CommandResult> {
  const engine = await locateEngine(worldOf(host));
  const folder = new StateFolder(host.cwd);
  await folder.create();
  const result = await open(options, host);
  const backend = await chooseBackend(result.index.project?.facts.facts['state'], host.env, folder);
  await prepareWorkspace(folder.root, result.index.project?.facts.id ?? '', 'none', backend);
  const cwd = options.unit === undefined ? folder.root : folder.workspace(options.unit);
  if (!existsSync(cwd))
    throw new UsageError(`The unit "${options.unit}" was never planned live or applied here: it has no workspace.`);
  const env = engineEnvironment(host.env, { ...backend.env, PULUMI_BACKEND_URL: backend.url });
  const code = await runInherited(engine, args, cwd, env);
  return { exitCode: code, outputs: [] };
}

function runInherited(
  engine: EngineBinary,
  args: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>>,
): Promise<number> {
  const child = spawn(engine.path, [...args], { cwd, env: { ...env }, stdio: 'inherit' });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? exitCodes.cancelled.code));
  });
}
