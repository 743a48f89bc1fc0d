import type { ObservedNode, ObservedQueue, Observation } from '../../queue-monitor/measures.ts';
import { NoAnswerError, type HttpClient } from '../http-client.ts';
import type { Needs, VhostNeed } from './needs.ts';
import { isRows, listQueues, nameIn, type Listed } from './list-queues.ts';
import { refusedBy, type Unseen } from './unseen.ts';
import { nodeReadings, queueReadings } from './values.ts';

/** What a look at a broker found. */
export interface Look {
  readonly observation: Observation;
  /** Virtual hosts that were seen. */
  readonly vhosts: ReadonlySet<string>;
  readonly sawNodes: boolean;
  /** Virtual hosts whose list changed while it was read, so that what is missing in it may be there. */
  readonly shifting: ReadonlySet<string>;
  readonly unseen: readonly Unseen[];
}

/**
 * Looks at a broker, one request after the other. What cannot be seen is told, never guessed.
 * @param now seconds since 1970, for ages
 */
export async function look(http: HttpClient, needs: Needs, now: number): Promise<Look> {
  const queues: ObservedQueue[] = [];
  const vhosts = new Set<string>();
  const shifting = new Set<string>();
  const unseen: Unseen[] = [];
  for (const need of needs.vhosts) {
    const listed = await attempt(() => listQueues(http, need), { vhost: need.vhost });
    if ('trouble' in listed) unseen.push(listed);
    else {
      vhosts.add(need.vhost);
      if (listed.shifting) shifting.add(need.vhost);
      queues.push(...queuesOf(listed, need, now));
    }
  }
  const nodes = needs.nodeMeasures.size === 0 ? [] : await attempt(() => lookAtNodes(http, needs, now), {});
  if ('trouble' in nodes) unseen.push(nodes);
  const seen = 'trouble' in nodes ? [] : nodes;
  const sawNodes = !('trouble' in nodes);
  return { observation: { queues, nodes: seen }, vhosts, sawNodes, shifting, unseen };
}

async function attempt<T extends object>(
  ask: () => Promise<T | Unseen>,
  what: { readonly vhost?: string },
): Promise<T | Unseen> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof NoAnswerError) return { ...what, trouble: 'unreachable', reason: error.message };
    throw error;
  }
}

function queuesOf({ items }: Listed, { vhost, measures }: VhostNeed, now: number): ObservedQueue[] {
  const readings = [...measures].flatMap((measure) => {
    const reading = queueReadings[measure];
    return reading ? [[measure, reading] as const] : [];
  });
  return items.map((row) => ({
    vhost,
    name: nameIn(row),
    values: Object.fromEntries(readings.map(([measure, reading]) => [measure, reading.value(row, now)])),
  }));
}

async function lookAtNodes(http: HttpClient, { nodeMeasures }: Needs, now: number): Promise<ObservedNode[] | Unseen> {
  const readings = [...nodeMeasures].flatMap((measure) => {
    const reading = nodeReadings[measure];
    return reading ? [[measure, reading] as const] : [];
  });
  const columns = new Set(['name', ...readings.flatMap(([, reading]) => reading.columns)]);
  const answer = await http.ask('GET', `/api/nodes?columns=${[...columns].join(',')}`);
  if (answer.status !== 200 || !isRows(answer.body)) return refusedBy(answer, '/api/nodes');
  return answer.body.map((row) => ({
    name: nameIn(row),
    values: Object.fromEntries(readings.map(([measure, reading]) => [measure, reading.value(row, now)])),
  }));
}
