import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** An alert as Prometheus hands it over; the labels are what makes it the same one again. */
export interface PrometheusAlert {
  readonly labels: Readonly<Record<string, string>>;
  /** `title`, `description`, `priority`, and `tags` with commas between them; absent is empty. */
  readonly annotations: Readonly<Record<string, string>>;
}

/** An Alertmanager on loopback that tells Opsgenie of every alert at once. */
export interface Alertmanager {
  fire(alert: PrometheusAlert): Promise<void>;
  resolve(alert: PrometheusAlert): Promise<void>;
  close(): Promise<void>;
}

/** Each alert is a group of its own: https://prometheus.io/docs/alerting/latest/configuration/#opsgenie_config */
function configuration(url: string, key: string): string {
  return `route: { receiver: duty, group_by: ['...'], group_wait: 0s, group_interval: 1s, repeat_interval: 4h }
receivers:
  - name: duty
    opsgenie_configs:
      - api_url: ${url}/
        api_key: ${key}
        message: '{{ .CommonAnnotations.title }}'
        description: '{{ .CommonAnnotations.description }}'
        priority: '{{ .CommonAnnotations.priority }}'
        tags: '{{ .CommonAnnotations.tags }}'
        source: alertmanager
`;
}

/** Starts Alertmanager on a free port of loopback, without a cluster, on storage that goes with it. */
export async function startAlertmanager(
  program: string,
  opsgenie: { readonly url: string; readonly key: string },
): Promise<Alertmanager> {
  const folder = mkdtempSync(path.join(tmpdir(), 'alerts-alertmanager-'));
  const config = path.join(folder, 'alertmanager.yaml');
  writeFileSync(config, configuration(opsgenie.url, opsgenie.key));
  const child = spawn(
    program,
    [
      `--config.file=${config}`,
      `--storage.path=${path.join(folder, 'data')}`,
      '--web.listen-address=127.0.0.1:0',
      '--cluster.listen-address=',
    ],
    { cwd: folder, env: {}, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const kill = (): boolean => child.kill('SIGKILL');
  process.once('exit', kill);
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const address = await listening(child.stderr, ended);
  // Alerts begin and end at instants long ago or far away, so that none of them depends on when a test runs.
  const post = (alert: PrometheusAlert, endsAt: string): Promise<void> =>
    postAlert(`http://${address}/api/v2/alerts`, { ...alert, startsAt: '2020-01-01T00:00:00Z', endsAt });
  return {
    fire: (alert) => post(alert, '2100-01-01T00:00:00Z'),
    resolve: (alert) => post(alert, '2020-01-02T00:00:00Z'),
    close: async () => {
      process.off('exit', kill);
      child.kill('SIGTERM');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The address in the log; rejects with the log when the program ends without. */
async function listening(log: NodeJS.ReadableStream, ended: Promise<void>): Promise<string> {
  let said = '';
  const found = new Promise<string>((resolve) => {
    log.setEncoding('utf8').on('data', (chunk: string) => {
      said += chunk;
      const address = /msg="Listening on" address=(\S+)/.exec(said)?.[1];
      if (address !== undefined) resolve(address);
    });
  });
  const gone = ended.then(() => Promise.reject(new Error(`Alertmanager has ended:\n${said}`)));
  return Promise.race([found, gone]);
}

async function postAlert(url: string, alert: object): Promise<void> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify([alert]),
  });
  if (!response.ok) throw new Error(`Alertmanager answered ${response.status}: ${await response.text()}`);
}
