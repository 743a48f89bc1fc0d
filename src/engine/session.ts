import { createHmac, randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { RecordedUnitFile } from '../graph/parse-recorded.ts';
import type { Json, Reference } from '../graph/types.ts';
import type { LiveProvider } from '../providers/live.ts';
import { endOrphans, ProcessRegister } from './journal/processes.ts';
import type { ProgressSink } from './progress.ts';
import { takeRunLock } from './run-lock.ts';
import { Census } from './units/census.ts';
import type { UnitSource } from './units/unit-run.ts';
import { Vendors, type Account, type Connection } from './vendors/vendors.ts';
import { chooseBackend, type Backend } from './workspace/backend.ts';
import type { EngineContext } from './workspace/stack.ts';
import { StateFolder } from './workspace/state-folder.ts';

/** What a live run starts from. */
export interface SessionOptions {
  /** The folder in which commands run: `.alerts/` lies in it. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly now: Date;
  readonly signal?: AbortSignal;
  readonly project: { readonly id: string; readonly uid: string };
  /** All units that the definitions have, unfiltered. */
  readonly units: readonly UnitSource[];
  readonly recorded: readonly RecordedUnitFile[];
  /** `state` of the project. */
  readonly state: unknown;
  /** The project's connections for an environment; those of the on-call unit without one. */
  readonly connections: (environment: string | undefined) => Readonly<Record<string, Connection>>;
  /** The Pulumi CLI. */
  readonly locateEngine: () => Promise<string>;
  readonly locatePlugin: (provider: LiveProvider) => Promise<string>;
  readonly progress: ProgressSink;
  /** Version of `alerts`. */
  readonly toolVersion: string;
  /** Objects that a person chose for adoption: identity to the vendor's id. */
  readonly adopt: ReadonlyMap<string, string>;
  /** Commit of the definitions, when they lie in a repository. */
  readonly commit?: string;
}

/** Milliseconds that one call to a vendor's plugin may take; `ALERTS_CALL_TIMEOUT` has seconds. */
const callTimeout = 120_000;

/** What the units of one live run share: the folder, the backend, the engine, the vendors' accounts. */
export class Session {
  readonly options: SessionOptions;
  readonly folder: StateFolder;
  readonly backend: Backend;
  readonly engine: EngineContext;
  readonly vendors: Vendors;
  readonly #release: () => Promise<void>;
  readonly #censuses = new Map<Account, Map<string | undefined, Census>>();
  /** Whether so few units are run that each is listed for itself. */
  listsByUnit = false;
  readonly #outputs = new Map<string, Readonly<Record<string, Json>>>();
  readonly #hashKey: string;

  private constructor(
    options: SessionOptions,
    folder: StateFolder,
    backend: Backend,
    binary: string,
    release: () => Promise<void>,
    hashKey: string,
    processes: ProcessRegister,
  ) {
    this.options = options;
    this.folder = folder;
    this.backend = backend;
    this.#release = release;
    this.#hashKey = hashKey;
    const { env, signal } = options;
    this.engine = {
      binary,
      backend,
      env,
      processes,
      ...(signal ? { signal } : {}),
    };
    this.vendors = new Vendors({
      env,
      processes,
      locatePlugin: options.locatePlugin,
      ...(signal ? { signal } : {}),
      callTimeout: (Number(env['ALERTS_CALL_TIMEOUT']) || callTimeout / 1e3) * 1e3,
    });
    for (const file of options.recorded)
      if (file.header.unit === 'oncall')
        for (const { identity, id, outputs } of file.nodes()) this.publish(identity, id, outputs ?? {});
  }

  /**
   * Takes the lock of the checkout, ends what dead runs left behind, finds the engine.
   * @throws RunLockedError, BackendError, EngineUnavailableError
   */
  static async open(options: SessionOptions): Promise<Session> {
    const folder = new StateFolder(options.cwd);
    await folder.create();
    const backend = await chooseBackend(options.state, options.env, folder);
    const release = await takeRunLock(folder.root, options.now);
    try {
      const { ended, dead } = await endOrphans(folder.processes, options.now);
      if (ended > 0)
        options.progress({
          kind: 'note',
          message: `Ended ${ended} processes that an interrupted run had left behind.`,
        });
      return new Session(
        options,
        folder,
        backend,
        await options.locateEngine(),
        release,
        await hashKeyIn(folder),
        new ProcessRegister(folder.processes, dead),
      );
    } catch (error) {
      await release();
      throw error;
    }
  }

  /** What an account holds of this project, or of one of its units. */
  census(account: Account, unit?: string): Census {
    let censuses = this.#censuses.get(account);
    if (!censuses) this.#censuses.set(account, (censuses = new Map()));
    let census = censuses.get(unit);
    if (!census) {
      census = new Census(account.api, this.options.project.uid, account.provider.listsLag, unit);
      censuses.set(unit, census);
    }
    return census;
  }

  /** Forgets what was listed: something was changed. */
  forgetCensuses(): void {
    this.#censuses.clear();
  }

  /** Makes an object's outputs known to units that are applied later. */
  publish(identity: string, id: string | undefined, outputs: Readonly<Record<string, Json>>): void {
    this.#outputs.set(identity, { ...outputs, ...(id === undefined ? {} : { id }) });
  }

  /** The output of an object of another unit. */
  readonly foreign = (reference: Reference): Json | undefined => this.#outputs.get(reference.$ref)?.[reference.output];

  /** A hash of a secret that says whether it changed and nothing else. */
  keyedHash(secret: string): string {
    return createHmac('sha256', this.#hashKey).update(secret).digest('hex').slice(0, 32);
  }

  /** Ends plugins and lets go of the checkout. */
  async close(): Promise<void> {
    await this.vendors.close();
    await this.#release();
  }
}

async function hashKeyIn(folder: StateFolder): Promise<string> {
  const file = path.join(folder.root, 'hash-key');
  try {
    await writeFile(file, randomBytes(32).toString('hex'), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return readFile(file, 'utf8');
}
