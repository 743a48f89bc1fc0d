import {
  type Configuration,
  createConfiguration,
} from '@datadog/datadog-api-client/dist/packages/datadog-api-client-common/configuration.js';
import { ApiException } from '@datadog/datadog-api-client/dist/packages/datadog-api-client-common/exception.js';
import { BaseServerConfiguration } from '@datadog/datadog-api-client/dist/packages/datadog-api-client-common/servers.js';
import { AuthenticationApi } from '@datadog/datadog-api-client/dist/packages/datadog-api-client-v1/apis/AuthenticationApi.js';
import { MonitorsApi } from '@datadog/datadog-api-client/dist/packages/datadog-api-client-v1/apis/MonitorsApi.js';
import { ServiceLevelObjectivesApi } from '@datadog/datadog-api-client/dist/packages/datadog-api-client-v1/apis/ServiceLevelObjectivesApi.js';
import type { DowntimesApi } from '@datadog/datadog-api-client/dist/packages/datadog-api-client-v2/apis/DowntimesApi.js';
import { type Properties, text } from './values.ts';

/** Datadog's official clients. The v2 client is large, and loaded when somebody asks for it. */
export interface Clients {
  readonly url: string;
  readonly monitors: MonitorsApi;
  readonly slos: ServiceLevelObjectivesApi;
  downtimes(): Promise<DowntimesApi>;
}

/** Where Datadog is and who asks. */
export interface Access {
  readonly url: string;
  readonly apiKey: string;
  readonly appKey: string;
  /** Whether the keys are tried before anything else. */
  readonly validate: boolean;
  readonly retry: boolean;
}

/**
 * Provider configuration, else environment: names and order as in terraform-provider-datadog, `datadog/provider.go`. There retries are on
 * unless said; here they are off, so that tests see each request once.
 */
export function accessOf(config: Properties, env: NodeJS.ProcessEnv = process.env): Access {
  const value = (name: string, ...variables: readonly string[]): string =>
    text(config[name]) ??
    variables.map((variable) => env[variable]).find((one) => one !== undefined && one !== '') ??
    '';
  return {
    url: (value('apiUrl', 'DD_HOST', 'DATADOG_HOST') || 'https://api.datadoghq.com').replace(/\/+$/, ''),
    apiKey: value('apiKey', 'DD_API_KEY', 'DATADOG_API_KEY'),
    appKey: value('appKey', 'DD_APP_KEY', 'DATADOG_APP_KEY'),
    validate: value('validate') !== 'false',
    retry: value('httpClientRetryEnabled', 'DD_HTTP_CLIENT_RETRY_ENABLED') === 'true',
  };
}

export function clientsFor(access: Access): Clients {
  const configuration = configurationFor(access);
  return {
    url: access.url,
    monitors: new MonitorsApi(configuration),
    slos: new ServiceLevelObjectivesApi(configuration),
    downtimes: async () => {
      const { DowntimesApi } =
        await import('@datadog/datadog-api-client/dist/packages/datadog-api-client-v2/apis/DowntimesApi.js');
      return new DowntimesApi(configuration);
    },
  };
}

/** Tries the API key, as the provider does when it is configured. */
export async function tryKeys(access: Access): Promise<void> {
  if (access.apiKey === '' || access.appKey === '') {
    throw new Error('api_key and app_key or org_uuid must be set unless validate = false');
  }
  await new AuthenticationApi(configurationFor(access)).validate().catch((error: unknown) => {
    throw apiError(error, 'error validating the Datadog API key', `${access.url}/api/v1/validate`);
  });
}

function configurationFor(access: Access): Configuration {
  return createConfiguration({
    baseServer: new BaseServerConfiguration(access.url, {}),
    authMethods: { apiKeyAuth: access.apiKey, appKeyAuth: access.appKey },
    enableRetry: access.retry,
    fetch: globalThis.fetch,
  });
}

/** Whether the vendor said that something is not there. */
export function isMissing(error: unknown): boolean {
  return error instanceof ApiException && error.code === 404;
}

const reasons: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  403: 'Forbidden',
  404: 'Not Found',
  409: 'Conflict',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
};

/** An error in the provider's words: `error creating monitor from URL: 400 Bad Request: {"errors":["…"]}`. */
export function apiError(error: unknown, what: string, url: string): Error {
  if (error instanceof ApiException) {
    const body = typeof error.body === 'string' ? error.body : JSON.stringify(error.body);
    return new Error(`${what} from ${url}: ${error.code} ${reasons[error.code] ?? ''}: ${body}`);
  }
  const { message, cause } = error as Error;
  const why = cause instanceof Error ? `: ${cause.message}` : '';
  return new Error(`${what} from ${url}: ${message}${why}`);
}
