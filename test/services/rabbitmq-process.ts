import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { rabbitPrograms } from './debian-packages.ts';
import { until } from './until.ts';

/** A real RabbitMQ on loopback; its data outlive a restart. */
export interface RabbitBroker {
  /** Of the management API. */
  readonly url: string;
  /** For consumers: `amqp://guest:guest@127.0.0.1:PORT`. */
  readonly amqp: string;
  /** A request to the management API as `guest`. @throws Error unless it succeeds */
  call(method: string, path: string, body?: object): Promise<unknown>;
  /** Runs `rabbitmqctl`. */
  control(...args: readonly string[]): void;
  /** Starts it unless it runs. */
  start(): Promise<void>;
  /** Ends the broker as its service manager would. */
  stop(): Promise<void>;
  /** Ends everything and removes the data. */
  close(): Promise<void>;
}

/** Starts a broker with statistics, and rates, of every second. */
export async function startBroker(): Promise<RabbitBroker> {
  const programs = rabbitPrograms();
  const folder = mkdtempSync(path.join(tmpdir(), 'alerts-rabbitmq-'));
  const [amqp = 0, management = 0, distribution = 0, names = 0] = await freePorts(4);
  writeFileSync(
    path.join(folder, 'rabbitmq.conf'),
    `listeners.tcp.1 = 127.0.0.1:${amqp}
management.tcp.ip = 127.0.0.1
management.tcp.port = ${management}
collect_statistics_interval = 1000
management.sample_retention_policies.global.minute = 1
management.sample_retention_policies.basic.minute = 1
management.sample_retention_policies.detailed.10 = 1
disk_free_limit.absolute = 50MB
`,
  );
  writeFileSync(path.join(folder, 'enabled_plugins'), '[rabbitmq_management].');
  const env = {
    PATH: `${programs.erlang}:/usr/local/bin:/usr/bin:/bin`,
    LANG: 'C.UTF-8',
    HOME: folder,
    RABBITMQ_NODENAME: `alerts${management}@localhost`,
    RABBITMQ_MNESIA_BASE: path.join(folder, 'mnesia'),
    RABBITMQ_LOG_BASE: path.join(folder, 'log'),
    RABBITMQ_CONFIG_FILE: path.join(folder, 'rabbitmq'),
    RABBITMQ_ENABLED_PLUGINS_FILE: path.join(folder, 'enabled_plugins'),
    RABBITMQ_CONF_ENV_FILE: '/dev/null',
    RABBITMQ_DIST_PORT: String(distribution),
    ERL_EPMD_ADDRESS: '127.0.0.1',
    ERL_EPMD_PORT: String(names),
    RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS: '-kernel inet_dist_use_interface {127,0,0,1}',
  };
  const log = path.join(folder, 'out');
  // In the foreground, so that it ends with the test.
  const epmd = spawn(programs.epmd, ['-address', '127.0.0.1', '-port', String(names)], { env, stdio: 'ignore' });
  let server: ChildProcess | undefined;
  const kill = (): void => [server, epmd].forEach((child) => child?.kill('SIGKILL'));
  process.once('exit', kill);
  const url = `http://127.0.0.1:${management}`;
  const authorization = `Basic ${Buffer.from('guest:guest').toString('base64')}`;
  const ask = (method: string, address: string, body?: object): Promise<Response> =>
    fetch(`${url}${address}`, {
      method,
      headers: { authorization, 'content-type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
  const broker: RabbitBroker = {
    url,
    amqp: `amqp://guest:guest@127.0.0.1:${amqp}`,
    call: async (method, address, body) => {
      const response = await ask(method, address, body);
      const text = await response.text();
      if (!response.ok) throw new Error(`${method} ${address}: ${response.status} ${text}`);
      return text === '' ? undefined : (JSON.parse(text) as unknown);
    },
    control: (...args) => {
      const { status, stderr } = spawnSync(path.join(programs.sbin, 'rabbitmqctl'), [...args], {
        env,
        encoding: 'utf8',
      });
      if (status !== 0) throw new Error(`rabbitmqctl ${args.join(' ')}: ${stderr}`);
    },
    start: async () => {
      if (server && server.exitCode === null && server.signalCode === null) return;
      const out = openSync(log, 'a');
      const child = (server = spawn(path.join(programs.sbin, 'rabbitmq-server'), {
        env,
        cwd: folder,
        stdio: ['ignore', out, out],
      }));
      await until(
        'RabbitMQ answers',
        async () => {
          if (child.exitCode !== null)
            throw new Error(`RabbitMQ has ended:\n${readFileSync(log, 'utf8').slice(-2000)}`);
          return ask('GET', '/api/overview').then(
            ({ status }) => status === 200,
            () => false,
          );
        },
        () => readFileSync(log, 'utf8').slice(-2000),
      );
    },
    stop: async () => {
      const child = server;
      if (!child || child.exitCode !== null || child.signalCode !== null) return;
      const ended = new Promise((resolve) => child.once('close', resolve));
      child.kill('SIGTERM');
      await ended;
    },
    close: async () => {
      await broker.stop();
      epmd.kill('SIGKILL');
      process.off('exit', kill);
      rmSync(folder, { recursive: true, force: true });
    },
  };
  await broker.start();
  return broker;
}

/** Ports that nobody listens on now. */
async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer());
  await Promise.all(servers.map((server) => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))));
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}
