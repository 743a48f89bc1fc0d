import { restVendors } from '../vendors/rest.generated.ts';
import { providerService } from '../wire/protocol.ts';
import { RpcError, rpcStatus, serveBytes, unaryBytes } from '../wire/rpc-bytes.ts';
import { AlertsProvider, type ServedVendor } from './alerts-provider.ts';
import { configName, packageSchema } from './package-schema.ts';
import { restClient, VendorCredentialsError, type AccountClient } from './rest-client.ts';
import { settingsOf } from './settings.ts';
import type { Fields, RestVendor } from '../../providers/rest-vendor.ts';

/**
 * `pulumi-resource-alerts`: the provider as a program, for the plain Pulumi CLI. It says its port on standard output, serves until it is ended, and takes
 * settings from the vendors' variables, or from the stack's configuration (`alerts:statuscakeApiKey`).
 */
export async function servePlugin(env: Readonly<Record<string, string | undefined>>): Promise<void> {
  const ending = new AbortController();
  const accounts = new EnvironmentAccounts(env, ending.signal);
  const provider = new AlertsProvider({
    vendor: (name) => accounts.vendor(name),
    schema: async () => packageSchema(await allVendors()),
    configure: (settings) => accounts.configure(settings),
    cancel: () => ending.abort(),
  });
  const methods = methodsByPath();
  const server = await serveBytes((path) =>
    unaryBytes((request) => {
      const method = methods.get(path);
      if (method === undefined) throw new RpcError(rpcStatus.unimplemented, `${path} is no call of a provider.`);
      return provider.answer(method, request);
    }),
  );
  process.stdout.write(`${server.port}\n`);
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.once(signal, () => {
      ending.abort();
      server.stop();
    });
}

/** Accounts of the vendors, opened when a call needs them. */
class EnvironmentAccounts {
  readonly #env: Readonly<Record<string, string | undefined>>;
  readonly #signal: AbortSignal;
  readonly #clients = new Map<string, AccountClient>();
  #configuration: Fields = {};

  constructor(env: Readonly<Record<string, string | undefined>>, signal: AbortSignal) {
    this.#env = env;
    this.#signal = signal;
  }

  configure(configuration: Fields): void {
    this.#configuration = configuration;
    this.#clients.clear();
  }

  async vendor(name: string): Promise<ServedVendor> {
    const load = restVendors[name];
    if (!load) throw new RpcError(rpcStatus.unimplemented, `The provider alerts knows no vendor "${name}".`);
    const { rest } = await load();
    return { vendor: rest, client: () => this.#client(rest) };
  }

  /** @throws VendorCredentialsError that names what is missing */
  #client(vendor: RestVendor): AccountClient {
    let client = this.#clients.get(vendor.name);
    if (!client) {
      const connection = Object.fromEntries(
        Object.keys(vendor.settings).map((field) => [field, this.#configuration[configName(vendor.name, field)]]),
      );
      const settings = settingsOf(vendor, { connection, env: this.#env });
      const missing = Object.entries(vendor.settings).filter(
        ([field, { optional }]) => !optional && settings[field] === undefined,
      );
      if (missing.length > 0)
        throw new VendorCredentialsError(
          `${vendor.title}: ${missing.map(([, { variable }]) => variable).join(' and ')} not set.`,
        );
      const secrets = Object.values(vendor.settings).filter(({ secret }) => secret);
      const variables = secrets.map(({ variable }) => variable);
      client = restClient(vendor, {
        access: { ...vendor.access(settings), settings },
        variables,
        signal: this.#signal,
      });
      this.#clients.set(vendor.name, client);
    }
    return client;
  }
}

async function allVendors(): Promise<RestVendor[]> {
  return Promise.all(Object.values(restVendors).map(async (load) => (await load()).rest));
}

function methodsByPath(): Map<string, string> {
  const definitions = Object.values(providerService.ResourceProviderService) as unknown as readonly { path: string }[];
  return new Map(definitions.map(({ path }) => [path, path.slice(path.lastIndexOf('/') + 1)]));
}
