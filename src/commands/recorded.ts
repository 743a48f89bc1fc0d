import path from 'node:path';
import { UsageError, type Host } from '../cli/command.ts';
import { RecordedGraphError, type RecordedUnitFile } from '../graph/parse-recorded.ts';
import { RecordedGraphs } from '../graph/recorded-store.ts';
import { FolderStore, StoreError, type TextStore } from '../graph/text-store.ts';
import type { Run } from '../pipeline/run.ts';

/**
 * What was applied last, without an engine.
 * @throws UsageError when it cannot be read
 */
export async function readRecorded(run: Run, host: Host): Promise<readonly RecordedUnitFile[]> {
  const store = await storeBesideState(run, host);
  try {
    return await new RecordedGraphs(store).read();
  } catch (error) {
    const known = error instanceof RecordedGraphError || error instanceof StoreError;
    throw known ? new UsageError(error.message) : await explained(error);
  }
}

/**
 * Where the project records what it applies: beside the state.
 * @throws UsageError for a state that cannot be read from here
 */
export async function storeBesideState(run: Run, host: Host): Promise<TextStore> {
  const root = path.join(path.resolve(host.cwd), '.alerts');
  const facts = run.index.project?.facts.facts ?? {};
  if (facts['state'] === undefined && host.env['ALERTS_STATE'] === undefined) return new FolderStore(root);
  const [{ placeOfState }, { openStateStores }] = await Promise.all([
    import('../engine/workspace/backend.ts'),
    import('../engine/state/state-stores.ts'),
  ]);
  try {
    return openStateStores(placeOfState(facts['state'], host.env), root, String(facts['uid'] ?? ''), host.env).own;
  } catch (error) {
    throw await explained(error);
  }
}

/** A comparison with a commit needs nothing of the state. */
async function explained(error: unknown): Promise<unknown> {
  const [{ BackendError }, { StateUnreachableError }] = await Promise.all([
    import('../engine/workspace/backend.ts'),
    import('../engine/state/state-unreachable.ts'),
  ]);
  if (error instanceof BackendError) return new UsageError(error.message);
  if (!(error instanceof StateUnreachableError)) return error;
  return new UsageError(`${error.message}\nWithout it "alerts plan --against REF" compares with a commit.`);
}
