import { spawn } from 'node:child_process';
import { accessSync, constants, createReadStream } from 'node:fs';
import { mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { isDeepStrictEqual } from 'node:util';
import { promtoolFiles } from '../alert-tests/prometheus/promtool-files.ts';
import { PromtoolReport, PromtoolReportError } from '../alert-tests/prometheus/promtool-report.ts';
import type { Trace, Trial } from '../alert-tests/prometheus/trial.ts';
import { MissingToolError, type Host } from '../cli/command.ts';

/**
 * Asks promtool, in one run for all trials.
 * @throws MissingToolError when there is none, or its report is not understood
 */
export async function traces(trials: readonly Trial[], host: Host): Promise<Trace[]> {
  const program = locatePromtool(host.env);
  const folder = await mkdtemp(path.join(tmpdir(), 'alerts-promtool-'));
  try {
    const { files, tests } = promtoolFiles([probe, ...trials]);
    for (const [name, text] of files) await writeFile(path.join(folder, name), text);
    const report = path.join(folder, 'report');
    await run(program, ['test', 'rules', ...tests.keys()], folder, report, host.interruption());
    const [first, ...rest] = await readReport(report, new PromtoolReport(trials.length + 1, tests));
    if (!isDeepStrictEqual(first, probed))
      throw new PromtoolReportError('what must fire did not, or was reported in another form');
    return rest;
  } catch (error) {
    if (!(error instanceof PromtoolReportError)) throw error;
    throw new MissingToolError(
      `${program} reports in a form that this version of alerts does not read: "${error.message.slice(0, 200)}". Set ALERTS_PROMTOOL to another promtool, 2.42 or later.`,
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * The promtool of `ALERTS_PROMTOOL`, else of PATH.
 * @throws MissingToolError
 */
export function locatePromtool(env: Host['env']): string {
  const named = env['ALERTS_PROMTOOL'];
  const candidates =
    named === undefined || named === ''
      ? (env['PATH'] ?? '')
          .split(path.delimiter)
          .filter(Boolean)
          .map((folder) => path.join(folder, 'promtool'))
      : [path.resolve(named)];
  const found = candidates.find(isExecutable);
  if (found !== undefined) return found;
  const where = named ? `ALERTS_PROMTOOL names ${named}, which cannot be run` : 'promtool is not in PATH';
  throw new MissingToolError(
    `Alerts of Prometheus are tested by promtool, and ${where}. It comes with Prometheus (Debian and Ubuntu: apt-get install prometheus; else https://prometheus.io/download/); set ALERTS_PROMTOOL to where it is.`,
  );
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Both outputs go to one file: only their order says which file of tests an error belongs to. It ends with 1 whenever anything fires. */
async function run(
  program: string,
  args: readonly string[],
  cwd: string,
  report: string,
  signal: AbortSignal,
): Promise<void> {
  const output = await open(report, 'w');
  try {
    await new Promise<void>((resolve, reject) => {
      const child = spawn(program, args, { cwd, signal, env: {}, stdio: ['ignore', output.fd, output.fd] });
      child.once('error', (error) => reject(new MissingToolError(`${program} cannot be run: ${error.message}`)));
      child.once('close', (code, killed) =>
        code === 0 || code === 1
          ? resolve()
          : reject(new MissingToolError(`${program} ended with ${killed ?? `status ${code}`}.`)),
      );
    });
  } finally {
    await output.close();
  }
}

async function readReport(file: string, report: PromtoolReport): Promise<Trace[]> {
  for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) report.line(line);
  return report.traces();
}

/** Asked in each run: if what promtool says of it is read as what is known of it, the rest is read as it is meant. */
const probe: Trial = {
  alertname: 'Probe',
  rules: [
    {
      alert: 'Probe',
      expr: 'probe > 2',
      for: '1m',
      labels: { severity: 'critical' },
      annotations: { alerts_value: '{{ $value }}', text: 'a "b" \\ é\n\tc {{ $labels.x }}' },
    },
  ],
  series: [{ series: 'probe{x="1, y=\\"2\\""}', values: '1 3x2 1 3x61' }],
  interval: 60,
  times: [0, 60, 120, 180, 240, 300, 3660],
};

const fires = (value: string): { labels: Record<string, string>; annotations: Record<string, string> } => ({
  labels: { alertname: 'Probe', severity: 'critical', x: '1, y="2"' },
  annotations: { alerts_value: value, text: 'a "b" \\ é\n\tc 1, y="2"' },
});

const probed: Trace = {
  firing: new Map([
    [120, [fires('3')]],
    [180, [fires('3')]],
    [3660, [fires('3')]],
  ]),
};
