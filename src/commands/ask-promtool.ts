import type { Trials } from '../alert-tests/prometheus/trial.ts';
import { MissingToolError, type Host } from '../cli/command.ts';

/**
 * Runs what asks promtool, until every question is answered; results come from a run that follows.
 * @returns why nothing was answered, when something is asked and there is no promtool that can be understood
 */
export async function askPromtool(trials: Trials, run: () => unknown, host: Host): Promise<string | undefined> {
  try {
    await trials.settle(run, async (asked) => (await import('./promtool.ts')).traces(asked, host));
    return undefined;
  } catch (error) {
    if (error instanceof MissingToolError) return error.message;
    throw error;
  }
}

/** Whether there is a promtool to ask. */
export async function hasPromtool(host: Host): Promise<boolean> {
  const { locatePromtool } = await import('./promtool.ts');
  try {
    return locatePromtool(host.env) !== '';
  } catch {
    return false;
  }
}
