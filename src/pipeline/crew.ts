import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { FileFacts } from '../definitions/link/facts.ts';
import type { RawFile } from '../definitions/load/discover.ts';
import { digestOfFile } from '../definitions/load/withhold.ts';
import type { AnalysisSettings, FileAnalysis } from './analysis.ts';
import type { Shard } from './shard.ts';
import type { Tree } from '../definitions/load/tree.ts';

/** Below this many bytes of definitions a second thread costs more than it brings (measured: starting one takes about 80 ms). */
const worthAThread = 2_000_000;

/** What one thread gets through while the other one starts. */
const bytesWhileStarting = 200_000;

/** What the main thread asks of the other one, and what that answers. */
export type Request =
  | { readonly do: 'facts'; readonly paths: readonly string[] }
  | {
      readonly do: 'analyse';
      readonly paths: readonly string[];
      readonly files: readonly FileFacts[];
      readonly settings: AnalysisSettings;
    };

/** The threads of a run: this one, and a second one when there is enough to do. */
export class Crew {
  readonly #tree: Tree;
  readonly #shard: Shard;
  readonly #parallel: boolean;
  readonly #digests = new Map<string, string>();
  #worker: Worker | undefined;

  constructor(tree: Tree, shard: Shard, parallel: boolean) {
    this.#tree = tree;
    this.#shard = shard;
    this.#parallel = parallel && tree.real !== undefined && availableParallelism() > 1 && workerFile !== undefined;
  }

  /** SHA-256 of what a file says. */
  digestOf(file: RawFile): string {
    let digest = this.#digests.get(file.path);
    if (digest === undefined) this.#digests.set(file.path, (digest = digestOfFile(file)));
    return digest;
  }

  /** Facts of the files at these paths, in any order. */
  async facts(paths: readonly string[]): Promise<FileFacts[]> {
    const [mine, theirs] = this.#split(paths);
    const answer = theirs.length > 0 ? this.#ask<FileFacts[]>({ do: 'facts', paths: theirs }) : [];
    const own = this.#shard.facts(mine);
    return [...own, ...(await answer)];
  }

  /** Analyses of the files at these paths, in any order. */
  async analyse(
    paths: readonly string[],
    files: readonly FileFacts[],
    settings: AnalysisSettings,
  ): Promise<FileAnalysis[]> {
    const [mine, theirs] = this.#split(paths);
    const answer =
      theirs.length > 0 ? this.#ask<FileAnalysis[]>({ do: 'analyse', paths: theirs, files, settings }) : [];
    const own = this.#shard.analyse(mine, settings);
    return [...own, ...(await answer)];
  }

  /** Ends the other thread. */
  async dismiss(): Promise<void> {
    await this.#worker?.terminate();
  }

  /** The same files go to the other thread for both questions, since it keeps what it has loaded. */
  #split(paths: readonly string[]): [string[], string[]] {
    const wanted = new Set(paths);
    const bytes = this.#tree.files.reduce((sum, file) => sum + (wanted.has(file.path) ? file.bytes.length : 0), 0);
    if (!this.#parallel || bytes < worthAThread) return [[...paths], []];
    const theirs = this.#theirs();
    return [paths.filter((path) => !theirs.has(path)), paths.filter((path) => theirs.has(path))];
  }

  /** An evenly spread share of the files: half of the work, less what the other thread could have done while it started. */
  #theirs(): Set<string> {
    const bytes = this.#tree.files.reduce((sum, file) => sum + file.bytes.length, 0);
    const share = Math.max(0, 0.5 - bytesWhileStarting / (2 * bytes));
    return new Set(
      this.#tree.files
        .filter((_, index) => Math.floor((index + 1) * share) > Math.floor(index * share))
        .map((file) => file.path),
    );
  }

  #ask<T>(request: Request): Promise<T> {
    const worker = (this.#worker ??= this.#start());
    return new Promise<T>((resolve, reject) => {
      const settle = (action: () => void): void => {
        worker.off('error', onError);
        worker.off('message', onMessage);
        action();
      };
      const onError = (error: Error): void => settle(() => reject(error));
      const onMessage = (answer: string): void => settle(() => resolve(JSON.parse(answer) as T));
      worker.once('error', onError);
      worker.once('message', onMessage);
      worker.postMessage(request);
    });
  }

  #start(): Worker {
    const { root, real, files } = this.#tree;
    return new Worker(workerFile as URL, { workerData: { root, real, files } });
  }
}

declare const ALERTS_WORKER: string | undefined;

/** Only a built tool has a file that a thread can start from. */
const workerFile: URL | undefined =
  typeof ALERTS_WORKER === 'string' ? new URL(ALERTS_WORKER, import.meta.url) : undefined;
