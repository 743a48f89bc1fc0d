import type { Json } from '../../graph/types.ts';
import type { LiveHttp, LiveObject } from '../live.ts';
import { downtimeType } from './downtime.ts';
import { markerIn, unexpected, type Fields } from './live-answers.ts';

const path = '/api/v2/downtime';

/** The list is not limited in the OpenAPI description; its example asks for so many. */
const pageSize = 100;

/**
 * Downtimes that are still to come, running, or recurring. What is canceled or has ended stays in the list for a while, and is nothing any more.
 * The list knows no filter by text, so it is the account's. https://docs.datadoghq.com/api/latest/downtimes/#get-all-downtimes
 */
export async function listDowntimes(http: LiveHttp): Promise<LiveObject[]> {
  const found: LiveObject[] = [];
  for (let offset = 0; ; offset += pageSize) {
    const query = { 'page[limit]': String(pageSize), 'page[offset]': String(offset) };
    const { status, body } = await http.request('GET', path, { query });
    const data = (body as { data?: readonly Fields[] } | undefined)?.data;
    if (status !== 200 || !data) throw unexpected('GET', path, status, body);
    found.push(...data.map(downtime).filter((one) => one !== undefined));
    if (data.length < pageSize) return found;
  }
}

/** A downtime that has not ended; undefined otherwise. */
export async function findDowntime(http: LiveHttp, id: string): Promise<LiveObject | undefined> {
  const one = `${path}/${encodeURIComponent(id)}`;
  const { status, body } = await http.request('GET', one);
  if (status === 404) return undefined;
  if (status !== 200) throw unexpected('GET', one, status, body);
  return downtime((body as { data: Fields }).data);
}

/** Cancels a downtime. */
export async function cancelDowntime(http: LiveHttp, id: string): Promise<void> {
  const one = `${path}/${encodeURIComponent(id)}`;
  const { status, body } = await http.request('DELETE', one);
  if (status !== 404 && status >= 300) throw unexpected('DELETE', one, status, body);
}

/** The name is the message's first line, the marker stands in its last. */
function downtime({ id, attributes }: Fields): LiveObject | undefined {
  const { status, message } = attributes as { status?: Json; message?: Json };
  if (status === 'canceled' || status === 'ended') return undefined;
  const text = typeof message === 'string' ? message : '';
  const marker = markerIn(text.split(/\s+/));
  return {
    type: downtimeType,
    id: String(id),
    title: text.split('\n')[0] ?? '',
    ...(marker ? { marker, key: marker.identity } : {}),
  };
}
