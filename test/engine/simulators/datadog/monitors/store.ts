import { isDeepStrictEqual } from 'node:util';
import { type Account, type Monitor, creator, orgId, timestamp } from '../account.ts';
import { type Fields, Refusal, refuse } from '../refusal.ts';
import { shownAssets } from './assets.ts';
import { type Definition, define } from './definition.ts';
import { usersOf } from './references.ts';

/** The monitor, or a 404. */
export function monitorOf(account: Account, id: string | number): Monitor {
  const monitor = account.monitors.get(Number(id));
  if (!monitor) throw new Refusal(404, 'Monitor not found');
  return monitor;
}

export function createMonitor(account: Account, body: Fields, duplicates: 'refuse' | 'allow'): Monitor {
  const definition = define(account, body);
  if (duplicates === 'refuse') refuseDuplicate(account, definition);
  const now = new Date();
  const monitor: Monitor = {
    id: account.newMonitorId(),
    org_id: orgId,
    ...definition,
    created: timestamp(now),
    created_at: now.getTime(),
    modified: timestamp(now),
    deleted: null,
    restriction_policy: null,
    overall_state: 'No Data',
    overall_state_modified: null,
    creator,
  };
  account.monitors.set(monitor.id, monitor);
  account.hide(monitor.id);
  return monitor;
}

export function updateMonitor(account: Account, id: string, body: Fields, duplicates: 'refuse' | 'allow'): Monitor {
  const existing = monitorOf(account, id);
  const definition = define(account, body, existing);
  if (duplicates === 'refuse') refuseDuplicate(account, definition, existing.id);
  const monitor = { ...existing, ...definition, modified: timestamp() };
  account.monitors.set(existing.id, monitor);
  return monitor;
}

export function deleteMonitor(account: Account, id: string, force: boolean): void {
  const monitor = monitorOf(account, id);
  const users = usersOf(account, monitor);
  if (users.length > 0 && !force) throw new Refusal(400, users.join('; '), { errors: users });
  account.monitors.delete(monitor.id);
}

/** An exact copy of a monitor is refused; the words are in several public bug reports, and name the one that exists. */
function refuseDuplicate(account: Account, definition: Definition, self?: number): void {
  for (const one of account.monitors.values()) {
    if (one.id !== self && isDeepStrictEqual(essence(one), essence(definition))) {
      refuse(`Duplicate of an existing monitor_id:${one.id} org_id:${orgId}`);
    }
  }
}

function essence({ type, name, message, query, tags, options, priority }: Definition): Fields {
  return { type, name, message, query, tags: [...tags].sort(), options, priority };
}

/** How an answer to creating or changing shows a monitor. */
export function changed(monitor: Monitor): Fields {
  return { ...monitor, assets: shownAssets(monitor.assets, monitor.id) };
}

/** How an answer to reading shows it: assets only `with_assets`; recorded. */
export function read(monitor: Monitor, withAssets: boolean): Fields {
  return { ...monitor, assets: withAssets ? shownAssets(monitor.assets) : [] };
}
