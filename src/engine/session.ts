import { createHmac, randomBytes } from 'node:crypto';
import type { RecordedUnitFile } from '../graph/parse-recorded.ts';
import { RecordedGraphs } from '../graph/recorded-store.ts';
import type { TextStore } from '../graph/text-store.ts';
import type { Json, Reference } from '../graph/types.ts';
import type { LiveProvider } from '../providers/live.ts';
import { keepHeapSmall } from './heap.ts';
import { Journals } from './journal/journal.ts';
import { endOrphans, ProcessRegister } from './journal/processes.ts';
import { LockWait } from './lock-wait.ts';
import { Watchdog, type ProgressSink } from './progress.ts';
import { RunLockedError, takeRunLock } from './run-lock.ts';
import { openStateStores, type StateStores } from './state/state-stores.ts';
import { Census } from './units/census.ts';
import type { UnitSource } from './units/unit.ts';
import { Vendors, type Account, type Connection } from './vendors/vendors.ts';
import { chooseBackend, placeOfState, type Backend } from './workspace/backend.ts';
import { holdersIn, lockedFailure } from './workspace/engine-failure.ts';
import type { EngineContext, Stack } from './workspace/stack.ts';
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
  /** Milliseconds for which a lock of somebody else is waited for; 0 by default. */
  readonly lockTimeout?: number;
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
  /** What was applied last. */
  readonly graphs: RecordedGraphs;
  /** Where intents are written down. */
  readonly store: TextStore;
  readonly locks: LockWait;
  readonly #watchdog: Watchdog;
  readonly #release: () => Promise<void>;
  readonly #censuses = new Map<Account, Map<string, Census>>();
  /** Whether so few units are run that each is listed for itself. */
  listsByUnit = false;
  readonly #outputs = new Map<string, Readonly<Record<string, Json>>>();
  #hashKey = '';
  #recorded: readonly RecordedUnitFile[] = [];
  #journals: Journals | undefined;

  private constructor(options: SessionOptions, parts: SessionParts) {
    const { folder, backend, stores, binary, processes } = parts;
    const { env, signal } = options;
    this.#watchdog = new Watchdog(options.progress);
    this.options = { ...options, progress: this.#watchdog.receive };
    this.folder = folder;
    this.backend = backend;
    this.locks = parts.locks;
    this.store = stores.own;
    this.graphs = new RecordedGraphs(stores.own);
    this.#release = parts.release;
    this.engine = {
      binary,
      backend,
      env,
      processes,
      ...(stores.engine ? { files: stores.engine } : {}),
      ...(signal ? { signal } : {}),
    };
    this.vendors = new Vendors({
      env,
      processes,
      locatePlugin: options.locatePlugin,
      ...(signal ? { signal } : {}),
      callTimeout: (Number(env['ALERTS_CALL_TIMEOUT']) || callTimeout / 1e3) * 1e3,
    });
  }

  /**
   * Takes the lock of the checkout, ends what dead runs left behind, finds the engine, reads what was applied last.
   * @throws RunLockedError, BackendError, EngineUnavailableError, StateUnreachableError, RecordedGraphError
   */
  static async open(options: SessionOptions): Promise<Session> {
    keepHeapSmall();
    const { cwd, env, now, progress, project, signal } = options;
    const folder = new StateFolder(cwd);
    await folder.create();
    const backend = await chooseBackend(options.state, env, folder);
    const stores = openStateStores(placeOfState(options.state, env), folder.root, project.uid, env);
    const locks = new LockWait({ timeout: options.lockTimeout ?? 0, progress, ...(signal ? { signal } : {}) });
    const holderOf = (error: unknown): string | undefined =>
      error instanceof RunLockedError ? error.holder : undefined;
    const { result: release } = await locks.whileHeld('this checkout', () => takeRunLock(folder.root, now), holderOf);
    try {
      const processes = await registerAfterOrphans(folder, stores, options);
      const binary = await options.locateEngine();
      const session = new Session(options, { folder, backend, stores, binary, release, processes, locks });
      await session.#read(stores);
      return session;
    } catch (error) {
      await release();
      throw error;
    }
  }

  async #read(stores: StateStores): Promise<void> {
    if (!this.backend.embedded && !stores.shared)
      this.options.progress({
        kind: 'note',
        message: `Only the engine can reach ${this.backend.url}: what was applied is recorded in this checkout alone. Another one runs every unit once more, and creates nothing twice.`,
      });
    this.#hashKey = await hashKeyIn(stores.own);
    await this.reload();
  }

  /** Does something that reaches vendors; when nothing is heard for a while, progress says what was heard last. */
  watch<T>(action: () => Promise<T>): Promise<T> {
    return this.#watchdog.during(action);
  }

  /** What was applied last, by unit. */
  get recorded(): readonly RecordedUnitFile[] {
    return this.#recorded;
  }

  /** What earlier runs had begun when this one looked. */
  get journals(): Journals {
    if (!this.#journals) throw new Error('The session has not been read.');
    return this.#journals;
  }

  /** Reads again what was applied last and what was begun: somebody else may have been at work. */
  async reload(): Promise<void> {
    this.#recorded = await this.graphs.read();
    this.#journals = await Journals.open(this.store);
    for (const file of this.#recorded)
      if (file.header.unit === 'oncall')
        for (const { identity, id, outputs } of file.nodes()) this.publish(identity, id, outputs ?? {});
    this.forgetCensuses();
  }

  /**
   * Waits for whoever is at work on a stack, as long as this run is patient.
   * @returns whether it had to
   * @throws EngineFailure that names the holders when the time is up
   */
  async waitFor(stack: Stack): Promise<boolean> {
    const free = async (): Promise<void> => {
      const holders = (await stack.holders()) ?? [];
      if (holders.length > 0) throw lockedFailure(stack.name, holders);
    };
    return (await this.locks.whileHeld(stack.name, free, holdersIn)).waited;
  }

  /**
   * What an account holds of this project, or of one of its units.
   * @param types of the unit: where each is listed for itself the others are left out
   */
  census(account: Account, types: ReadonlySet<string>, unit?: string): Census {
    let censuses = this.#censuses.get(account);
    if (!censuses) this.#censuses.set(account, (censuses = new Map()));
    const asked = account.provider.listsByType ? types : undefined;
    const key = [unit ?? '', ...[...(asked ?? [])].sort()].join(' ');
    let census = censuses.get(key);
    if (!census) {
      const { listsLag } = account.provider;
      census = new Census(account.api, this.options.project.uid, listsLag, unit, asked);
      censuses.set(key, census);
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

interface SessionParts {
  readonly folder: StateFolder;
  readonly backend: Backend;
  readonly stores: StateStores;
  /** The Pulumi CLI. */
  readonly binary: string;
  readonly processes: ProcessRegister;
  readonly locks: LockWait;
  /** Lets go of the checkout. */
  readonly release: () => Promise<void>;
}

async function registerAfterOrphans(
  folder: StateFolder,
  stores: StateStores,
  { now, progress }: SessionOptions,
): Promise<ProcessRegister> {
  const { ended, dead } = await endOrphans(folder.processes, now);
  if (ended > 0)
    progress({ kind: 'note', message: `Ended ${ended} processes that an interrupted run had left behind.` });
  return new ProcessRegister(folder.processes, dead, stores.shared ? stores.own : undefined);
}

/** Made by the first run; it lies where the hashes do, since it is to tell whether a secret has changed, whoever asks. */
async function hashKeyIn(store: TextStore): Promise<string> {
  const key = 'hash-key';
  const known = await store.read(key);
  if (known) return known;
  await store.create(key, randomBytes(32).toString('hex'));
  return (await store.read(key)) ?? '';
}
