import { execFileSync } from 'node:child_process';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/** What tells this start of the machine from the last one; pids are counted anew after it. */
export function bootId(): string {
  return (boot ??= readBootId());
}

let boot: string | undefined;

function readBootId(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    return query('sysctl', ['-n', 'kern.boottime']) ?? hostname();
  }
}

/** Which processes can be seen from here: containers of one machine share its boot id, and may share its name, but see their own processes alone. */
export function processSpace(): string {
  try {
    return readlinkSync('/proc/self/ns/pid');
  } catch {
    return '';
  }
}

/**
 * When a process started, in the system's own terms; undefined when it does not run or has ended and only waits to be collected. With the boot
 * id it tells a process from a later one of the same pid.
 */
export function startTime(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field is a name in parentheses that may hold anything; the start time is field 22 (proc_pid_stat(5)).
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? undefined : fields[19];
  } catch {
    return process.platform === 'linux' ? undefined : query('ps', ['-o', 'lstart=', '-p', String(pid)]);
  }
}

function query(command: string, args: readonly string[]): string | undefined {
  try {
    return (
      execFileSync(command, [...args], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim() || undefined
    );
  } catch {
    return undefined;
  }
}
