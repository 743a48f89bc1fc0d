import { setTimeout as wait } from 'node:timers/promises';

/** Datadog itself, asked without anything that is under test. */
export interface DatadogAccount {
  /** Monitors with the marker of a project, as the API has them. */
  monitors(): Promise<readonly AccountMonitor[]>;
  /** Removes whatever carries the marker, until nothing does. */
  removeAll(): Promise<void>;
}

/** Fields of a monitor that the tests read. */
export interface AccountMonitor {
  readonly id: number;
  readonly name: string;
  readonly query: string;
  readonly tags: readonly string[];
  readonly options: { readonly thresholds?: { readonly critical?: number } };
}

/** The account of DD_API_KEY, DD_APP_KEY and DD_HOST, seen through the marker of the project `uid`. */
export function datadogAccount(uid: string, env: NodeJS.ProcessEnv = process.env): DatadogAccount {
  const headers = { 'DD-API-KEY': env['DD_API_KEY'] ?? '', 'DD-APPLICATION-KEY': env['DD_APP_KEY'] ?? '' };
  const ask = async (method: string, path: string, absent: unknown): Promise<unknown> => {
    const response = await fetch(new URL(path, env['DD_HOST']), { method, headers });
    // Lists of SLOs answer 404 when none has the tag; what is gone needs no removal.
    if (response.status === 404) return absent;
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return JSON.parse(text);
  };
  const tag = `alerts_project:${uid}`;
  const monitors = async (): Promise<readonly AccountMonitor[]> =>
    (await ask('GET', `/api/v1/monitor?monitor_tags=${tag}&page=0&page_size=1000`, [])) as readonly AccountMonitor[];
  const slos = async (): Promise<readonly { readonly id: string }[]> =>
    ((await ask('GET', `/api/v1/slo?tags_query=${tag}`, { data: [] })) as { data: readonly { id: string }[] }).data;
  return {
    monitors,
    removeAll: async () => {
      // Lists lag: what they do not show yet shows a few seconds later.
      for (let empty = 0; empty < 2; await wait(5_000)) {
        const [found, objectives] = [await monitors(), await slos()];
        for (const { id } of found) await ask('DELETE', `/api/v1/monitor/${id}?force=true`, undefined);
        for (const { id } of objectives) await ask('DELETE', `/api/v1/slo/${id}?force=true`, undefined);
        empty = found.length + objectives.length === 0 ? empty + 1 : 0;
      }
    },
  };
}
