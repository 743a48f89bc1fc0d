// Measures what `alerts watch` costs with many queues: node scripts/run-bundled.mjs bench/watch.ts [--write]
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { markdown, writePage } from './report.mjs';
import { opsgenieClient } from '../test/engine/simulators/opsgenie-client.ts';
import { startOpsgenie } from '../test/engine/simulators/opsgenie/index.ts';
import { startRabbit } from '../test/engine/simulators/rabbitmq.ts';
import { application, project, queueAlert, squads } from '../test/watch/definitions.ts';

const root = path.resolve('.');
const count = 10_000;
/** Evaluations that are measured, after two that fill caches; seconds between two in production. */
const [measured, every] = [10, 30];
const byQueue = '    groups: { by: [queue] }\n';

/** Four alerts on each queue, with windows of five minutes, and five hundred on one queue each. */
function alerts(): string {
  const condition = (critical: string): string =>
    `{ is: above, critical: ${critical}, over: 5m, reduce: min, noData: keep }`;
  const each = [
    queueAlert('ready', { name: '*', condition: condition('1000'), more: byQueue }),
    queueAlert('unacknowledged', { name: '*', measure: 'unacknowledged', condition: condition('500'), more: byQueue }),
    queueAlert('age', { name: '*', measure: 'oldest-age', condition: condition('1h'), more: byQueue }),
    queueAlert('idle', {
      name: '*', measure: 'consumers', condition: '{ is: below, critical: 1, over: 5m, reduce: max, noData: keep }', more: byQueue,
    }), // prettier-ignore
  ];
  const single = Array.from({ length: 500 }, (_, index) =>
    queueAlert(`q${index}`, { name: nameOf(index * 20), condition: condition(String(100 + index)) }),
  );
  return [...each, ...single].join('');
}

function nameOf(index: number): string {
  return `squad-${index % 40}.events.${String(index).padStart(5, '0')}`;
}

/** CPU seconds and resident bytes of a process: proc_pid_stat(5), clock ticks are hundredths of a second. */
function usage(pid: number): { readonly cpu: number; readonly memory: number } {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return { cpu: (Number(fields[11]) + Number(fields[12])) / 100, memory: Number(fields[21]) * 4096 };
}

const rabbit = await startRabbit();
for (let index = 0; index < count; index++)
  rabbit.put({
    name: nameOf(index),
    messages_ready: index % 50,
    messages_unacknowledged: index % 7,
    consumers: 1 + (index % 3),
  });
const opsgenie = await startOpsgenie();
const key = await opsgenieClient(opsgenie).integration({ allowConfigurationAccess: true });
const heartbeat = { name: 'platform.watch-production-queues', interval: 5, intervalUnit: 'minutes', enabled: true };
await opsgenieClient(opsgenie).call('POST', '/v2/heartbeats', heartbeat);
const folder = mkdtempSync(path.join(os.tmpdir(), 'alerts-bench-watch-'));
mkdirSync(path.join(folder, 'alerts'));
writeFileSync(path.join(folder, 'alerts/project.yaml'), project(rabbit.url, '    every: 5s'));
writeFileSync(path.join(folder, 'alerts/squads.yaml'), squads);
writeFileSync(path.join(folder, 'alerts/worker.yaml'), application(alerts()));
const child = spawn(process.execPath, [path.join(root, 'bin/alerts.js'), 'watch', '--listen', '127.0.0.1:0'], {
  cwd: folder,
  env: {
    ...process.env,
    RABBIT_USER: 'watch',
    RABBIT_PASSWORD: 'secret',
    OPSGENIE_WATCH_KEY: key,
    OPSGENIE_API_URL: opsgenie.url,
  },
  stdio: ['ignore', 'ignore', 'inherit'],
});
try {
  const state = path.join(folder, '.alerts/watch/production.queues.json');
  const evaluations = (): number => rabbit.requests.filter(({ query }) => query.get('page') === '1').length;
  const reach = async (number: number): Promise<void> => {
    while (evaluations() < number) {
      if (child.exitCode !== null) throw new Error(`The watch has ended with ${child.exitCode}.`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  await reach(3);
  const before = usage(child.pid ?? 0);
  await reach(3 + measured);
  const after = usage(child.pid ?? 0);
  const cpu = (after.cpu - before.cpu) / measured;
  const rows = [
    { what: 'CPU time of one look, evaluation and write', measured: `${cpu.toFixed(2)} s` },
    {
      what: 'share of a core, every 30 s',
      measured: `${((100 * cpu) / every).toFixed(1)} %`,
      limit: '10 %',
      met: cpu / every <= 0.1,
    },
    { what: 'memory', measured: `${Math.round(after.memory / 1e6)} MB` },
    { what: 'state on disk', measured: `${(statSync(state).size / 1e6).toFixed(1)} MB` },
  ];
  const table = `${count.toLocaleString('en')} queues in pages of 500; four alerts on each queue with windows of five minutes, 500 on one queue each.\n\n${markdown(rows, 1)}`;
  process.stdout.write(`${table}\n`);
  if (process.argv.includes('--write')) await writePage(path.join(root, 'docs/benchmarks.md'), table, 'bench-watch');
} finally {
  child.kill('SIGKILL');
  await rabbit.close();
  await opsgenie.close();
  rmSync(folder, { recursive: true, force: true });
}
