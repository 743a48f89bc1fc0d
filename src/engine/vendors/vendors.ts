import { createHash } from 'node:crypto';
import type { LiveApi, LiveProvider, VendorAccess } from '../../providers/live.ts';
import { vendorOf } from '../../providers/rest-vendor.ts';
import type { ProcessRegister } from '../journal/processes.ts';
import { startPlugin } from '../proxy/plugin-process.ts';
import { askPlugin, guarded, serveProvider, type Ask, type StackWatch } from '../proxy/provider-proxy.ts';
import { typeOfUrn, urnOf } from '../proxy/subject.ts';
import { AlertsProvider } from '../provider-server/alerts-provider.ts';
import { restClient, VendorCredentialsError } from '../provider-server/rest-client.ts';
import { restApi } from '../provider-server/rest-live.ts';
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
  /** Starts the plugin, and does not wait for it: {@link Vendors.ports} tells what failed. */
  start(): void;
  /** The plugin behind its proxy; starts it when nobody has. */
  plugin(): Promise<Ask>;
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
  readonly #servers = new Map<string, Promise<RpcServer>>();

  constructor(context: VendorsContext) {
    this.#context = context;
  }

  /** Says what the engine of a stack may do from now on; undefined ends that. */
  watch(stack: string, watch: StackWatch | undefined): void {
    if (watch) this.#watches.set(stack, watch);
    else this.#watches.delete(stack);
  }

  /**
   * The account that a vendor's objects have in an environment.
   * @param connections of that environment, by name
   * @throws CredentialsError, VendorCredentialsError
   */
  async account(vendor: string, connections: Readonly<Record<string, Connection>>): Promise<Account> {
    const provider = await liveProviderOf(vendor);
    const [name, connection] = onlyConnection(provider, connections);
    const secrets = secretsOf(provider, name, connection, this.#context.env);
    const access = provider.access(connection, secrets, this.#context.env);
    const key = digest([vendor, access.url, access.headers, access.settings ?? {}, access.pluginEnv]);
    let account = this.#accounts.get(key);
    if (!account) {
      const variables = provider.secrets
        .filter((field) => !provider.optionalSecrets?.includes(field))
        .map((field) => variableOf(connection, field) ?? field);
      const watchOf = (stack: string): StackWatch | undefined => this.#watches.get(stack);
      account = new OpenAccount(provider, access, variables, this.#context, watchOf);
      this.#accounts.set(key, account);
    }
    return account;
  }

  /**
   * Ports at which an engine reaches accounts, by package: that of the proxy before a plugin. Accounts at several vendors of our own provider
   * share one; calls are told apart by the types of their objects.
   */
  async ports(accounts: ReadonlyMap<string, Account>): Promise<Map<string, number>> {
    const byPackage = new Map<string, Map<string, Account>>();
    for (const [vendor, account] of accounts) {
      const name = account.provider.package;
      byPackage.set(name, (byPackage.get(name) ?? new Map<string, Account>()).set(vendor, account));
    }
    const ports = new Map<string, number>();
    for (const [name, together] of byPackage) ports.set(name, await this.#portOf(together));
    return ports;
  }

  async #portOf(accounts: ReadonlyMap<string, Account>): Promise<number> {
    const key = [...accounts.values()].map((account) => this.#numberOf(account)).join(' ');
    let server = this.#servers.get(key);
    if (!server) {
      server = serveAccounts(accounts);
      this.#servers.set(key, server);
      server.catch(() => this.#servers.delete(key));
    }
    return (await server).port;
  }

  #numberOf(account: Account): number {
    return [...this.#accounts.values()].indexOf(account as OpenAccount);
  }

  /** Ends all plugins. */
  async close(): Promise<void> {
    const servers = await Promise.allSettled(this.#servers.values());
    for (const server of servers) if (server.status === 'fulfilled') server.value.stop();
    await Promise.all([...this.#accounts.values()].map((account) => account.close()));
    this.#accounts.clear();
  }
}

class OpenAccount implements Account {
  readonly provider: LiveProvider;
  readonly access: VendorAccess;
  readonly api: LiveApi;
  readonly #context: VendorsContext;
  readonly #guarded: (ask: Ask) => Ask;
  readonly #start: () => Promise<OpenPlugin>;
  #plugin: Promise<OpenPlugin> | undefined;

  constructor(
    provider: LiveProvider,
    access: VendorAccess,
    variables: readonly string[],
    context: VendorsContext,
    watchOf: (stack: string) => StackWatch | undefined,
  ) {
    const { signal } = context;
    this.provider = provider;
    this.access = access;
    this.#context = context;
    this.#guarded = (ask) => guarded(ask, watchOf, provider);
    if (provider.rest) {
      const client = restClient(provider.rest, { access, variables, ...(signal ? { signal } : {}) });
      const served = { vendor: provider.rest, client: () => client };
      const own = new AlertsProvider({ vendor: async () => served, schema: async () => '{}' });
      this.api = restApi(provider.rest, client);
      this.#start = async () => ({
        ask: (method, request) => own.answer(method, request),
        close: async () => undefined,
      });
    } else {
      this.api = provider.connect(liveHttp(access, signal));
      this.#start = () => this.#startProcess();
    }
  }

  start(): void {
    this.plugin().catch(() => undefined);
  }

  async plugin(): Promise<Ask> {
    this.#plugin ??= this.#start().then(({ ask, close }) => ({ ask: this.#guarded(ask), close }));
    return (await this.#plugin).ask;
  }

  async close(): Promise<void> {
    await (await this.#plugin?.catch(() => undefined))?.close();
  }

  async #startProcess(): Promise<OpenPlugin> {
    const { env, locatePlugin, processes } = this.#context;
    const plugin = await startPlugin(await locatePlugin(this.provider), pluginEnvironment(env, this.access.pluginEnv));
    await processes.started(plugin.pid);
    const { ask, close } = askPlugin(plugin.port, this.#context);
    return {
      ask,
      close: async () => {
        close();
        await plugin.stop();
        await processes.ended(plugin.pid);
      },
    };
  }
}

/** Who manages objects: a process, or our own provider. */
interface OpenPlugin {
  readonly ask: Ask;
  close(): Promise<void>;
}

/** One server for accounts at different vendors. */
async function serveAccounts(accounts: ReadonlyMap<string, Account>): Promise<RpcServer> {
  const plugins = new Map<string, Ask>();
  for (const [vendor, account] of accounts) plugins.set(vendor, await account.plugin());
  const [first] = plugins.values();
  return serveProvider((method, request) => {
    const urn = plugins.size > 1 ? urnOf(method, request) : undefined;
    const ask = urn === undefined ? first : plugins.get(vendorOf(typeOfUrn(urn)));
    if (!ask) throw new Error(`${urn ?? method} belongs to no vendor of this unit.`);
    return ask(method, request);
  });
}

/** The vendor's part for live objects. @throws UnappliedVendorError */
export async function liveProviderOf(vendor: string): Promise<LiveProvider> {
  const load = liveProviders[vendor];
  if (!load)
    throw new UnappliedVendorError(
      `Resources of ${vendor} cannot be applied yet. "alerts compile" writes their programs; choose the other units with --env.`,
    );
  return (await load()).live;
}

/** The one connection to a vendor, with its name. @throws CredentialsError */
export function onlyConnection(
  provider: LiveProvider,
  connections: Readonly<Record<string, Connection>>,
): [string, Connection] {
  const name = provider.vendor ?? provider.package;
  const found = Object.entries(connections).filter(([, { vendor }]) => vendor === name);
  const [first] = found;
  if (!first) throw new CredentialsError(`The project has no connection with "vendor: ${name}".`);
  if (found.length > 1)
    throw new CredentialsError(
      `The project has several connections with "vendor: ${name}" (${found.map(([one]) => one).join(', ')}); one account per vendor and environment can be applied.`,
    );
  return first;
}

/** The secrets of a connection by field, from the environment. @throws CredentialsError, VendorCredentialsError naming all that is missing */
export function secretsOf(
  provider: LiveProvider,
  name: string,
  connection: Connection,
  env: Readonly<Record<string, string | undefined>>,
): Record<string, string> {
  const secrets: Record<string, string> = {};
  const missing: string[] = [];
  for (const field of provider.secrets) {
    const variable = variableOf(connection, field);
    if (variable === undefined && provider.optionalSecrets?.includes(field)) continue;
    if (variable === undefined) {
      missing.push(`connections.${name}.${field} is not in the project; write "${field}: { env: NAME }"`);
      continue;
    }
    const value = env[variable];
    if (value === undefined || value === '') missing.push(`${variable} is not set (connections.${name}.${field})`);
    else secrets[field] = value;
  }
  if (missing.length === 0) return secrets;
  throw provider.rest ? new VendorCredentialsError(missing.join('\n')) : new CredentialsError(missing.join('\n'));
}

/** What is missing at several vendors as one error. */
export function missingAtAll(errors: readonly (CredentialsError | VendorCredentialsError)[]): Error {
  const message = errors.map((error) => error.message).join('\n');
  return errors.some((error) => error instanceof CredentialsError)
    ? new CredentialsError(message)
    : new VendorCredentialsError(message);
}

/** The variable that a connection names for a secret. */
function variableOf(connection: Connection, field: string): string | undefined {
  const variable = (connection[field] as { env?: unknown } | undefined)?.env;
  return typeof variable === 'string' ? variable : undefined;
}

function digest(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}
