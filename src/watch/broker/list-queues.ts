import type { HttpClient } from '../http-client.ts';
import type { VhostNeed } from './needs.ts';
import { refusedBy, type Unseen } from './unseen.ts';
import { queueReadings, totals } from './values.ts';

type Row = Readonly<Record<string, unknown>>;

/** All queues of a virtual host that were asked for. */
export interface Listed {
  readonly items: readonly Row[];
  /** Whether queues came or went while the pages were read: one may be missing that exists. */
  readonly shifting: boolean;
}

interface Page {
  readonly items: readonly Row[];
  readonly page_count: number;
  /** Queues that the filter lets through, and all that the user may see. */
  readonly filtered_count: number;
  readonly total_count: number;
}

/** The most that a page may have: rabbit_mgmt_util.erl, MAX_PAGE_SIZE. */
const pageSize = 500;

/** Pages of a list; one that tells of more does not end, and nobody has a million queues. */
const mostPages = 2000;

/** Lists are read once more when they change meanwhile. */
const attempts = 2;

/** Reads all pages of a list. A virtual host without any queue is trouble: permissions that are missing look the same. */
export async function listQueues(http: HttpClient, need: VhostNeed): Promise<Listed | Unseen> {
  let read: Listed | Unseen | undefined;
  for (let attempt = 1; attempt <= attempts; attempt++) {
    read = await readPages(http, need);
    if ('trouble' in read || !read.shifting) break;
  }
  return read as Listed | Unseen;
}

async function readPages(http: HttpClient, need: VhostNeed): Promise<Listed | Unseen> {
  const path = `/api/queues/${encodeURIComponent(need.vhost)}`;
  const query = queryOf(need);
  const rows = new Map<string, Row>();
  let counts: Pick<Page, 'filtered_count' | 'page_count'> | undefined;
  let shifting = false;
  for (let number = 1; number <= Math.max(1, counts?.page_count ?? 1); number++) {
    const answer = await http.ask('GET', `${path}?page=${number}&${query}`);
    // The last page has vanished: queues were deleted meanwhile.
    if (answer.status === 400 && number > 1) return { items: [...rows.values()], shifting: true };
    if (answer.status !== 200 || !isPage(answer.body)) return refusedBy(answer, path, need.vhost);
    const page = answer.body;
    if (page.page_count > mostPages) return tooMany(need.vhost);
    if (page.total_count === 0) return nothingThere(need.vhost);
    shifting ||= counts !== undefined && counts.filtered_count !== page.filtered_count;
    counts = page;
    for (const row of page.items) rows.set(nameIn(row), row);
  }
  return { items: [...rows.values()], shifting: shifting || rows.size !== counts?.filtered_count };
}

function queryOf({ measures, filter }: VhostNeed): string {
  const columns = new Set(['name', ...[...measures].flatMap((measure) => queueReadings[measure]?.columns ?? [])]);
  const cheap = [...measures].every((measure) => totals.has(measure));
  const parameters = {
    page_size: String(pageSize),
    sort: 'name',
    columns: [...columns].join(','),
    ...(cheap ? { disable_stats: 'true', enable_queue_totals: 'true' } : {}),
    ...(filter === undefined ? {} : { name: filter, use_regex: 'true' }),
  };
  return String(new URLSearchParams(parameters));
}

function isPage(body: unknown): body is Page {
  const { items, ...counts } = (body ?? {}) as Partial<Page>;
  return isRows(items) && [counts.page_count, counts.filtered_count, counts.total_count].every(isCount);
}

function isCount(value: unknown): boolean {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}

/** Whether these are objects with names, as the broker lists whatever it has. */
export function isRows(items: unknown): items is readonly Row[] {
  return Array.isArray(items) && items.every((row: Partial<Row> | null) => typeof row?.['name'] === 'string');
}

/** A name that can be a part of addresses and keys, whatever it consists of. */
export function nameIn(row: Row): string {
  return Buffer.from(String(row['name'])).toString();
}

function tooMany(vhost: string): Unseen {
  const reason = `The virtual host "${vhost}" is said to have more than ${mostPages * pageSize} queues, which cannot be looked at`;
  return { vhost, trouble: 'unreachable', reason };
}

function nothingThere(vhost: string): Unseen {
  const reason = `No queue can be seen in the virtual host "${vhost}": the user lacks permissions there, or there is none`;
  return { vhost, trouble: 'no-queues', reason };
}
