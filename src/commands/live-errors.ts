import { CancelledError, UsageError, type CommandResult, type Host } from '../cli/command.ts';
import { exitCodes } from '../cli/exit-codes.ts';
import { SealError } from '../engine/binary/seal.ts';
import { EngineUnavailableError } from '../engine/binary/world.ts';
import { PluginError } from '../engine/proxy/plugin-process.ts';
import { RunLockedError } from '../engine/run-lock.ts';
import { StateUnreachableError } from '../engine/state/state-unreachable.ts';
import { VendorUnreachableError } from '../engine/vendors/http.ts';
import { CredentialsError, UnappliedVendorError } from '../engine/vendors/vendors.ts';
import { BackendError } from '../engine/workspace/backend.ts';
import { EngineFailure } from '../engine/workspace/engine-failure.ts';
import { RecordedGraphError } from '../graph/parse-recorded.ts';
import { StoreError } from '../graph/text-store.ts';
import { VendorAnswerError } from '../providers/live.ts';

/** What a person has to set right. */
const usage = [
  CredentialsError,
  UnappliedVendorError,
  BackendError,
  RecordedGraphError,
  StoreError,
  StateUnreachableError,
];

/** What may be better at the next try, or somewhere else. */
const infrastructure = [PluginError, EngineUnavailableError, SealError, VendorAnswerError, VendorUnreachableError];

/** Runs what reaches the engine and the vendors; what stops it as a whole becomes an exit status and one message. */
export async function explainLive(host: Host, action: () => Promise<CommandResult>): Promise<CommandResult> {
  try {
    return await action();
  } catch (error) {
    if (host.interruption().aborted) throw new CancelledError('Cancelled.');
    if (usage.some((kind) => error instanceof kind)) throw new UsageError((error as Error).message);
    if (error instanceof RunLockedError) return failed(exitCodes.refused.code, error.message);
    if (error instanceof EngineFailure)
      return failed(error.holders.length > 0 ? exitCodes.refused.code : exitCodes.infrastructure.code, error.message);
    if (infrastructure.some((kind) => error instanceof kind))
      return failed(exitCodes.infrastructure.code, (error as Error).message);
    throw error;
  }
}

function failed(exitCode: number, message: string): CommandResult {
  return { exitCode, outputs: [{ target: 'stderr', text: `alerts: ${message}\n` }] };
}
