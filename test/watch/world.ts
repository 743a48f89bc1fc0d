import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { connectionsOf } from '../../src/pipeline/compile-context.ts';
import { watchedIn, type Watched } from '../../src/watch/brokers-of-run.ts';
import type { Clock } from '../../src/watch/clock.ts';
import { lineLog } from '../../src/watch/log.ts';
import { openWatch } from '../../src/watch/open-watch.ts';
import type { Watch } from '../../src/watch/watch.ts';
import { opsgenieClient } from '../engine/simulators/opsgenie-client.ts';
import { startOpsgenie, type Alert, type OpsgenieSimulator } from '../engine/simulators/opsgenie/index.ts';
import { startRabbit, type RabbitOptions, type RabbitSimulator } from '../engine/simulators/rabbitmq.ts';
import { runTexts } from '../support/tree.ts';
import { application, project, squads } from './definitions.ts';

/** A broker, an on-call backend and a clock that only the test moves. */
export interface WatchWorld {
  readonly rabbit: RabbitSimulator;
  readonly opsgenie: OpsgenieSimulator;
  readonly folder: string;
  env: Record<string, string>;
  readonly log: string[];
  /** Seconds since 1970; waiting moves it. */
  now: number;
  /** Whether waiting does not. */
  isFrozen: boolean;
  /** A new process: state is read from the folder. */
  open(alerts: string): Promise<Watch>;
  /** Looks `count` times, half a minute apart. */
  looks(watch: Watch, count: number): Promise<string[]>;
  /** Alerts at the backend, oldest first: `open critical orders…`. */
  alerts(): string[];
  raw(): Alert[];
  close(): Promise<void>;
}

/** Starts the simulators, with the teams, the integration and the heartbeat that compiling makes. */
export async function startWorld(options: RabbitOptions & { readonly connection?: string } = {}): Promise<WatchWorld> {
  const rabbit = await startRabbit(options);
  const opsgenie = await startOpsgenie();
  const api = opsgenieClient(opsgenie);
  for (const name of ['platform', 'payments']) await api.add('/v2/teams', { name });
  const key = await api.integration({ name: 'platform.alerts-watch', allowConfigurationAccess: true });
  await api.call('POST', '/v2/heartbeats', {
    name: 'platform.watch-production-queues', interval: 5, intervalUnit: 'minutes', enabled: true,
  }); // prettier-ignore
  opsgenie.requests.length = 0;
  const folder = mkdtempSync(path.join(tmpdir(), 'alerts-watch-'));
  const env = {
    RABBIT_USER: options.user ?? 'watch',
    RABBIT_PASSWORD: options.password ?? 'secret',
    OPSGENIE_WATCH_KEY: key,
    OPSGENIE_API_URL: opsgenie.url,
  };
  const log: string[] = [];
  const world: WatchWorld = {
    rabbit,
    opsgenie,
    folder,
    env,
    log,
    now: 1_795_900_020,
    isFrozen: false,
    open: async (alerts) => {
      const { watched, connections } = await definitionsOf(rabbit.url, alerts, options.connection);
      const clock: Clock = {
        now: () => world.now * 1000,
        elapsed: () => world.now * 1000,
        until: async (instant) => {
          if (!world.isFrozen) world.now = Math.max(world.now, Math.ceil(instant / 1000));
        },
      };
      return openWatch(watched, {
        connections, env, folder, clock, log: lineLog('text', (line) => log.push(line), clock.now),
      }); // prettier-ignore
    },
    looks: async (watch, count) => {
      const outcomes: string[] = [];
      for (let index = 0; index < count; index++) {
        world.now += 30;
        outcomes.push(await watch.once());
      }
      return outcomes;
    },
    raw: () => opsgenie.objects('alert'),
    alerts: () => opsgenie.objects('alert').map(shown),
    close: async () => {
      await rabbit.close();
      await opsgenie.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return world;
}

/** `open worker | payments | …` with how often it came when that is more than once. */
function shown({ status, message, occurrences }: Alert): string {
  return `${status} ${message}${occurrences.length === 1 ? '' : ` (${occurrences.length} times)`}`;
}

/** What the definitions say is to be watched. */
export async function definitionsOf(
  url: string,
  alerts: string,
  connection = '',
): Promise<{
  readonly watched: Watched;
  readonly connections: (environment: string) => ReturnType<typeof connectionsOf>;
}> {
  const run = await runTexts({
    'project.yaml': project(url, connection),
    'squads.yaml': squads,
    'worker.yaml': application(alerts),
  });
  const errors = run.findings.filter(
    ({ severity, rule }) => severity === 'error' && /^(schema|yaml|reference|rabbitmq)/.test(rule),
  );
  if (errors.length > 0) throw new Error(errors.map(({ rule, message }) => `${rule}: ${message}`).join('\n'));
  const loaded = run.shard.lookup(new Map()).project();
  if (!loaded) throw new Error('there is no project');
  return { watched: watchedIn(run, []), connections: (environment) => connectionsOf(loaded, environment) };
}
