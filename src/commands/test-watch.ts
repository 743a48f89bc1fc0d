import { watch } from 'node:fs';
import path from 'node:path';
import type { CommandResult, Host } from '../cli/command.ts';

/** Runs again whenever a file below the folder of the definitions changes, until Ctrl-C. Mistakes of a moment are shown, and waited out. */
export async function watchTests(once: () => Promise<CommandResult>, dir: string, host: Host): Promise<CommandResult> {
  const interruption = host.interruption();
  const changes = new Changes(path.resolve(host.cwd, dir), interruption);
  let exitCode = 0;
  try {
    do {
      exitCode = await show(once, host);
      host.stream('Waiting for changes. Ctrl-C ends.\n');
    } while (await changes.next());
  } finally {
    changes.end();
  }
  return { exitCode, outputs: [] };
}

async function show(once: () => Promise<CommandResult>, host: Host): Promise<number> {
  try {
    const { exitCode, outputs } = await once();
    for (const { target, text } of outputs) if (typeof target === 'string') host.stream(text);
    return exitCode;
  } catch (error) {
    host.stream(`${error instanceof Error ? error.message : String(error)}\n`);
    return 1;
  }
}

/** Changes below a folder, several at once taken for one. */
class Changes {
  readonly #watcher: ReturnType<typeof watch>;
  readonly #interruption: AbortSignal;
  #pending = false;
  #wake: (() => void) | undefined;

  constructor(folder: string, interruption: AbortSignal) {
    this.#interruption = interruption;
    this.#watcher = watch(folder, { recursive: true }, () => this.#changed());
    interruption.addEventListener('abort', () => this.#wake?.(), { once: true });
  }

  /** Waits for the next change; false when the run is to end. */
  async next(): Promise<boolean> {
    if (!this.#pending && !this.#interruption.aborted) await new Promise<void>((resolve) => (this.#wake = resolve));
    // Editors write a file in several steps.
    await new Promise((resolve) => setTimeout(resolve, 50));
    this.#pending = false;
    return !this.#interruption.aborted;
  }

  end(): void {
    this.#watcher.close();
  }

  #changed(): void {
    this.#pending = true;
    this.#wake?.();
  }
}
