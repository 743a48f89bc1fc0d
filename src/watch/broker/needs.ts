import type { WatchedAlert } from '../watched.ts';

/** What has to be asked about the queues of one virtual host. */
export interface VhostNeed {
  readonly vhost: string;
  readonly measures: ReadonlySet<string>;
  /** A regular expression that all names match, when it is short enough to be sent. */
  readonly filter?: string;
}

/** What a look at a broker has to find out. */
export interface Needs {
  readonly vhosts: readonly VhostNeed[];
  readonly nodeMeasures: ReadonlySet<string>;
}

/** The address of a request has to stay well below what servers take. */
const longestFilter = 1500;

/** What alerts need to know of a broker; nothing else is asked for. */
export function needsOf(alerts: readonly Pick<WatchedAlert, 'target'>[]): Needs {
  const targets = alerts.map(({ target }) => target);
  const queues = targets.filter(({ kind }) => kind === 'queue');
  const vhosts = [...new Set(queues.map(({ vhost }) => vhost))].sort();
  return {
    vhosts: vhosts.map((vhost): VhostNeed => {
      const mine = queues.filter((target) => target.vhost === vhost);
      const filter = filterOf([...new Set(mine.map(({ pattern }) => pattern))].sort());
      const measures = new Set(mine.map(({ measure }) => measure));
      return { vhost, measures, ...(filter === undefined ? {} : { filter }) };
    }),
    nodeMeasures: new Set(targets.filter(({ kind }) => kind === 'node').map(({ measure }) => measure)),
  };
}

function filterOf(patterns: readonly string[]): string | undefined {
  if (patterns.some((pattern) => /^\*+$/.test(pattern))) return undefined;
  const filter = `^(?:${patterns.map(asExpression).join('|')})$`;
  return filter.length > longestFilter ? undefined : filter;
}

/** The broker's expressions are those of PCRE: https://www.erlang.org/doc/apps/stdlib/re */
function asExpression(pattern: string): string {
  return pattern.replace(/[\\^$.+?()[\]{}|]/g, '\\$&').replace(/\*+/g, '.*');
}
