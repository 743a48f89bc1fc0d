import path from 'node:path';
import { UsageError, type CommandResult, type Host } from '../cli/command.ts';
import { exitCodes } from '../cli/exit-codes.ts';
import { CredentialsError } from '../engine/vendors/vendors.ts';
import { StoreError } from '../graph/text-store.ts';
import { connectionsOf } from '../pipeline/compile-context.ts';
import type { Run } from '../pipeline/run.ts';
import { WrongCredentialsError } from '../watch/broker-watch.ts';
import { watchedIn, type Watched } from '../watch/brokers-of-run.ts';
import { systemClock, type Clock } from '../watch/clock.ts';
import { lineLog, type Log } from '../watch/log.ts';
import { openWatch } from '../watch/open-watch.ts';
import { ListenError, serveStatus } from '../watch/serve/server.ts';
import { StateFolderError } from '../watch/state/folder.ts';
import type { Watch } from '../watch/watch.ts';
import { open, type CommonOptions } from './common.ts';
import { stopOnErrors } from './stop-on-errors.ts';

export interface WatchCommandOptions extends CommonOptions {
  readonly once?: boolean;
  readonly listen?: string;
  readonly state?: string;
  readonly logFormat?: string;
}

/** `alerts watch`: evaluates the alerts of brokers whose connection says `via: watch`, and tells the on-call backend. */
export async function run(options: WatchCommandOptions, host: Host): Promise<CommandResult> {
  const [address, port] = listenOption(options.listen ?? '127.0.0.1:9619');
  const result = await open(options, host);
  const watched = watchedIn(result, options.env ?? []);
  if (watched.unread.length > 0 && isIdle(watched)) {
    const stopped = await stopOnErrors('watch', result, host);
    if (stopped) return stopped;
  }
  refuseNothing(watched);
  const clock = clockOf(host);
  const log = lineLog(options.logFormat === 'json' ? 'json' : 'text', (text) => host.stream(text, 'stderr'), clock.now);
  try {
    const watch = await opened(watched, result, options, host, clock, log);
    if (options.once === true) return await onceResult(watch);
    return await serve(watch, watched, address, port, host, log);
  } catch (error) {
    const isKnown = [CredentialsError, WrongCredentialsError, ListenError, StateFolderError].some(
      (kind) => error instanceof kind,
    );
    if (error instanceof StoreError) throw new UsageError(error.message);
    if (isKnown) return failed(exitCodes.infrastructure.code, (error as Error).message);
    throw error;
  }
}

function opened(
  watched: Watched,
  result: Run,
  options: WatchCommandOptions,
  host: Host,
  clock: Clock,
  log: Log,
): Promise<Watch> {
  const project = result.shard.lookup(new Map()).project();
  // systemd and the image name their folder by a variable: systemd.exec(5), STATE_DIRECTORY.
  const folder = options.state ?? host.env['STATE_DIRECTORY'] ?? path.join('.alerts', 'watch');
  return openWatch(watched, {
    connections: (environment) => (project ? connectionsOf(project, environment) : {}),
    env: host.env,
    folder: path.resolve(host.cwd, folder),
    clock,
    log,
  });
}

async function serve(
  watch: Watch,
  { brokers }: Watched,
  address: string,
  port: number,
  host: Host,
  log: Log,
): Promise<CommandResult> {
  const signal = host.interruption(() => log.say('info', 'stopping: a look that has begun is finished'));
  const server = await serveStatus(address, port, watch);
  for (const { environment, name, alerts, step } of brokers)
    log.say('info', `watching ${name} in ${environment}: ${alerts.length} alerts, every ${step} s`);
  log.say('info', `metrics and health on http://${server.address}`);
  try {
    await watch.run(signal);
  } finally {
    await server.close();
  }
  log.say('info', 'stopped; what is open stays open');
  return { exitCode: exitCodes.fine.code, outputs: [] };
}

function isIdle({ brokers }: Watched): boolean {
  return brokers.every(({ alerts }) => alerts.length === 0);
}

function refuseNothing({ brokers }: Watched): void {
  if (brokers.length === 0)
    throw new UsageError('No connection says "via: watch" there, so that there is nothing to watch.');
  const idle = brokers
    .filter(({ alerts }) => alerts.length === 0)
    .map(({ environment, name }) => `${name} in ${environment}`);
  if (idle.length === brokers.length)
    throw new UsageError(`No alert is on ${idle.join(', or ')}: there is nothing to watch.`);
}

async function onceResult(watch: Watch): Promise<CommandResult> {
  const outcome = await watch.once();
  if (outcome === 'complete') return { exitCode: exitCodes.fine.code, outputs: [] };
  if (outcome === 'partial')
    return failed(
      exitCodes.infrastructure.code,
      'Not everything could be seen, or the on-call backend was not told of everything; what waits is told the next time.',
    );
  return failed(
    exitCodes.refused.code,
    `Another instance, ${watch.holder()}, holds the lease of this state; it writes, this one does nothing.`,
  );
}

function failed(exitCode: number, message: string): CommandResult {
  return { exitCode, outputs: [{ target: 'stderr', text: `alerts: ${message}\n` }] };
}

function listenOption(text: string): [string, number] {
  const [, host, port] = /^(\[[0-9a-fA-F:.]+\]|[^:\s]+):(\d{1,5})$/.exec(text) ?? [];
  if (host === undefined || port === undefined || Number(port) > 65_535)
    throw new UsageError(`--listen takes ADDRESS:PORT, such as 127.0.0.1:9619; not "${text}".`);
  return [host.replace(/^\[|\]$/g, ''), Number(port)];
}

/** A clock that stands still where ALERTS_NOW says so. */
function clockOf(host: Host): Clock {
  return { ...systemClock, now: () => host.now().getTime() };
}
