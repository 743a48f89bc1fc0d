import type { Host, Output } from '../cli/command.ts';
import type { Finding } from '../findings/finding.ts';
import type { Run } from '../pipeline/run.ts';
import { reportFindings } from './report-findings.ts';

/** What does not count yet of a change's policy, for commands whose own output has no place for it. */
export async function heldBackOutputs(
  command: string,
  run: Run,
  heldBack: readonly Finding[],
  host: Host,
): Promise<Output[]> {
  if (heldBack.length === 0) return [];
  const summary = { ...run.summary, errors: heldBack.length, warnings: 0, infos: 0 };
  const told = await reportFindings(command, { ...run, summary }, heldBack, [], host);
  return told.map(({ text }) => ({ target: 'stderr', text }));
}
