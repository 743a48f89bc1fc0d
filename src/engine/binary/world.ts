import { realpathSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';

/** What looking for programs may use. */
export interface World {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The folder in which commands run; what lies in its repository is never run. */
  readonly cwd: string;
  readonly signal?: AbortSignal;
  readonly progress: (message: string) => void;
}

/** No engine and no way to get one, or no plugin. One message with every way out. */
export class EngineUnavailableError extends Error {}

/** Pulumi's home: shared with the plain CLI, so that nothing is downloaded twice. */
export function pulumiHome({ env }: Pick<World, 'env'>): string {
  return env['PULUMI_HOME'] || path.join(env['HOME'] || homedir(), '.pulumi');
}

/** Whether a file lies in a folder, links followed. */
export function liesIn(file: string, folder: string): boolean {
  const relative = path.relative(real(folder), real(file));
  return relative === '' || (!relative.startsWith('..') && !path.isAbsolute(relative));
}

function real(file: string): string {
  try {
    return realpathSync(file);
  } catch {
    return path.resolve(file);
  }
}
