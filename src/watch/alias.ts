import { createHash } from 'node:crypto';
import { groupKey, type GroupValues } from '../queue-monitor/selection.ts';
import type { Opening } from './state/broker-state.ts';

/** The most that an alias may have: https://docs.opsgenie.com/docs/alert-api */
const longest = 512;

/**
 * The name by which the backend knows an open alert, so that telling it twice opens nothing twice: project, identity, group, and what is open.
 * Ids of environments and applications have no dots, so that the identity can be read in it.
 */
export function aliasOf(uid: string, identity: string, group: GroupValues, opening: Opening): string {
  const key = groupKey(group);
  const alias = ['alerts', uid, identity.replaceAll('/', '.'), ...(key === '' ? [] : [key]), opening].join(':');
  if (alias.length <= longest) return alias;
  const digest = createHash('sha256').update(alias).digest('hex').slice(0, 32);
  return `${alias.slice(0, longest - digest.length - 1)}:${digest}`;
}

/** The alias of what is told when a broker cannot be seen. */
export function troubleAlias(uid: string, scope: string, trouble: string): string {
  return `alerts:${uid}:watch:${scope}:${trouble}`;
}

/** A tag that all alerts of one broker carry: by it they are found again. Tags have 50 characters at most, names may have more. */
export function scopeTag(uid: string, scope: string): string {
  return `alerts_watch:${createHash('sha256').update(`${uid}/${scope}`).digest('hex').slice(0, 16)}`;
}
