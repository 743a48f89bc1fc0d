import type { Trials } from '../alert-tests/prometheus/trial.ts';
import type { Host } from '../cli/command.ts';

/**
 * Runs what asks promtool, until every question is answered; results come from a run that follows.
 * @throws MissingToolError when something is asked and there is no promtool
 */
export async function askPromtool(trials: Trials, run: () => unknown, host: Host): Promise<void> {
  await trials.settle(run, async (asked) => (await import('./promtool.ts')).traces(asked, host));
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
