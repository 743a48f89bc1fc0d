import { spawn } from 'node:child_process';
import path from 'node:path';
import { startPlugin } from '../../src/engine/proxy/plugin-process.ts';
import { engineTools, type EngineTools } from './tools.ts';
import type { World } from './world.ts';

/** Pulumi as somebody without `alerts` runs it: its own CLI, its YAML language host, the vendor's plugin. */
export interface PlainCli {
  /** Runs the CLI in the folder of a program; the state is that of `alerts`. */
  run(folder: string, args: readonly string[]): Promise<{ readonly code: number | null; readonly output: string }>;
  /** `PULUMI_DEBUG_PROVIDERS` of the plugins that it has started. */
  readonly providers: string;
  close(): Promise<void>;
}

/** What both sides need to share one state. */
export const passphrase = 'plain and simple';

/** Starts the plugins once; each run of the CLI attaches to them. `state` is the backend's URL. */
export async function startPlainCli(world: World, state: string): Promise<PlainCli> {
  const tools = await engineTools();
  const { PATH = '', DD_HOST = '', DD_API_KEY = '', DD_APP_KEY = '', OPSGENIE_API_KEY = '' } = world.env;
  const datadog = await startPlugin(world.env['ALERTS_PLUGIN_DATADOG'] ?? '', {
    PATH,
    DD_HOST,
    DD_API_KEY,
    DD_APP_KEY,
  });
  const opsgenie = await startPlugin(tools.opsgenie, { PATH, OPSGENIE_API_KEY, OPSGENIE_API_URL: world.opsgenie.host });
  const { STATUSCAKE_API_KEY = '', STATUSCAKE_API_URL = '' } = world.env;
  const own = await startPlugin(path.resolve('bin/pulumi-resource-alerts.js'), {
    PATH,
    STATUSCAKE_API_KEY,
    STATUSCAKE_API_URL,
  });
  const providers = `datadog:${datadog.port},opsgenie:${opsgenie.port},alerts:${own.port}`;
  const env = plainEnvironment(world, tools, state, providers);
  return {
    providers,
    run: (folder, args) => runCli(tools.pulumi, folder, args, env),
    close: async () => {
      await Promise.all([datadog.stop(), opsgenie.stop(), own.stop()]);
    },
  };
}

/** The environment in which the plain CLI, or a program that uses it, runs. */
export function plainEnvironment(
  world: World,
  tools: EngineTools,
  state: string,
  providers: string,
): Record<string, string> {
  return {
    PATH: [path.dirname(tools.pulumi), path.dirname(tools.yamlHost), world.env['PATH']].join(path.delimiter),
    HOME: world.env['HOME'] ?? '',
    PULUMI_BACKEND_URL: state,
    PULUMI_CONFIG_PASSPHRASE: passphrase,
    PULUMI_SKIP_UPDATE_CHECK: 'true',
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: 'true',
    PULUMI_DEBUG_PROVIDERS: providers,
    PULUMI_FALLBACK_TO_STATE_SECRETS_MANAGER: 'true',
  };
}

function runCli(
  file: string,
  cwd: string,
  args: readonly string[],
  env: Record<string, string>,
): Promise<{ code: number | null; output: string }> {
  const child = spawn(file, [...args, '--non-interactive', '--color', 'never'], {
    cwd,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text));
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, output })));
}
