import type { CliResult } from './cli.ts';

/** Somebody else who applies, or a run that died while it did. */
export interface LockHolder {
  /** Where the lock lies. */
  readonly lock: string;
  readonly user: string;
  readonly host: string;
  readonly pid: number;
  /** As the engine wrote it. */
  readonly since: string;
}

/** The engine could not do something; nothing of this is about a single object. */
export class EngineFailure extends Error {
  /** Who holds the stack, when that is the reason. */
  readonly holders: readonly LockHolder[];

  constructor(message: string, holders: readonly LockHolder[] = []) {
    super(message);
    this.holders = holders;
  }
}

/** What went wrong, in the engine's own words. Text is parsed for locks only: the engine has no other way to tell. */
export function engineFailure(action: string, result: CliResult): EngineFailure {
  const text = `${result.stderr}\n${result.stdout}`.trim();
  const holders = lockHolders(result);
  if (holders.length > 0) return lockedFailure('this unit', holders);
  const how = result.code === undefined ? 'was ended by a signal' : `ended with status ${result.code}`;
  return new EngineFailure(
    `The engine ${how} while ${action}.\n${text.replace(/^error: /gm, '').slice(0, 4000)}`.trim(),
  );
}

/** Somebody else holds the stack. */
export function lockedFailure(unit: string, holders: readonly LockHolder[]): EngineFailure {
  return new EngineFailure(
    `Somebody else is applying ${unit}:\n${holders.map((one) => `  ${holderWords(one)}`).join('\n')}\nWait for them, e.g. with --lock-timeout 5m. If that process is certainly dead, remove its lock, ${holders.map(({ lock }) => lock).join(', ')}.`,
    holders,
  );
}

/** A holder, for people. */
export function holderWords({ user, host, pid, since }: LockHolder): string {
  return `${user}@${host}, process ${pid}, since ${since}`;
}

/** Who holds the lock that an error is about; undefined for every other error. */
export function holdersIn(error: unknown): string | undefined {
  const holders = error instanceof EngineFailure ? error.holders : [];
  return holders.length === 0 ? undefined : holders.map(holderWords).join('; ');
}

/** Who holds a lock that stopped a run; pkg/backend/diy/lock.go writes `  URL: created by USER@HOST (pid N) at RFC3339`. */
export function lockHolders(result: CliResult): LockHolder[] {
  const text = `${result.stderr}\n${result.stdout}`;
  if (!text.includes('the stack is currently locked by')) return [];
  return [...text.matchAll(/^\s*(\S+): created by (.+)@(\S+) \(pid (\d+)\) at (\S+)/gm)].map(
    ([, lock = '', user = '', host = '', pid = '0', since = '']) => ({ lock, user, host, pid: Number(pid), since }),
  );
}
