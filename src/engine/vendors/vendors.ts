import { createHash } from 'node:crypto';
import type { LiveApi, LiveProvider, VendorAccess } from '../../providers/live.ts';
import type { ProcessRegister } from '../journal/processes.ts';
import { startPlugin, type PluginProcess } from '../proxy/plugin-process.ts';
import { serveProviderProxy, type StackWatch } from '../proxy/provider-proxy.ts';
import { pluginEnvironment } from '../workspace/engine-env.ts';
import type { RpcServer } from '../wire/protocol.ts';
import { liveHttp } from './http.ts';
import { liveProviders } from './registry.ts';

/** A connection of the project, `${}` filled for one environment. */
export type Connection = Readonly<Record<string, unknown>>;

/** An account at a vendor, ready to be asked and changed. */
export interface Account {
  readonly provider: LiveProvider;
  readonly access: VendorAccess;
  readonly api: LiveApi;
  /** Starts plugin and proxy, and waits for neither: {@link proxyPort} tells what failed. */
  start(): void;
  /** Port of the proxy in front of the plugin; starts both when nobody has. */
  proxyPort(): Promise<number>;
}

/** Credentials or connections that are missing; names all of them. */
export class CredentialsError extends Error {}

/** Resources of a vendor that compile and cannot be applied. */
export class UnappliedVendorError extends Error {}

/** What all accounts of a run share. */
export interface VendorsContext {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal?: AbortSignal;
  /** The executable of a vendor's plugin. */
  readonly locatePlugin: (provider: LiveProvider) => Promise<string>;
  /** Told of each plugin that is started, and of its end. */
  readonly processes: ProcessRegister;
  /** Milliseconds that one call to a plugin may take. */
  readonly callTimeout: number;
}

/** The vendors' accounts of one run: one plugin and one proxy per account, whatever the number of units. */
export class Vendors {
  readonly #context: VendorsContext;
  readonly #accounts = new Map<string, OpenAccount>();
  readonly #watches = new Map<string, StackWatch>();

  constructor(context: VendorsContext) {
    this.#context = context;
  }

  /** Says what the engine of a stack may do from now on; undefined ends that. */
  watch(stack: string, watch: StackWatch | undefined): void {
    if (watch) this.#watches.set(stack, watch);
    else this.#watches.delete(stack);
  }

  /**
   * The account that a package uses in an environment.
   * @param connections of that environment, by name
   * @throws CredentialsError
   */
  async account(packageName: string, connections: Readonly<Record<string, Connection>>): Promise<Account> {
    const provider = await liveProviderOf(packageName);
    const [name, connection] = onlyConnection(provider, connections);
    const secrets = secretsOf(provider, name, connection, this.#context.env);
    const access = provider.access(connection, secrets, this.#context.env);
    const key = digest([packageName, access.url, access.pluginEnv]);
    let account = this.#accounts.get(key);
    if (!account) {
      account = new OpenAccount(provider, access, this.#context, (stack) => this.#watches.get(stack));
      this.#accounts.set(key, account);
    }
    return account;
  }

  /** Ends all plugins. */
  async close(): Promise<void> {
    await Promise.all([...this.#accounts.values()].map((account) => account.close()));
    this.#accounts.clear();
  }
}

class OpenAccount implements Account {
  readonly provider: LiveProvider;
  readonly access: VendorAccess;
  readonly api: LiveApi;
  readonly #context: VendorsContext;
  readonly #watchOf: (stack: string) => StackWatch | undefined;
  #started: Promise<{ plugin: PluginProcess; proxy: RpcServer }> | undefined;

  constructor(
    provider: LiveProvider,
    access: VendorAccess,
    context: VendorsContext,
    watchOf: (stack: string) => StackWatch | undefined,
  ) {
    this.provider = provider;
    this.access = access;
    this.api = provider.connect(liveHttp(access, context.signal));
    this.#context = context;
    this.#watchOf = watchOf;
  }

  start(): void {
    this.proxyPort().catch(() => undefined);
  }

  async proxyPort(): Promise<number> {
    this.#started ??= this.#start();
    return (await this.#started).proxy.port;
  }

  async close(): Promise<void> {
    const started = await this.#started?.catch(() => undefined);
    if (!started) return;
    started.proxy.stop();
    await started.plugin.stop();
    await this.#context.processes.ended(started.plugin.pid);
  }

  async #start(): Promise<{ plugin: PluginProcess; proxy: RpcServer }> {
    const { env, locatePlugin, processes, callTimeout } = this.#context;
    const plugin = await startPlugin(await locatePlugin(this.provider), pluginEnvironment(env, this.access.pluginEnv));
    await processes.started(plugin.pid);
    const limits = { callTimeout, concurrency: this.provider.concurrency };
    return { plugin, proxy: await serveProviderProxy(plugin.port, this.#watchOf, limits) };
  }
}

/** The vendor's part for live objects. @throws UnappliedVendorError */
export async function liveProviderOf(packageName: string): Promise<LiveProvider> {
  const load = liveProviders[packageName];
  if (!load)
    throw new UnappliedVendorError(
      `Resources of the package ${packageName} cannot be applied yet. "alerts compile" writes their programs; choose the other units with --env.`,
    );
  return (await load()).live;
}

/** A resource type's package: `datadog` of `datadog:index/monitor:Monitor`. */
export function packageOf(type: string): string {
  return type.slice(0, type.indexOf(':'));
}

/** The one connection to a vendor, with its name. @throws CredentialsError */
export function onlyConnection(
  provider: LiveProvider,
  connections: Readonly<Record<string, Connection>>,
): [string, Connection] {
  const found = Object.entries(connections).filter(([, { vendor }]) => vendor === provider.package);
  const [first] = found;
  if (!first) throw new CredentialsError(`The project has no connection with "vendor: ${provider.package}".`);
  if (found.length > 1)
    throw new CredentialsError(
      `The project has several connections with "vendor: ${provider.package}" (${found.map(([name]) => name).join(', ')}); one account per vendor and environment can be applied.`,
    );
  return first;
}

/** The secrets of a connection by field, from the environment. @throws CredentialsError naming all that is missing */
export function secretsOf(
  provider: LiveProvider,
  name: string,
  connection: Connection,
  env: Readonly<Record<string, string | undefined>>,
): Record<string, string> {
  const secrets: Record<string, string> = {};
  const missing: string[] = [];
  for (const field of provider.secrets) {
    const variable = (connection[field] as { env?: unknown } | undefined)?.env;
    if (typeof variable !== 'string') {
      missing.push(`connections.${name}.${field} is not in the project; write "${field}: { env: NAME }"`);
      continue;
    }
    const value = env[variable];
    if (value === undefined || value === '') missing.push(`${variable} is not set (connections.${name}.${field})`);
    else secrets[field] = value;
  }
  if (missing.length > 0) throw new CredentialsError(missing.join('\n'));
  return secrets;
}

function digest(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}
