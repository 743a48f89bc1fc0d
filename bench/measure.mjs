import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const time = '/usr/bin/time';
const timed = existsSync(time);

/**
 * Runs a command once.
 * @returns `seconds` of wall time, `megabytes` of peak memory (undefined without `/usr/bin/time`), and its exit status
 */
export function runOnce({ command, args, env = {}, cwd, memory = false }) {
  const wrapped = memory && timed;
  const start = process.hrtime.bigint();
  const child = spawnSync(wrapped ? time : command, wrapped ? ['-v', command, ...args] : args, {
    cwd,
    env: { ...process.env, NO_COLOR: '1', ...env },
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  if (child.error) throw child.error;
  const kilobytes = wrapped ? /Maximum resident set size \(kbytes\): (\d+)/.exec(child.stderr)?.[1] : undefined;
  const megabytes = kilobytes === undefined ? undefined : Number(kilobytes) / 1024;
  return { seconds, megabytes, status: child.status, stdout: child.stdout, stderr: child.stderr };
}

/** The middle value; the mean of both middle ones for an even number. */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/**
 * Runs several cases in turn, `rounds` times, so that a slow moment of the machine hits all of them alike. A first round
 * is thrown away. `prepare(round)` of a case runs before it, outside the measurement.
 * @returns per case its median seconds and greatest peak of memory, or the reason why it failed
 */
export function interleaved(cases, rounds) {
  const results = cases.map(() => ({ seconds: [], megabytes: [], failed: undefined }));
  for (let round = 0; round <= rounds; round++)
    cases.forEach((one, index) => {
      const result = results[index];
      if (result.failed) return;
      one.prepare?.(round);
      const outcome = runOnce(one);
      if (outcome.status !== (one.status ?? 0)) result.failed = failure(outcome);
      else if (round > 0) {
        result.seconds.push(outcome.seconds);
        if (outcome.megabytes !== undefined) result.megabytes.push(outcome.megabytes);
      }
    });
  return results.map(({ seconds, megabytes, failed }) =>
    failed
      ? { failed }
      : { seconds: median(seconds), megabytes: megabytes.length ? Math.max(...megabytes) : undefined },
  );
}

function failure({ status, stderr, stdout }) {
  const text = `${stderr}\n${stdout}`.split('\n').find((line) => line.trim() !== '') ?? 'no output';
  return `exit status ${status}: ${text.trim().slice(0, 80)}`;
}
