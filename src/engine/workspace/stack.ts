import { existsSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import type { TextStore } from '../../graph/text-store.ts';
import type { ProcessRegister } from '../journal/processes.ts';
import { serveEvents } from '../wire/event-stream.ts';
import type { EngineEvent } from '../wire/events.ts';
import { serveLanguageHost } from '../wire/language-host.ts';
import type { GraphProgram } from '../wire/register-graph.ts';
import type { Backend } from './backend.ts';
import { checkpointFile, parseExport, readCheckpoint, type Deployment, type StackState } from './checkpoint.ts';
import { runCli, type CliResult } from './cli.ts';
import { engineFailure, lockHolders, type LockHolder } from './engine-failure.ts';
import { engineEnvironment } from './engine-env.ts';
import { StackLocks } from './locks.ts';
import { prepareWorkspace, type Workspace } from './workspace.ts';

/** What all stacks of a run share. */
export interface EngineContext {
  /** The Pulumi CLI. */
  readonly binary: string;
  readonly backend: Backend;
  /** The backend's own files; undefined where only the engine can reach them. */
  readonly files?: TextStore;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal?: AbortSignal;
  /** Told of each process of the engine; knows which holders of locks are dead. */
  readonly processes: ProcessRegister;
}

/** What one run of the engine does. */
export interface EngineRun {
  readonly verb: 'preview' | 'up' | 'refresh' | 'destroy';
  /** What is registered; absent for verbs that only look at the state. */
  readonly program?: GraphProgram;
  /** Whether live objects are read first. */
  readonly refresh?: boolean;
  /** Port of each vendor's proxy, by package. */
  readonly providers: ReadonlyMap<string, number>;
  /** Steps that the engine may do at the same time. */
  readonly parallel: number;
  /** Whether the state is written once at the end instead of after each step: what is lost is found again by its marker. */
  readonly skipCheckpoints?: boolean;
  /** URNs to which the run is restricted; absent for all. */
  readonly targets?: readonly string[];
  readonly event: (event: EngineEvent) => void;
}

/** One Pulumi stack: one unit. */
export class Stack {
  readonly #context: EngineContext;
  readonly #workspace: Workspace;
  readonly #locks: StackLocks | undefined;

  private constructor(context: EngineContext, workspace: Workspace) {
    this.#context = context;
    this.#workspace = workspace;
    const { files } = context;
    this.#locks = files && new StackLocks(files, workspace.project, workspace.stack);
  }

  static async open(context: EngineContext, folder: string, project: string, unit: string): Promise<Stack> {
    return new Stack(context, await prepareWorkspace(folder, project, unit, context.backend));
  }

  get name(): string {
    return this.#workspace.stack;
  }

  get folder(): string {
    return this.#workspace.folder;
  }

  /** The URN that an object of this stack has. */
  urn(type: string, name: string): string {
    return `urn:pulumi:${this.#workspace.stack}::${this.#workspace.project}::${type}::${name}`;
  }

  /**
   * The state; undefined when the stack does not exist.
   * @throws EngineFailure when the backend cannot be read
   */
  async state(): Promise<StackState | undefined> {
    const { folder } = this.#context.backend;
    if (folder !== undefined) return readCheckpoint(folder, this.#workspace.project, this.#workspace.stack);
    const result = await this.#cli(['stack', 'export', '--stack', this.name]);
    if (result.code === 0) return parseExport(result.stdout);
    if (/no stack named/.test(result.stderr)) return undefined;
    throw engineFailure('reading the state', result);
  }

  /**
   * Objects of the state with their outputs, secrets in clear: for a person who asks for them, never for a file or a log.
   * @throws EngineFailure when the state cannot be read or decrypted
   */
  async inClear(): Promise<readonly { readonly urn: string; readonly outputs: Readonly<Record<string, unknown>> }[]> {
    if ((await this.state()) === undefined) return [];
    const result = await this.#cli(['stack', 'export', '--stack', this.name, '--show-secrets']);
    if (result.code !== 0) throw engineFailure('reading the state', result);
    const { deployment } = JSON.parse(result.stdout) as {
      deployment: { resources?: { urn: string; outputs?: Record<string, unknown> }[] };
    };
    return (deployment.resources ?? []).map(({ urn, outputs = {} }) => ({ urn, outputs: revealed(outputs) }));
  }

  /** False when the stack certainly has no state; answered without asking a remote backend. */
  mayExist(): boolean {
    const { folder } = this.#context.backend;
    return folder === undefined || existsSync(checkpointFile(folder, this.#workspace.project, this.#workspace.stack));
  }

  /** Creates the stack when it does not exist. */
  async ensure(): Promise<void> {
    if ((await this.state()) !== undefined) return;
    const { secretsProvider } = this.#context.backend;
    const provider = secretsProvider === undefined ? [] : ['--secrets-provider', secretsProvider];
    const result = await this.#cli(['stack', 'init', this.name, ...provider]);
    if (result.code !== 0 && !/already exists/.test(result.stderr)) throw engineFailure('creating the stack', result);
  }

  /** Replaces the state. */
  async importState(deployment: Deployment, file: string): Promise<void> {
    await writeFile(file, JSON.stringify({ version: 3, deployment }), { mode: 0o600 });
    try {
      const args = ['stack', 'import', '--stack', this.name, '--file', file];
      const result = await this.#unlocking(() => this.#cli(args, {}, true));
      if (result.code !== 0) throw engineFailure('writing the state', result);
    } finally {
      await rm(file, { force: true });
    }
  }

  /**
   * Removes the stack itself, which must have no object of a vendor. When all of them were transferred, the engine's entries of providers are left: it
   * removes a stack with those only when forced to.
   */
  async remove(): Promise<void> {
    if (((await this.state())?.resources.length ?? 0) > 0) throw new Error(`${this.name} still has objects.`);
    const result = await this.#cli(['stack', 'rm', this.name, '--yes', '--force']);
    if (result.code !== 0 && !/no stack named/.test(result.stderr)) throw engineFailure('removing the stack', result);
  }

  /** Runs the engine; events come as they happen. Failures of single objects are events, not errors. */
  async run(run: EngineRun): Promise<CliResult> {
    const events = await serveEvents(run.event);
    const host = run.program ? await serveLanguageHost(run.program) : undefined;
    const attempt = (): Promise<CliResult> =>
      this.#cli(
        argumentsOf(run, this.name, events.port, host?.port),
        {
          PULUMI_DEBUG_PROVIDERS: [...run.providers].map(([name, port]) => `${name}:${port}`).join(','),
          ...(run.skipCheckpoints ? { PULUMI_EXPERIMENTAL: 'true', PULUMI_SKIP_CHECKPOINTS: 'true' } : {}),
        },
        run.verb !== 'preview',
      );
    try {
      return await this.#unlocking(attempt);
    } finally {
      host?.stop();
      events.stop();
    }
  }

  /** Who is at work on the stack and may be alive; undefined where only the engine can tell. */
  async holders(): Promise<readonly LockHolder[] | undefined> {
    const holders = await this.#locks?.holders();
    if (!holders?.length) return holders;
    const dead = await Promise.all(holders.map((holder) => this.#context.processes.isDead(holder)));
    return holders.filter((_, index) => !dead[index]);
  }

  /** Does something again when only the locks of dead processes stood in its way. */
  async #unlocking(attempt: () => Promise<CliResult>): Promise<CliResult> {
    const result = await attempt();
    return result.code !== 0 && (await this.#removeDeadLocks(lockHolders(result))) ? await attempt() : result;
  }

  /**
   * Removes the locks of processes that are proven dead, each for itself, and only when nobody else holds one: a lock has no lease, and the CLI's
   * own `cancel` removes a living holder's, too.
   */
  async #removeDeadLocks(holders: readonly LockHolder[]): Promise<boolean> {
    const { processes } = this.#context;
    if (!this.#locks || holders.length === 0) return false;
    for (const holder of holders) if (!(await processes.isDead(holder))) return false;
    for (const holder of holders) {
      await this.#locks.remove(holder);
      await processes.unlocked(holder.pid);
    }
    return true;
  }

  #cli(args: readonly string[], more: Readonly<Record<string, string>> = {}, locks = false): Promise<CliResult> {
    const { binary, env, backend, signal, processes } = this.#context;
    return runCli({
      binary,
      args,
      folder: this.#workspace.folder,
      env: engineEnvironment(env, { ...backend.env, ...more }),
      ...(signal ? { signal } : {}),
      locks,
      processes,
    });
  }
}

function argumentsOf(run: EngineRun, stack: string, events: number, host: number | undefined): string[] {
  return [
    run.verb,
    `--stack=${stack}`,
    `--event-log=tcp://127.0.0.1:${events}`,
    `--parallel=${run.parallel}`,
    '--suppress-progress',
    '--suppress-outputs',
    ...(host === undefined ? [] : [`--client=127.0.0.1:${host}`, '--exec-kind=auto.inline']),
    ...(run.verb === 'preview' ? [] : ['--yes', '--skip-preview']),
    ...(run.verb === 'up' || run.verb === 'destroy' ? ['--continue-on-error'] : []),
    ...(run.refresh ? ['--refresh'] : []),
    ...(run.targets ?? []).map((urn) => `--target=${urn}`),
  ];
}

/** Secrets of an export are objects that hold the value as JSON (pulumi/pulumi, sdk/go/common/apitype/core.go, `SecretV1`). */
function revealed(outputs: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(outputs).map(([name, value]) => {
      const text = (value as { plaintext?: unknown } | null)?.plaintext;
      return [name, typeof text === 'string' ? (JSON.parse(text) as unknown) : value];
    }),
  );
}
