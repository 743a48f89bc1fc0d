import type { Value } from '../../graph/types.ts';
import type { LiveApi, LiveHttp, LiveObject, PluginLiveProvider } from '../live.ts';
import { downtimeType } from './downtime.ts';
import { markerIn, unexpected, type Fields } from './live-answers.ts';
import { cancelDowntime, findDowntime, listDowntimes } from './live-downtimes.ts';

const monitorType = 'datadog:index/monitor:Monitor';
const sloType = 'datadog:index/serviceLevelObjective:ServiceLevelObjective';

/** Largest page of both lists: https://docs.datadoghq.com/api/latest/monitors/#get-all-monitors, …/service-level-objectives/ */
const pageSize = 1000;

/**
 * Datadog's objects: monitors and SLOs carry the marker in their tags, by which both lists can be filtered; downtimes have no tags and carry it in
 * their message.
 */
export const live: PluginLiveProvider = {
  package: 'datadog',
  version: '5.11.0',
  secrets: ['apiKey', 'appKey'],
  concurrency: 16,
  listsLag: true,
  access: (connection, { apiKey = '', appKey = '' }, env) => {
    // DD_HOST is what the plugin itself reads: terraform-provider-datadog, datadog/provider.go, `api_url`.
    const url = env['DD_HOST'] ?? `https://api.${String(connection['site'] ?? 'datadoghq.com')}`;
    return {
      url,
      headers: { 'DD-API-KEY': apiKey, 'DD-APPLICATION-KEY': appKey },
      pluginEnv: { DD_API_KEY: apiKey, DD_APP_KEY: appKey, DD_HOST: url },
    };
  },
  adoptionKey: (type, inputs) =>
    markerIn(type === downtimeType ? String(inputs['message']).split(/\s+/) : tagsOf(inputs['tags']))?.identity,
  isRefusal: (reason) =>
    /\b4(00 Bad Request|03 Forbidden|04 Not Found|09 Conflict|29 Too Many Requests)\b/.test(reason),
  fixedInputs: (type, inputs) => (type === downtimeType ? {} : fixedOf(inputs)),
  // "Optional" and "Computed": DataDog/terraform-provider-datadog, datadog/resource_datadog_monitor.go.
  clears: { [monitorType]: { evaluationDelay: 0 } },
  // The provider reads what is canceled like everything else: datadog/fwprovider/resource_datadog_downtime_schedule.go, `Read`.
  ends: new Set([downtimeType]),
  // As the tag has it: lower case, a colon where Datadog would rewrite `#`.
  keyOfIdentity: (identity) => identity.replace('#', ':').toLowerCase(),
  connect: (http) => new DatadogLive(http),
};

class DatadogLive implements LiveApi {
  readonly #http: LiveHttp;

  constructor(http: LiveHttp) {
    this.#http = http;
  }

  /** The lists of monitors and SLOs take several tags, which all must be there. */
  async list(project: string, unit?: string): Promise<LiveObject[]> {
    const tags = [`alerts_project:${project}`, ...(unit === undefined ? [] : [`alerts_unit:${unit.toLowerCase()}`])];
    const marked = tags.join(',');
    const downtimes = await listDowntimes(this.#http);
    return [
      ...(await this.#monitors(marked)),
      ...(await this.#slos(marked)),
      ...downtimes.filter(
        ({ marker }) => marker?.project === project && (unit?.toLowerCase() ?? marker.unit) === marker.unit,
      ),
    ];
  }

  async listAll(types: ReadonlySet<string>): Promise<LiveObject[]> {
    const monitors = types.has(monitorType) ? await this.#monitors(undefined) : [];
    const slos = types.has(sloType) ? await this.#slos(undefined) : [];
    const downtimes = types.has(downtimeType) ? await listDowntimes(this.#http) : [];
    return [...monitors, ...slos, ...downtimes];
  }

  async find(type: string, id: string): Promise<LiveObject | undefined> {
    if (type === downtimeType) return findDowntime(this.#http, id);
    const path = `${type === sloType ? '/api/v1/slo' : '/api/v1/monitor'}/${encodeURIComponent(id)}`;
    const { status, body } = await this.#http.request('GET', path);
    if (status === 404) return undefined;
    if (status !== 200) throw unexpected('GET', path, status, body);
    return type === sloType ? slo((body as { data: Fields }).data) : monitor(body as Fields);
  }

  async findByKey(project: string, type: string, key: string): Promise<LiveObject[]> {
    const found = type === downtimeType ? await listDowntimes(this.#http) : await this.#tagged(type, key);
    const ours = found.filter((object) => object.marker?.project === project && object.key === key);
    // Ids of downtimes are random; their list has the order of creation.
    return type === downtimeType ? ours : ours.sort((a, b) => a.id.length - b.id.length || (a.id < b.id ? -1 : 1));
  }

  async remove(type: string, id: string): Promise<void> {
    if (type === downtimeType) return cancelDowntime(this.#http, id);
    const path = `${type === sloType ? '/api/v1/slo' : '/api/v1/monitor'}/${encodeURIComponent(id)}`;
    const { status, body } = await this.#http.request('DELETE', path, { query: { force: 'true' } });
    if (status !== 404 && status >= 300) throw unexpected('DELETE', path, status, body);
  }

  #tagged(type: string, key: string): Promise<LiveObject[]> {
    const tag = `alerts_identity:${key}`;
    return type === sloType ? this.#slos(tag) : this.#monitors(tag);
  }

  async #monitors(tag: string | undefined): Promise<LiveObject[]> {
    const filter: Record<string, string> = tag === undefined ? {} : { monitor_tags: tag };
    const found: LiveObject[] = [];
    for (let page = 0; ; page += 1) {
      const query = { ...filter, page: String(page), page_size: String(pageSize) };
      const { status, body } = await this.#http.request('GET', '/api/v1/monitor', { query });
      if (status !== 200 || !Array.isArray(body)) throw unexpected('GET', '/api/v1/monitor', status, body);
      found.push(...(body as Fields[]).map(monitor));
      if (body.length < pageSize) return found;
    }
  }

  async #slos(tag: string | undefined): Promise<LiveObject[]> {
    const filter: Record<string, string> = tag === undefined ? {} : { tags_query: tag };
    const found: LiveObject[] = [];
    for (;;) {
      const query = { ...filter, limit: String(pageSize), offset: String(found.length) };
      const { status, body } = await this.#http.request('GET', '/api/v1/slo', { query });
      const data = (body as { data?: readonly Fields[] } | undefined)?.data;
      // The list answers 404 when no SLO has the tag.
      if (status === 404) return found;
      if (status !== 200 || !data) throw unexpected('GET', '/api/v1/slo', status, body);
      found.push(...data.map(slo));
      if (data.length < pageSize) return found;
    }
  }
}

function monitor(body: Fields): LiveObject {
  return { ...common(monitorType, body), query: String(body['query'] ?? '') };
}

function slo(body: Fields): LiveObject {
  return common(sloType, body);
}

function common(type: string, body: Fields): LiveObject {
  const marker = markerIn(tagsOf(body['tags']));
  return {
    type,
    id: String(body['id']),
    title: String(body['name'] ?? ''),
    fixed: fixedOf(body),
    ...(marker ? { marker, key: marker.identity } : {}),
  };
}

/** Datadog takes `metric alert` and `query alert` for one type, and never changes a type otherwise. */
function fixedOf(fields: Readonly<Record<string, Value>>): Record<string, string> {
  const type = String(fields['type'] ?? '');
  return { type: type === 'metric alert' ? 'query alert' : type };
}

function tagsOf(value: Value | undefined): string[] {
  return Array.isArray(value) ? value.filter((tag) => typeof tag === 'string') : [];
}
