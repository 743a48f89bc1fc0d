import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buildDatadogPlugin } from './datadog-plugin/build.ts';
import { startDatadog, type DatadogSimulator } from './simulators/datadog/index.ts';
import { startGraylog, type GraylogSimulator } from './simulators/graylog/index.ts';
import { startOpsgenie, type OpsgenieOptions, type OpsgenieSimulator } from './simulators/opsgenie/index.ts';
import { startRedash, type RedashSimulator } from './simulators/redash/index.ts';
import { startStatusCake, type StatusCakeSimulator } from './simulators/statuscake/index.ts';
import { engineTools } from './tools.ts';

/** What a command came to. */
export interface Finished {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A checkout with definitions, vendors on loopback, and the real engine. */
export interface World {
  readonly folder: string;
  readonly datadog: DatadogSimulator;
  readonly opsgenie: OpsgenieSimulator;
  readonly statuscake: StatusCakeSimulator;
  readonly redash: RedashSimulator;
  readonly graylog: GraylogSimulator;
  /** Environment of commands: credentials, addresses of the simulators, where engine and plugins are. */
  readonly env: Record<string, string>;
  /** Runs `alerts` as a process of its own. */
  run(args: readonly string[], more?: Readonly<Record<string, string>>): Promise<Finished>;
  /** Starts `alerts` and leaves it running. */
  start(args: readonly string[], more?: Readonly<Record<string, string>>): Running;
  /** Writes a definition, relative to the folder; undefined removes it. */
  write(file: string, text: string | undefined): void;
  /** Pids that runs in this checkout have written down. */
  processes(): number[];
  /** A second checkout of the same definitions, with the same vendors. */
  clone(): World;
  /** Keeps the checkout and what lives at Datadog; returns what brings both back, without requests and faults. */
  remember(): () => void;
  close(): Promise<void>;
}

/** A command that runs. */
export interface Running {
  readonly pid: number;
  readonly finished: Promise<Finished>;
  /** Resolves when standard error has said something; rejects when the command has ended without. */
  says(what: RegExp): Promise<void>;
  /** SIGKILL to the command, and to what it started but for names that `spare` matches. */
  kill(spare?: RegExp): void;
  /** SIGKILL to the Pulumi CLI alone. */
  killEngine(): void;
}

const bin = path.resolve('bin/alerts.js');

/**
 * Starts the vendors and lays out a checkout.
 * @param keys what Datadog takes; may be changed meanwhile
 * @param account how Opsgenie's account behaves
 */
export async function startWorld(
  definitions: Readonly<Record<string, string>> | string,
  keys: { readonly apiKey?: string } = {},
  account: OpsgenieOptions = {},
): Promise<World> {
  const [tools, plugin, datadog, opsgenie, statuscake, graylog, redash] = await Promise.all([
    engineTools(),
    buildDatadogPlugin(),
    startDatadog(keys),
    startOpsgenie(account),
    startStatusCake(),
    startGraylog(),
    startRedash(),
  ]);
  const env = {
    PATH: process.env['PATH'] ?? '',
    HOME: mkdtempSync(path.join(tmpdir(), 'alerts-home-')),
    ALERTS_ENGINE: tools.pulumi,
    ALERTS_PLUGIN_DATADOG: plugin,
    ALERTS_PLUGIN_OPSGENIE: tools.opsgenie,
    DD_HOST: datadog.url,
    DD_API_KEY: 'dd-api-key',
    DD_APP_KEY: 'dd-app-key',
    OPSGENIE_API_KEY: 'og-api-key',
    OPSGENIE_API_URL: opsgenie.host,
    STATUSCAKE_API_KEY: 'cake-api-key',
    STATUSCAKE_API_URL: statuscake.api,
    GRAYLOG_TOKEN: 'graylog-token',
    GRAYLOG_ON_CALL_KEY: 'og-graylog-key',
    GRAYLOG_SLACK_WEBHOOK: 'https://hooks.slack.com/services/T0/B0/graylog',
    GRAYLOG_URL: graylog.url,
    REDASH_API_KEY: 'redash-api-key',
    REDASH_URL: redash.url,
  };
  const folder = mkdtempSync(path.join(tmpdir(), 'alerts-world-'));
  if (typeof definitions === 'string') cpSync(definitions, path.join(folder, 'alerts'), { recursive: true });
  const world = worldIn(folder, { datadog, opsgenie, statuscake, graylog, redash }, env, async () => {
    await Promise.all([datadog, opsgenie, statuscake, graylog, redash].map((one) => one.close()));
    rmSync(env.HOME, { recursive: true, force: true });
  });
  if (typeof definitions !== 'string') for (const [file, text] of Object.entries(definitions)) world.write(file, text);
  return world;
}

function worldIn(
  folder: string,
  vendors: Pick<World, 'datadog' | 'opsgenie' | 'statuscake' | 'graylog' | 'redash'>,
  env: Record<string, string>,
  end: () => Promise<void>,
): World {
  const start = (args: readonly string[], more: Readonly<Record<string, string>> = {}): Running =>
    startCommand(folder, args, { ...env, ...more });
  return {
    folder,
    ...vendors,
    env,
    start,
    run: (args, more) => start(args, more).finished,
    write: (file, text) => {
      const at = path.join(folder, file);
      if (text === undefined)
        return rmSync(at, {
          force: true,
          recursive: true,
        });
      mkdirSync(path.dirname(at), { recursive: true });
      writeFileSync(at, text);
    },
    processes: () => processesOf(folder),
    clone: () => {
      const copy = mkdtempSync(path.join(tmpdir(), 'alerts-world-'));
      cpSync(path.join(folder, 'alerts'), path.join(copy, 'alerts'), { recursive: true });
      return worldIn(copy, vendors, env, () => Promise.resolve());
    },
    remember: () => {
      const kept = mkdtempSync(path.join(tmpdir(), 'alerts-kept-'));
      cpSync(folder, kept, { recursive: true });
      const { monitors, slos, downtimes, requests, clearFaults } = vendors.datadog;
      const stores: Map<unknown, unknown>[] = [monitors, slos, downtimes];
      const lived = structuredClone(stores);
      return () => {
        rmSync(folder, { recursive: true, force: true });
        cpSync(kept, folder, { recursive: true });
        stores.forEach((store, index) => {
          store.clear();
          for (const [id, object] of structuredClone(lived[index] ?? new Map<unknown, unknown>()))
            store.set(id, object);
        });
        requests.length = 0;
        clearFaults();
      };
    },
    close: async () => {
      killTogether(processesOf(folder));
      await end();
      rmSync(folder, {
        recursive: true,
        force: true,
      });
    },
  };
}

function startCommand(folder: string, args: readonly string[], env: Record<string, string>): Running {
  const child = spawn(process.execPath, [bin, ...args], { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (stdout += chunk));
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (stderr += chunk));
  const finished = new Promise<Finished>((resolve) =>
    child.once('close', (code, signal) => resolve({ code, signal, stdout, stderr })),
  );
  return {
    pid: child.pid ?? 0,
    finished,
    says: (what) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          if (what.test(stderr)) resolve();
        };
        child.stderr.on('data', look);
        look();
        void finished.then(() => reject(new Error(`It never said ${String(what)}:\n${stderr}`)));
      }),
    kill: (spare) => {
      const started = processesOf(folder).filter((pid) => !spare?.test(commandOf(pid)));
      killTogether([child.pid ?? 0, ...started]);
      // A plugin that is spared keeps the pipes open; what it would still say is of no interest.
      child.stdout.destroy();
      child.stderr.destroy();
    },
    killEngine: () => killTogether(processesOf(folder).filter((pid) => /pulumi\0/.test(commandOf(pid)))),
  };
}

/** All at one instant, so that none sees another's end and tidies up. */
function killTogether(pids: readonly number[]): void {
  for (const signal of ['SIGSTOP', 'SIGKILL'] as const) for (const pid of pids) trySignal(pid, signal);
}

/** Processes that runs in a folder have written down. */
function processesOf(folder: string): number[] {
  const at = path.join(folder, '.alerts', 'processes');
  if (!existsSync(at)) return [];
  return readdirSync(at).map((name) => Number(/-(\d+)\.json$/.exec(name)?.[1] ?? 0));
}

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}

function trySignal(pid: number, signal: NodeJS.Signals): void {
  try {
    if (pid > 0) process.kill(pid, signal);
  } catch {
    // It has ended by itself.
  }
}
