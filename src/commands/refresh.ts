import type { CommandResult, Host } from '../cli/command.ts';
import { exitCodes } from '../cli/exit-codes.ts';
import { refreshLive } from '../engine/live-refresh.ts';
import type { Run } from '../pipeline/run.ts';
import { counted } from '../findings/counted.ts';
import { open } from './common.ts';
import { explainLive } from './live-errors.ts';
import { openSession } from './live-session.ts';
import { messages, offlineOf, type LivePlanOptions } from './plan-live.ts';
import { planFormats, renderPlan } from './plan-output.ts';
import { stopOnErrors } from './stop-on-errors.ts';
import { unitSelection } from './unit-selection.ts';

export interface RefreshOptions extends LivePlanOptions {
  readonly format?: readonly string[];
}

/** `alerts refresh`: reads live objects into the state and says which have drifted; changes nothing at a vendor. */
export async function run(options: RefreshOptions, host: Host): Promise<CommandResult> {
  const specs = planFormats('refresh', options.format);
  const result = await open(options, host, true);
  const stopped = await stopOnErrors('refresh', result, host);
  if (stopped) return stopped;
  return explainLive(host, () => refresh(result, options, specs, host));
}

async function refresh(
  result: Run,
  options: RefreshOptions,
  specs: ReturnType<typeof planFormats>,
  host: Host,
): Promise<CommandResult> {
  const session = await openSession(result, options, host);
  try {
    const includes = unitSelection(options, offlineOf(session, result));
    const { plan, failures } = await session.watch(() => refreshLive(session, includes));
    const drifted = plan.summary.update + plan.summary.delete;
    const text =
      drifted === 0
        ? 'Nothing has drifted.\n'
        : `${counted(drifted, 'object')} drifted; "alerts apply --all" repairs them.\n`;
    return {
      exitCode: failures.length > 0 ? exitCodes.infrastructure.code : exitCodes.fine.code,
      outputs: [
        ...(drifted > 0 || specs.some(({ name }) => name !== 'text') ? await renderPlan(specs, plan, {}, host) : []),
        { target: 'stderr', text },
        ...messages({ failures, notes: [] }),
      ],
    };
  } finally {
    await session.close();
  }
}
