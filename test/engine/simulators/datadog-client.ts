import { client, v1, v2 } from '@datadog/datadog-api-client';
import type { DatadogSimulator } from './datadog/index.ts';

/** Datadog's own client, pointed at a simulator. */
export function officialClient({ url }: DatadogSimulator): {
  readonly monitors: v1.MonitorsApi;
  readonly slos: v1.ServiceLevelObjectivesApi;
  readonly downtimes: v2.DowntimesApi;
} {
  const configuration = client.createConfiguration({
    baseServer: new client.BaseServerConfiguration(url, {}),
    authMethods: { apiKeyAuth: 'dd-api-key', appKeyAuth: 'dd-app-key' },
    enableRetry: false,
  });
  return {
    monitors: new v1.MonitorsApi(configuration),
    slos: new v1.ServiceLevelObjectivesApi(configuration),
    downtimes: new v2.DowntimesApi(configuration),
  };
}

/** An answer, without the client in between. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

/** Asks a simulator with the right keys, or with others. */
export async function ask(
  { url }: DatadogSimulator,
  method: string,
  path: string,
  body?: unknown,
  keys: Readonly<Record<string, string>> = { 'DD-API-KEY': 'dd-api-key', 'DD-APPLICATION-KEY': 'dd-app-key' },
): Promise<Answer> {
  const text = body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) };
  const answer = await fetch(`${url}${path}`, { method, headers: keys, ...text });
  const received = await answer.text();
  return { status: answer.status, headers: answer.headers, body: received === '' ? undefined : JSON.parse(received) };
}

/** A request that is fine, to be changed. */
export const goodMonitor = {
  type: 'query alert',
  name: 'CPU is high',
  message: 'Look at the hosts.',
  query: 'avg(last_5m):avg:system.cpu.user{env:prod} by {host} > 90',
  tags: ['team:shop', 'env:prod'],
  options: { thresholds: { critical: 90, warning: 80 } },
};

export const goodSlo = {
  type: 'metric',
  name: 'Orders succeed',
  query: { numerator: 'sum:orders.ok{*}.as_count()', denominator: 'sum:orders.all{*}.as_count()' },
  thresholds: [{ timeframe: '30d', target: 99.5, warning: 99.9 }],
  tags: ['Team:Shop'],
};
