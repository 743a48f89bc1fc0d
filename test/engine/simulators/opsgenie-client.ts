import type { OpsgenieSimulator } from './opsgenie/index.ts';

/** What Opsgenie answers. */
export interface OpsgenieAnswer {
  readonly status: number;
  readonly data: Record<string, unknown> & { readonly id?: string };
  readonly result?: string;
  readonly message?: string;
  readonly errors?: Readonly<Record<string, string>>;
  readonly requestId: string;
  readonly headers: Headers;
}

/** Requests to a simulated account, with the account's key unless another is said. */
export interface OpsgenieClient {
  call(method: string, path: string, body?: unknown, key?: string): Promise<OpsgenieAnswer>;
  /** Creates something and returns its id; throws when it is refused. */
  add(path: string, body: unknown): Promise<string>;
  /** Creates users `NAME@example.org` and returns their ids in the same order. */
  users(...names: readonly string[]): Promise<string[]>;
  /** The key of a new integration of type API that is on. */
  integration(fields?: Readonly<Record<string, unknown>>): Promise<string>;
  /** User names, before the @, of those on call. */
  onCall(schedule: string, date: string): Promise<string[]>;
}

export function opsgenieClient(opsgenie: OpsgenieSimulator): OpsgenieClient {
  const call: OpsgenieClient['call'] = async (method, path, body, key = 'og-api-key') => {
    const response = await fetch(`${opsgenie.url}${path}`, {
      method,
      headers: { Authorization: `GenieKey ${key}` },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const answer = (await response.json()) as Omit<OpsgenieAnswer, 'status' | 'headers'>;
    return { ...answer, status: response.status, headers: response.headers };
  };
  const add: OpsgenieClient['add'] = async (path, body) => {
    const { status, data, message, errors } = await call('POST', path, body);
    if (status !== 201) throw new Error(`${path}: ${status} ${message ?? ''} ${JSON.stringify(errors)}`);
    return String(data.id ?? data['alias']);
  };
  return {
    call,
    add,
    users: async (...names) => {
      const ids: string[] = [];
      for (const name of names)
        ids.push(await add('/v2/users', { username: `${name}@example.org`, fullName: name, role: { name: 'User' } }));
      return ids;
    },
    integration: async (fields = {}) => {
      const body = { name: `API ${opsgenie.integrations.size}`, type: 'API', ...fields };
      const { data } = await call('POST', '/v2/integrations', body);
      await call('POST', `/v2/integrations/${String(data.id)}/enable`);
      return String(data['apiKey']);
    },
    onCall: async (schedule, date) => {
      const path = `/v2/schedules/${schedule}/on-calls?flat=true&date=${encodeURIComponent(date)}`;
      const names = (await call('GET', path)).data['onCallRecipients'] as string[];
      return names.map((name) => name.replace(/@.*/, ''));
    },
  };
}
