import { pathToFileURL } from 'node:url';
import type { StateFolder } from './state-folder.ts';

/** Where the engine keeps its state. */
export interface Backend {
  /** As the engine takes it: `file:///…`, `s3://…`. */
  readonly url: string;
  /** The folder of a file backend. */
  readonly folder?: string;
  /** Whether it is the default one, below `.alerts/`. */
  readonly embedded: boolean;
  /** How secrets in the state are encrypted, when it is not by passphrase: `awskms://…`. */
  readonly secretsProvider?: string;
  /** What the engine needs in its environment for this backend, beyond what the person's own environment has. */
  readonly env: Readonly<Record<string, string>>;
}

/** A `state` that cannot be used as it is written. */
export class BackendError extends Error {}

/** Where a project says that its state is. */
export interface StatePlace {
  /** Undefined for the embedded one, below `.alerts/`. */
  readonly url?: string;
  /** `s3`, `file`… */
  readonly scheme?: string;
  /** The folder of a file backend. */
  readonly folder?: string;
  readonly secretsProvider?: string;
}

const schemes = ['file', 's3', 'gs', 'azblob', 'postgres', 'https'];

/** Parameters that name no server: the only ones that definitions may have. */
const harmless = /^(region|prefix|profile|awssdk|ssetype|kmskeyid|access_id|storage_account|context_\w+|no_tmp_dir)$/;

/**
 * `ALERTS_STATE`, else `state` of the project, else the folder `.alerts/state`.
 * @param stated `state` of the project: a URL, or `{url, secretsProvider}`
 * @throws BackendError
 */
export function placeOfState(stated: unknown, env: Readonly<Record<string, string | undefined>>): StatePlace {
  const fields = typeof stated === 'string' ? { url: stated } : ((stated ?? {}) as Record<string, unknown>);
  const own = env['ALERTS_STATE'];
  const url = own ?? (fields['url'] as string | undefined);
  const secretsProvider = fields['secretsProvider'] as string | undefined;
  if (secretsProvider !== undefined)
    refuseServers(secretsProvider, '"secretsProvider" under "state"', 'PULUMI_CONFIG_PASSPHRASE');
  if (url === undefined) return {};
  const { protocol, pathname } = parse(url, own === undefined ? '"state" of the project' : 'ALERTS_STATE');
  if (own === undefined) refuseServers(url, '"state" of the project', 'ALERTS_STATE');
  return {
    url,
    scheme: protocol.slice(0, -1),
    ...(protocol === 'file:' ? { folder: decodeURIComponent(pathname) } : {}),
    ...(secretsProvider === undefined ? {} : { secretsProvider }),
  };
}

/** Whoever can change a definition must not choose who is shown a credential. */
function refuseServers(url: string, where: string, instead: string): void {
  if (!URL.canParse(url)) return;
  const { protocol, searchParams } = new URL(url);
  const named = ['https:', 'postgres:'].includes(protocol)
    ? url
    : [...searchParams.keys()].find((name) => !harmless.test(name));
  if (named === undefined) return;
  throw new BackendError(
    `${where} is ${url}, in which ${named === url ? 'it' : `"${named}"`} may name a server. A server that receives credentials is not taken from the definitions: set ${instead} in the environment instead.`,
  );
}

/**
 * The backend of the state's place.
 * @param stated `state` of the project: a URL, or `{url, secretsProvider}`
 * @throws BackendError
 */
export async function chooseBackend(
  stated: unknown,
  env: Readonly<Record<string, string | undefined>>,
  folder: StateFolder,
): Promise<Backend> {
  const { url, scheme, ...place } = placeOfState(stated, env);
  if (url === undefined) return embedded(folder, env);
  const withPassphrase = place.secretsProvider === undefined && scheme !== 'https';
  if (withPassphrase && env['PULUMI_CONFIG_PASSPHRASE'] === undefined && !env['PULUMI_CONFIG_PASSPHRASE_FILE'])
    throw new BackendError(
      `The state at ${url} is encrypted with a passphrase. Set PULUMI_CONFIG_PASSPHRASE or PULUMI_CONFIG_PASSPHRASE_FILE to the same value wherever it is applied, or name a "secretsProvider" under "state".`,
    );
  return { url, ...place, embedded: false, env: {} };
}

async function embedded(folder: StateFolder, env: Readonly<Record<string, string | undefined>>): Promise<Backend> {
  const given = env['PULUMI_CONFIG_PASSPHRASE'] !== undefined || env['PULUMI_CONFIG_PASSPHRASE_FILE'] !== undefined;
  return {
    url: pathToFileURL(folder.state).href,
    folder: folder.state,
    embedded: true,
    env: given ? {} : { PULUMI_CONFIG_PASSPHRASE: await folder.passphrase() },
  };
}

function parse(url: string, where: string): URL {
  const scheme = /^([a-z0-9]+):\/\//.exec(url)?.[1] ?? '';
  if (schemes.includes(scheme) && URL.canParse(url)) return new URL(url);
  throw new BackendError(
    `${where} is "${url}"; write a URL such as s3://bucket?region=eu-west-3, gs://bucket or file:///folder.`,
  );
}
