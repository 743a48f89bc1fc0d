import type { CommandResult, Host } from '../cli/command.ts';
import { exitCodes } from '../cli/exit-codes.ts';
import { compareFindings, type Finding } from '../findings/finding.ts';
import type { Run } from '../pipeline/run.ts';
import { reportFindings } from './report-findings.ts';

/** Definitions with errors, or with findings that a command adds as `more`, are neither compiled nor planned, and name no servers that anything is sent to: the errors go to standard error, and the exit status is that of findings. */
export async function stopOnErrors(
  command: string,
  result: Run,
  host: Host,
  more: readonly Finding[] = [],
): Promise<CommandResult | undefined> {
  const errors = [...result.findings.filter((finding) => finding.severity === 'error'), ...more].sort(compareFindings);
  if (errors.length === 0) return undefined;
  const summary = { ...result.summary, errors: errors.length };
  const [report] = await reportFindings(command, { ...result, summary }, errors, [], host);
  const verb =
    { plan: 'planned', apply: 'applied', refresh: 'read', destroy: 'removed', watch: 'watched' }[command] ?? 'compiled';
  return {
    exitCode: exitCodes.findings.code,
    outputs: [{ target: 'stderr', text: `${report?.text ?? ''}Nothing was ${verb}: mend the errors first.\n` }],
  };
}
