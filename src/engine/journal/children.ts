import type { ChildProcess } from 'node:child_process';

/** Processes that run for us, each with whether it leads a group of its own. */
const running = new Map<ChildProcess, boolean>();

/** Ends a process with this one, however suddenly this one ends by itself; only SIGKILL leaves it to the next run. */
export function endsWithUs(child: ChildProcess, leadsGroup = false): void {
  if (running.size === 0) process.once('exit', endAll);
  running.set(child, leadsGroup);
  child.once('exit', () => {
    running.delete(child);
    if (running.size === 0) process.removeListener('exit', endAll);
  });
}

function endAll(): void {
  for (const [{ pid }, leadsGroup] of running)
    try {
      if (pid !== undefined) process.kill(leadsGroup ? -pid : pid, 'SIGKILL');
    } catch {
      // It has ended by itself.
    }
}
