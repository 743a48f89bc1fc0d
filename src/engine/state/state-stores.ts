import path from 'node:path';
import { FolderStore, type TextStore } from '../../graph/text-store.ts';
import type { StatePlace } from '../workspace/backend.ts';
import { bucketAddress } from './bucket-address.ts';
import { BucketStore } from './bucket-store.ts';

/** What lies where the state lives. */
export interface StateStores {
  /** Ours: what was applied (`graph/`), intents (`journal/`), processes of engines that hold locks (`processes/`). */
  readonly own: TextStore;
  /** The engine's, whose locks are read; undefined where only the engine itself can reach them. */
  readonly engine?: TextStore;
  /** Whether other checkouts see them, too. */
  readonly shared: boolean;
}

/**
 * Opens what lies where the state lives: below `.alerts/` for the embedded state, in `.alerts/<uid>/` of a folder or a bucket. Of other backends
 * only the engine has a client: what is ours then stays in the checkout.
 * @param root `.alerts/` of the checkout
 * @param uid of the project; projects may share a bucket
 * @throws StateUnreachableError
 */
export function openStateStores(
  place: StatePlace,
  root: string,
  uid: string,
  env: Readonly<Record<string, string | undefined>>,
): StateStores {
  const { url, scheme, folder } = place;
  const own = `.alerts/${encodeURIComponent(uid)}/`;
  if (url === undefined)
    return { own: new FolderStore(root), engine: new FolderStore(path.join(root, 'state')), shared: false };
  if (folder !== undefined)
    return { own: new FolderStore(path.join(folder, own)), engine: new FolderStore(folder), shared: true };
  if (scheme !== 's3') return { own: new FolderStore(root), shared: false };
  const address = bucketAddress(url, env);
  return { own: new BucketStore(address, own), engine: new BucketStore(address), shared: true };
}
